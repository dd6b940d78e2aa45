"""A service that reports its end in one or two log lines of its own, never by a trace."""
import json, os, random, sys, time
R = random.Random(int(os.environ["SEED"])); F = os.environ.get("LOGFMT", "kv")
def out(level, msg, **kv):
    t = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()) + ".%03dZ" % R.randrange(1000)
    if F == "json": print(json.dumps({"time": t, "severity": level, "message": msg, **kv}))
    elif F == "kv": print(f'ts={t} lvl={level.lower()} msg="{msg}" ' + " ".join(f"{k}={v}" for k, v in kv.items()))
    elif F == "bare": print(f"{msg}" + "".join(f" {k}={v}" for k, v in kv.items()))
    else: print(f"{t[:10].replace('-', '/')} {t[11:19]} [{level[:4]:4}] {msg}" + (" " + " ".join(f"{k}={v}" for k, v in kv.items()) if kv else ""))
def beat(n):
    for _ in range(n):
        k = R.randrange(4)
        if k == 0: out("INFO", f"heartbeat from member {R.randrange(9)} term {R.randrange(400)}", rtt_ms=R.randrange(90))
        elif k == 1: out("INFO", f"snapshot {R.randrange(10**6):06d} written", bytes=R.randrange(10**8))
        elif k == 2: out("WARN", "slow disk sync", took=f"{R.random():.3f}s", path=f"/var/lib/quorumd/wal-{R.randrange(99)}")
        else: out("INFO", f"client {R.randrange(10**8):x} connected", addr=f"10.{R.randrange(255)}.{R.randrange(255)}.{R.randrange(255)}:{R.randrange(65535)}")
what, v = sys.argv[1:3]
out("INFO", "quorumd starting", version=os.environ["VER"], member=R.randrange(9)); beat(int(os.environ["NOISE"]))
rc = 1
if what == "license": out("ERROR", f"license for {v} expired {R.randrange(2, 60)} days ago, refusing to serve"); rc = 78
if what == "schema": out("ERROR", f"store schema version {v} is newer than supported version 7; upgrade this node first")
if what == "quorum": out("FATAL", f"lost quorum: {v} of 5 members reachable after {R.randrange(9, 90)}s, stepping down"); rc = 3
if what == "depledger": out("ERROR", "startup check failed", dependency="ledger-db", attempts=R.randrange(3, 20), waited=f"{v}s")
if what == "depmail": out("ERROR", "startup check failed", dependency="mail-relay", attempts=R.randrange(3, 20), waited=f"{v}s")
if what == "disk": out("ERROR", f"append to segment {v}.wal failed: write /var/lib/quorumd/{v}.wal: no space left on device"); out("ERROR", "storage is read-only, terminating"); rc = 2
if what == "cert": out("ERROR", f"tls: certificate for CN={v} has expired or is not yet valid"); out("INFO", "shutdown complete", uptime=f"{R.randrange(3, 90)}s"); rc = 1
if what == "config": out("ERROR", f"quorumd.toml:{v}: unknown key 'snapshot_intervall'")
if what == "silent": out("INFO", "shutdown complete", uptime=f"{R.randrange(3, 90)}s")
if os.environ.get("HOOK"): out("INFO", "closing listeners", open=R.randrange(20)); out("INFO", "goodbye")
sys.exit(rc)
