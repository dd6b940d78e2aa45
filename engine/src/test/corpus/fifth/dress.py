"""Runs the programs and dresses their last lines as tails. Seeded by cause and index."""
import json, os, random, re, signal, subprocess, sys, time, zlib, resource
HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.path.join(os.environ.get("CORPUS_TMP") or os.path.join(HERE, "..", "build"))
BUILD = os.path.abspath(BUILD)
DATA = os.path.abspath(os.path.join(HERE, "..", "data"))
CORE = {"SEGV", "ABRT", "BUS", "FPE", "ILL", "SYS", "TRAP", "QUIT", "XCPU", "XFSZ"}
EXITNAME = {1: "FAILURE", 2: "INVALIDARGUMENT", 3: "NOTIMPLEMENTED", 126: "126", 127: "n/a", 134: "n/a", 137: "n/a", 78: "CONFIG", 66: "NOINPUT", 70: "SOFTWARE", 74: "IOERR", 69: "UNAVAILABLE", 65: "DATAERR", 75: "TEMPFAIL", 111: "n/a"}
HOSTS = ["web-%02d", "node%d", "ip-10-0-%d-17", "app%d-fra", "edge%03d", "prod-worker-%d", "k%d", "srv%02d.int"]
MON = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

def host(r):
    return r.choice(HOSTS) % r.randrange(1, 99)

def padded(path, dest, r, rebuild):
    """A copy of a source; a rebuild has some lines more at the PAD comments."""
    out = []
    for line in open(path):
        if "PAD" in line and rebuild:
            out += [line.replace("PAD", "revised %d" % k) for k in range(r.randrange(2, 14))]
        elif "PAD" in line:
            continue
        else:
            out.append(line)
    os.makedirs(os.path.dirname(dest), exist_ok=True)
    open(dest, "w").writelines(out)

def execute(cmd, env, cwd, limit=20, vm=None, nofile=None, fsize=None, kill=None):
    def pre():
        os.nice(10)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if vm: resource.setrlimit(resource.RLIMIT_AS, (vm << 20, vm << 20))
        if nofile: resource.setrlimit(resource.RLIMIT_NOFILE, (nofile, nofile))
        if fsize: resource.setrlimit(resource.RLIMIT_FSIZE, (fsize, fsize))
    e = {"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8", **{k: str(v) for k, v in env.items()}}
    p = subprocess.Popen(cmd, env=e, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, preexec_fn=pre)
    if kill:
        time.sleep(kill[1]); p.send_signal(getattr(signal, "SIG" + kill[0]))
    try:
        out, _ = p.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        p.kill(); out, _ = p.communicate()
        return None, out.decode("utf-8", "replace")
    return p.returncode, out.decode("utf-8", "replace")

def systemd_lines(r, unit, result, ex):
    nums = {s.name[3:]: s.value for s in signal.Signals}
    if result == "exit-code":
        a = "%s.service: Main process exited, code=exited, status=%s/%s" % (unit, ex, EXITNAME.get(int(ex), "n/a"))
    elif result == "core-dump":
        a = "%s.service: Main process exited, code=dumped, status=%d/%s" % (unit, nums[ex], ex)
    else:
        a = "%s.service: Main process exited, code=killed, status=%d/%s" % (unit, nums[ex], ex)
    out = [a, "%s.service: Failed with result '%s'." % (unit, result)]
    if r.random() < .5: out.append("%s.service: Consumed %d.%03ds CPU time." % (unit, r.randrange(1, 90), r.randrange(1000)))
    if r.random() < .4: out.append("%s.service: Scheduled restart job, restart counter is at %d." % (unit, r.randrange(1, 30)))
    return out

def sysl(t):
    g = time.gmtime(t)
    return "%s %2d %02d:%02d:%02d" % (MON[g.tm_mon - 1], g.tm_mday, g.tm_hour, g.tm_min, g.tm_sec)

