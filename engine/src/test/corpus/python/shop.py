"""Faults of a Python service: plain, chained, groups, imports, threads, asyncio."""

import asyncio
import json
import logging
import os
import socket
import sqlite3
import ssl
import sys
import threading
from datetime import datetime, timezone


class PaymentError(Exception):
    pass


class CartError(Exception):
    pass


#@
def price_of(item, prices):
    return prices[item]


def total(cart, prices):
    return sum(price_of(i, prices) for i in cart)


#@
def settings(key):
    config = {"debug": True}
    return config["section"][key]


def average(numbers):
    return sum(numbers) / len(numbers[1:])


#@
def user_name(user):
    found = {}.get(user)
    return found.name


def user_mail(user):
    found = {}.get(user)
    return found.mail.lower()


def parse_amount(text):
    return int(text)


def parse_port(text):
    return int(text.strip() + "/tcp")


#@
def charge(user, amount):
    if amount > 10:
        raise PaymentError(f"card of {user} was declined")
    raise PaymentError("payment provider returned status 503")


def pay(user, port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1)
    except OSError as e:
        raise PaymentError(f"cannot reach the provider for {user}") from e


def pay_handling(user):
    try:
        {}[user]
    except KeyError:
        json.loads("<html>" + user)


#@
def row(text):
    return json.loads(text)


def decode(data):
    return data.decode("utf-8")


def handler(user):
    return {"user": user} + user


def both(user, n):
    def one():
        raise ValueError(f"shard {n} has no leader")

    def two():
        raise TimeoutError(f"no answer from {user}")

    errors = []
    for f in (one, two):
        try:
            f()
        except Exception as e:
            errors.append(e)
    raise ExceptionGroup("flush failed", errors)


#@
async def fetch(n):
    await asyncio.sleep(0)
    raise CartError(f"cart {n} is gone")


async def serve(n):
    await asyncio.gather(fetch(n), asyncio.sleep(0.01))


async def waits():
    async with asyncio.timeout(0.01):
        await asyncio.sleep(1)


async def tasks(n):
    async with asyncio.TaskGroup() as group:
        group.create_task(fetch(n))


#@
def in_thread(user, name):
    worker = threading.Thread(target=user_name, args=(user,), name=name)
    worker.start()
    worker.join()
    sys.exit(1)


def sql(table):
    sqlite3.connect(":memory:").execute(f"select * from {table}")


def sql_twice(n):
    base = sqlite3.connect(":memory:")
    base.execute("create table orders(id integer primary key)")
    base.execute("insert into orders values (?)", (n,))
    base.execute("insert into orders values (?)", (n,))


def listen(port):
    one = socket.create_server(("127.0.0.1", port))
    two = socket.socket()
    two.bind(("127.0.0.1", port))
    print(one, two)


#@
def depth(n):
    return depth(n + 1) + 1


def tls(port):
    server = socket.create_server(("127.0.0.1", 0))

    def junk():
        peer = server.accept()[0]
        peer.recv(100)
        peer.sendall(b"HTTP/1.0 400 Bad Request\r\n\r\n")
        peer.close()

    threading.Thread(target=junk, daemon=True).start()
    ssl.create_default_context().wrap_socket(socket.create_connection(server.getsockname()), server_hostname=f"h{port}")


def read(path):
    with open(path) as f:
        return f.read()


def plugin(name):
    import shop_plugins.tax

    return shop_plugins.tax, name


def attribute():
    from json import dumpz

    return dumpz


def invariant(n):
    assert n < 0, f"ledger is off by {n} cents"


def big():
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (1 << 29, 1 << 29))
    return bytearray(1 << 31)


def resolve(host):
    return socket.getaddrinfo(host, 5432)


#@
FAULTS = {
    "price": lambda a: total(["shirt", a[0]], {"shirt": 3}),
    "settings": lambda a: settings("port"),
    "average": lambda a: average([int(a[0])]),
    "user-name": lambda a: user_name(a[0]),
    "user-mail": lambda a: user_mail(a[0]),
    "amount": lambda a: parse_amount(a[0] + ",00"),
    "port": lambda a: parse_port(a[0]),
    "declined": lambda a: charge(a[0], 50),
    "provider": lambda a: charge(a[0], 5),
    "from": lambda a: pay(a[0], int(a[1])),
    "handling": lambda a: pay_handling(a[0]),
    "json": lambda a: row("{'id': " + a[0]),
    "decode": lambda a: decode(b"caf\xe9" + a[0].encode()),
    "type": lambda a: handler(a[0]),
    "group": lambda a: both(a[0], a[1]),
    "gather": lambda a: asyncio.run(serve(a[0])),
    "task-group": lambda a: asyncio.run(tasks(a[0])),
    "timeout": lambda a: asyncio.run(waits()),
    "thread": lambda a: in_thread(a[0], "sync-" + a[1]),
    "sql": lambda a: sql("order_" + a[0]),
    "unique": lambda a: sql_twice(int(a[0])),
    "taken": lambda a: listen(int(a[0])),
    "depth": lambda a: depth(0),
    "tls": lambda a: tls(a[0]),
    "file": lambda a: read(a[0]),
    "plugin": lambda a: plugin(a[0]),
    "name": lambda a: attribute(),
    "assert": lambda a: invariant(int(a[0])),
    "memory": lambda a: big(),
    "resolve": lambda a: resolve(a[0]),
}


def main():
    log = os.environ.get("LOG", "")
    if not log:
        FAULTS[sys.argv[1]](sys.argv[2:])
        return
    now = datetime.fromtimestamp(int(os.environ["NOW"]) / 1000, timezone.utc)
    logging.Formatter.formatTime = lambda *a, **k: now.strftime("%Y-%m-%d %H:%M:%S,") + "%03d" % (now.microsecond // 1000)
    forms = {"python": "%(asctime)s %(levelname)s %(name)s: %(message)s", "bracket": "[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s"}
    logging.basicConfig(format=forms.get(log), stream=sys.stdout)
    try:
        FAULTS[sys.argv[1]](sys.argv[2:])
    except Exception:
        if log == "structlog":
            import traceback

            print(json.dumps({"timestamp": now.isoformat(), "level": "error", "event": "worker died", "exception": traceback.format_exc()}))
        else:
            logging.getLogger("shop.worker").exception("worker died, leaving")
        sys.exit(1)


if __name__ == "__main__":
    main()
