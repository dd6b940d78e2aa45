"""Servers that end the polite way: one error line in their own words, exit code 1. The failure itself is real."""

import json
import os
import resource
import socket
import subprocess
import sys


def reason(action):
    try:
        action()
    except OSError as e:
        return e.strerror
    raise SystemExit("did not fail")


def taken(port):
    keep = socket.create_server(("127.0.0.1", port))
    socket.socket().bind(("127.0.0.1", port))
    print(keep)


def refused(port):
    socket.create_connection(("127.0.0.1", port), timeout=1)


def denied(path):
    os.setgid(65534)
    os.setuid(65534)
    open("/etc/shadow").read()
    print(path)


def full():
    with open("/dev/full", "w", buffering=1) as f:
        f.write("row\n")


def many_files():
    resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
    return [open("/dev/null") for _ in range(20)]


def expired(day):
    """A certificate made now, judged two years later."""
    subprocess.run("openssl req -x509 -newkey rsa:2048 -nodes -keyout k.pem -out c.pem -days 1 -subj /CN=shop -batch".split(), capture_output=True)
    done = subprocess.run("openssl verify -attime 1890000000 -CAfile c.pem c.pem".split(), capture_output=True, text=True)
    return (done.stdout + done.stderr).split("lookup: ")[1].split("\n")[0]


def bad_json(text):
    try:
        json.loads('{"listen": ' + text)
    except ValueError as e:
        return str(e)


def main():
    fault, a, b = sys.argv[1:4]
    port = int(b) if b.isdigit() else 0
    words = {
        "edged-bind": lambda: f"edged: bind() to 0.0.0.0:{b} failed (98: {reason(lambda: taken(port))})",
        "edged-config": lambda: f"edged: cannot read configuration {a}: {reason(lambda: open(a))}",
        "edged-json": lambda: f"edged: configuration {a} is not valid: {bad_json(b)}",
        "edged-certificate": lambda: f"edged: certificate /etc/edged/{a}.pem rejected: {expired(a)}",
        "edged-database": lambda: f"edged: no connection to database at {a}:{b}: {reason(lambda: refused(port))}",
        "edged-denied": lambda: f"edged: open() \"/var/log/edged/{a}.log\" failed (13: {reason(lambda: denied(a))})",
        "edged-files": lambda: f"edged: accept4() failed (24: {reason(many_files)}) with {a} connections",
        "stored-bind": lambda: f"stored: fatal: listening on port {b}: {reason(lambda: taken(port))}",
        "stored-full": lambda: f"stored: fatal: writing segment {a}: {reason(full)}",
        "stored-replica": lambda: f"stored: fatal: replica {a}:{b} unreachable: {reason(lambda: refused(port))}",
        "stored-config": lambda: f"stored: fatal: {a}: {reason(lambda: open(a))}",
        "stored-lock": lambda: f"stored: fatal: data directory is locked by process {b}",
        "stored-version": lambda: f"stored: fatal: data format {b} is newer than this program (12)",
        "stored-checksum": lambda: f"stored: fatal: checksum of block {b} is wrong: expected 0x{a}, found 0x{a[::-1]}",
        "mailed-auth": lambda: f"mailed: login as {a} refused: 535 authentication failed",
        "mailed-variable": lambda: "mailed: required variable SMTP_PASSWORD is not set",
        "mailed-timeout": lambda: f"mailed: no answer from {a} after {b} ms, giving up",
        "mailed-quota": lambda: f"mailed: mailbox {a} is over quota ({b} of 1000 messages)",
    }
    print(os.environ["HEAD"] + words[fault](), file=sys.stderr)
    if os.environ.get("USAGE"):
        print(os.environ["HEAD"].replace("ERROR", "INFO").replace("FATAL", "INFO") + "exiting with status 1", file=sys.stderr)
    sys.exit(1)


main()