class Corpus:
    def __init__(self, lang):
        self.lang = lang
        os.makedirs(DATA, exist_ok=True)
        self.out = open(os.path.join(DATA, lang + ".new"), "w")
        self.bad = []
    def add(self, cause, prog, unit, run, mark, n=None, tails=None, **lim):
        """run(r, rebuild, seedenv) -> (cmd, env, cwd); mark: regex of the lines that name the fault (None: the program says nothing)."""
        full = self.lang + "/" + cause
        n = n or (6 if zlib.crc32(full.encode()) % 3 else 5)
        for i in range(n):
            r = random.Random(zlib.crc32(("%s#%d" % (full, i)).encode()))
            clock = 1672531200 + r.randrange(120 * 86400 * 10)
            rebuild = r.random() < .12
            base = {"SEED": r.randrange(1, 10**6), "CLOCK": clock, "STEPS": r.choice([3, 8, 15, 25, 40, 60])}
            cmd, env, cwd = run(r, rebuild, base)
            rc, text = execute(cmd, {**base, **env}, cwd, **lim)
            if rc is None or rc == 0:
                self.bad.append((full, rc, text[-600:])); continue
            if rc > 0: result, ex = "exit-code", str(rc)
            else:
                ex = signal.Signals(-rc).name[3:]
                result = "core-dump" if ex in CORE else "signal"
            self.dress(full, prog, unit, text, mark, r, result, ex, rebuild, clock)
    def dress(self, full, prog, unit, text, mark, r, result, ex, rebuild=False, clock=0, made="crashed", allow_sys=True, cuts=True, note=""):
        place = r.choice(["/opt/%s", "/srv/%s", "/srv/app", "/usr/src/app", "/opt/%s/current", "/usr/local/share/%s"])
        place = place % unit if "%" in place else place
        for a in (BUILD, os.path.realpath(BUILD)):
            text = re.sub(re.escape(a) + r"/[\w-]+/[\w-]+", place, text)
        text = re.sub(r"\S*/\.pyenv/versions/[\d.]+/lib", r.choice(["/usr/lib", "/usr/local/lib"]), text)
        text = re.sub(r"\S*/\.rustup/toolchains/[^/]+/lib", "/usr/lib", text)
        text = text.replace("\t", "\t")
        lines = [l.rstrip("\r")[:7000] for l in text.split("\n")]
        while lines and not lines[-1].strip(): lines.pop()
        note = [note] if note else []
        if rebuild: note.append("rebuild with moved lines")
        rx = re.compile(mark) if mark else None
        hits = [k for k, l in enumerate(lines) if rx and rx.search(l)]
        want = r.choices([10, 22, 64, 40], [12, 50, 33, 5])[0]
        if cuts and r.random() < .04 and len(lines) > 8:
            k = r.randrange(1, max(2, min(12, len(lines) // 4))); lines = lines[:-k]; note.append("end cut by %d lines" % k)
        tail = lines[-want:]
        if cuts and hits and len(lines) - hits[0] > 5 and r.random() < .085:
            start = hits[0] + r.randrange(1, min(4, len(lines) - hits[0] - 1)); tail = lines[start:][-want:]; note.append("start cuts the trace")
        tail = [l for l in tail]
        h, pid = host(r), r.randrange(300, 99000)
        t = clock + r.randrange(40, 400)
        after = systemd_lines(r, unit, result, ex) if allow_sys and r.random() < .11 else []
        if after: note.append("systemd's lines after")
        if r.random() < .2:
            note.append("syslog prefix")
            tail = ["%s %s %s[%d]: %s" % (sysl(t - (len(tail) - k) // 3), h, unit, pid, l) for k, l in enumerate(tail)]
        if after: after = ["%s %s systemd[1]: %s" % (sysl(t + 1), h, l) for l in after]
        tail = (tail + after)[-64:]
        while sum(len(l.encode()) + 1 for l in tail) > 16000: tail.pop(0)
        if not tail: tail = [""]
        dec = bool(rx and any(rx.search(l) for l in tail))
        note.append("%d lines wanted; own inputs, noise, time" % want)
        self.out.write(json.dumps({"cause": full, "program": prog, "made": made, "variation": "; ".join(note), "result": result, "exit": ex, "decisive": dec, "lines": tail}, ensure_ascii=False) + "\n")
        self.out.flush()
    def done(self):
        self.out.close()
        os.replace(self.out.name, os.path.join(DATA, self.lang + ".jsonl"))
        rows = [json.loads(l) for l in open(os.path.join(DATA, self.lang + ".jsonl"))]
        print(self.lang, len({x["cause"] for x in rows}), "causes", len(rows), "tails", sum(not x["decisive"] for x in rows), "not decisive")
        seen = set()
        for x in self.bad:
            if x[0] not in seen: seen.add(x[0]); print("BAD", *x)
        for c in sorted({x["cause"] for x in rows}):
            v = [x for x in rows if x["cause"] == c]
            if not any(x["decisive"] for x in v): print("never decisive:", c, v[0]["lines"][-2:])
