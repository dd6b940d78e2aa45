"""Telephony: rates call records and hands them to billing."""
import concurrent.futures, datetime, functools, json, logging, os, random, socket, sqlite3, sys, threading, time
R = random.Random(int(os.environ["SEED"])); CLOCK = [int(os.environ["CLOCK"])]
class Fmt(logging.Formatter):
    def formatTime(self, record, datefmt=None):
        CLOCK[0] += R.randrange(3)
        return datetime.datetime.utcfromtimestamp(CLOCK[0]).strftime("%Y-%m-%d %H:%M:%S") + ",%03d" % R.randrange(1000)
h = logging.StreamHandler(); h.setFormatter(Fmt("%(asctime)s %(levelname)s [%(threadName)s] %(name)s: %(message)s"))
logging.basicConfig(level=logging.DEBUG, handlers=[h]); log = logging.getLogger("switchboard")
# PAD
class RatingError(Exception): pass
def connect(what, port):
    s = socket.create_connection(("127.0.0.1", port), timeout=1)
    return s
class TariffStore:
    def price(self, prefix):
        try: return connect("postgres", 5400 + R.randrange(40))
        except OSError as e: raise RatingError("no tariff for prefix %s" % prefix) from e
# PAD
class FraudScores:
    def score(self, number):
        try: return connect("redis", 6300 + R.randrange(40))
        except OSError as e: raise RatingError("no fraud score for %s" % number) from e
def audited(fn):
    @functools.wraps(fn)
    def wrapper(*a, **k):
        log.debug("calling %s", fn.__name__)
        return fn(*a, **k)
    return wrapper
# PAD
@audited
def rate_call(rec): return rec["tariff"] * rec["seconds"]
@audited
def roaming_surcharge(rec): return rec["zones"][rec["visited"]]
@audited
def average_minutes(recs): return sum(r["seconds"] for r in recs) / (60 * len([r for r in recs if r["seconds"] < 0]))
@audited
def trunk_load(used, lines): return 100 * used / lines
@audited
def insert_record(rec):
    db = sqlite3.connect(":memory:"); db.execute("create table cdr(id integer primary key, n text)")
    db.execute("insert into cdr values(?,?)", (rec["id"], "a")); db.execute("insert into cdr values(?,?)", (rec["id"], "b"))
# PAD
@audited
def insert_refund(rec):
    db = sqlite3.connect(":memory:"); db.execute("create table refund(id integer)"); db.execute("insert into refunds values(?)", (rec["id"],))
@audited
def walk_forwarding(n, table): return walk_forwarding.__wrapped__(table[n], table)
def noise():
    n = "+49%d" % R.randrange(10**9, 10**10)
    R.choice([lambda: log.info("call %s -> +43%d %ds", n, R.randrange(10**8), R.randrange(3000)), lambda: log.debug("trunk %d seized", R.randrange(60)),
              lambda: log.info("rated %d records in %.3fs", R.randrange(500), R.random()), lambda: log.warning("late record %s, %d s old", n, R.randrange(9000))])()
# PAD
def on_db(rec):
    TariffStore().price("+%d" % R.randrange(999))
def on_cache(rec):
    FraudScores().score("+%d" % R.randrange(10**9))
def on_tariff(rec):
    rate_call(rec)
def on_roaming(rec):
    roaming_surcharge(rec)
def on_average(rec):
    average_minutes([rec])
def on_trunk(rec):
    trunk_load(R.randrange(30), 0)
def on_duplicate(rec):
    insert_record(rec)
def on_notable(rec):
    insert_refund(rec)
def on_forward(rec):
    sys.setrecursionlimit(200)
    walk_forwarding("a", {"a": "b", "b": "a"})
def on_recordings(rec):
    open("/srv/recordings/%d.wav" % rec["id"])
JOBS = globals()
def work(fault):
    rec = {"id": R.randrange(10**6), "seconds": R.randrange(3000), "zones": {"EU": 1}, "visited": "Z%d" % R.randrange(90)}
    JOBS["on_" + fault](rec)
def main():
    fault = os.environ["FAULT"]
    for _ in range(int(os.environ["STEPS"])): noise()
    mode = R.randrange(3)
    if mode == 0: work(fault)
    with concurrent.futures.ThreadPoolExecutor(2, thread_name_prefix="rater") as pool:
        f = pool.submit(work, fault)
        if mode == 1: f.result()
        try: f.result()
        except Exception:
            log.exception("batch %d lost, leaving", R.randrange(9999))
            for _ in range(R.randrange(3)): noise()
            sys.exit(2 if R.randrange(2) else 1)
# PAD
if __name__ == "__main__": main()
