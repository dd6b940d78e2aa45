import asyncio, concurrent.futures as cf, ctypes, faulthandler, json, logging, os, random, sys, threading, time, traceback, atexit
from . import config, db, remote
# @SHIFT
log = logging.getLogger("stockd.app")
R = random.Random(int(os.environ.get("SEED", "1")))


class JsonFormatter(logging.Formatter):
    def format(self, r):
        d = {"ts": self.formatTime(r, "%Y-%m-%dT%H:%M:%S"), "lvl": r.levelname.lower(), "logger": r.name, "msg": r.getMessage(), "pid": os.getpid()}
        if r.exc_info:
            d["exc"] = self.formatException(r.exc_info)
        return json.dumps(d)


def noise(n):
    for _ in range(n):
        k = R.randrange(4)
        if k == 0: log.info("picked order %d in %.2fs for %s", R.randrange(10**6), R.random() * 3, R.choice(["eva", "tor.h", "bot-2"]))
        elif k == 1: log.warning("slow scan on aisle %s (%d ms)", R.choice("ABCDEF"), R.randrange(4000))
        elif k == 2: log.info('10.2.%d.%d - - "GET /api/stock?sku=%d HTTP/1.1" 200 %d', R.randrange(255), R.randrange(255), R.randrange(9999), R.randrange(5000))
        else: log.debug("cache hit ratio %.3f", R.random())


# @SHIFT
def reorder(levels):
    low = [s for s, q in levels.items() if q < 3]
    # @SHIFT
    assert len(low) <= len(levels) // 2, f"{len(low)} of {len(levels)} articles below the limit"
    return low


def rebuild(node, tree):
    # @SHIFT
    return 1 + max([rebuild(c, tree) for c in tree.get(node, [])], default=0)


async def poll(name, i):
    await asyncio.sleep(0.01 * i)
    # @SHIFT
    if i == 3:
        raise TimeoutError(f"scanner {name}-{i} gave no reading in {R.randrange(5, 60)}s")


async def pollers(name):
    async with asyncio.TaskGroup() as g:
        for i in range(4):
            g.create_task(poll(name, i), name=f"poll-{i}")


# @SHIFT
def shard(args):
    lo, hi, rows = args
    return sum(int(r.split(",")[3]) for r in rows[lo:hi])


def crash_native(addr):
    # @SHIFT
    return ctypes.string_at(addr, 16)


# @SHIFT
def work(what, v):
    cfg = {"sites": {"oslo": {"address": "Havnegata 1", "zone": 2}}, "queues": {"in": "q1"}}
    if what == "site": return config.warehouse(cfg, v)
    if what == "queue": return config.queue_for(cfg, v)
    if what == "load": return config.load(v)
    if what == "take": return db.Repo(":memory:").take("A1", int(v))
    if what == "history": return db.Repo(":memory:").history(v)
    if what == "price": return remote.Prices(v).of(os.environ.get("SKU", "A1"))
    if what == "carrier": return remote.Carrier(v).slots(os.environ.get("DAY", "2026-11-23"))
    if what == "reorder": return reorder({f"S{i}": R.randrange(2) for i in range(int(v))})
    if what == "rebuild": return rebuild(v, {v: [v + "x"], v + "x": [v]})
    if what == "poll": return asyncio.run(pollers(v))
    if what == "shard":
        rows = ["1,2,3,4"] * 20 + [v]
        with cf.ProcessPoolExecutor(2) as p:
            return sum(p.map(shard, [(0, 10, rows), (10, 21, rows)]))
    if what == "native":
        faulthandler.enable()
        return crash_native(int(v))


def close_ledger(n):
    # @SHIFT
    raise RuntimeError(f"ledger has {n} open entries")


# @SHIFT
def main():
    h = logging.StreamHandler()
    f = os.environ.get("LOGFMT", "plain")
    h.setFormatter(JsonFormatter() if f == "json" else logging.Formatter({"plain": "%(levelname)s:%(name)s:%(message)s", "std": "%(asctime)s %(levelname)-8s [%(threadName)s] %(name)s: %(message)s", "gunicorn": "[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s"}[f]))
    logging.basicConfig(level=logging.DEBUG, handlers=[h])
    logging.getLogger("urllib3").setLevel(logging.INFO)
    logging.getLogger("asyncio").setLevel(logging.INFO)
    log.info("stockd %s up on %s", os.environ.get("VER", "1.0"), os.environ.get("HOSTNAME", "?"))
    noise(int(os.environ.get("NOISE", "5")))
    if os.environ.get("HOOK"): atexit.register(lambda: (log.info("flushing %d metrics", R.randrange(900)), log.info("bye")))
    if os.environ.get("PRIOR"):
        try: asyncio.run(pollers("spare"))
        except* TimeoutError: log.warning("scanner skipped", exc_info=True)
        try: db.Repo(":memory:").history("old")
        except Exception: log.warning("history not available yet", exc_info=True)
        noise(3)
    if os.environ.get("AFTER"): atexit.register(close_ledger, R.randrange(99))
    how, what, v = os.environ.get("HOW", "main"), sys.argv[1], sys.argv[2]
    if how == "main": work(what, v)
    elif how == "logged":
        try: work(what, v)
        except Exception:
            log.exception("worker %d failed, giving up", R.randrange(16)); noise(2); sys.exit(3)
    elif how == "critical":
        try: work(what, v)
        except Exception as e:
            log.critical("fatal: %s", e, exc_info=True); os._exit(1)
    elif how == "thread":
        bad = []
        def hook(a): sys.excepthook(a.exc_type, a.exc_value, a.exc_traceback); bad.append(1)
        t = threading.Thread(target=work, args=(what, v), name=f"picker-{R.randrange(20)}")
        if os.environ.get("OWNHOOK"): threading.excepthook = hook
        t.start(); t.join(); noise(1); sys.exit(1)
    elif how == "pool":
        with cf.ThreadPoolExecutor(2, "pool") as p: p.submit(work, what, v).result()


# @SHIFT
if __name__ == "__main__":
    main()
