"""What all languages share: run a crashing program, vary what a log of it looks like, cut it, write JSON Lines.

Everything random comes from a generator seeded by label and number, so that a second run makes the same tails
(but for addresses and thread schedules, which the machine decides).
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from noise import Logger, noise

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "corpus" / "known"
TEMP = Path(os.environ.get("CORPUS_TEMP", "/tmp/groundhog-corpus"))
HOME = os.path.expanduser("~")
LINES, BYTES = 64, 16 * 1024
PREFIXES = ["/opt/app", "/srv/shop", "/usr/local/lib/acme", "/opt/acme/releases/20261121", "/home/deploy/current", "/var/lib/acme"]
HOSTS = ["web-1", "web-2", "db-eu-3", "node17", "ip-10-0-3-41", "shop-7f9c6d5b8-x2kqv", "edge-fra-02", "worker4", "prod-11", "batch01"]
USERS = ["mira", "otto", "j.doe", "anna-lena", "svc_batch", "k42", "bob@example.org", "zoë"]
DUMPING = {"ABRT", "SEGV", "ILL", "FPE", "BUS", "TRAP", "QUIT", "SYS"}


class Case:
    """One cause. `args` are templates ({id}, {user}, ...), `ways` several such lists (the same fault reached in several
    ways); `key` matches a line that names the fault."""

    def __init__(self, label, program, args, key, unit="shop", kind="web", count=5, env=None, made="crashed",
                 logged=(), loggers=None, end=None, text=None, ways=None):
        self.label, self.program, self.args, self.key = label, program, args, re.compile(key)
        self.unit, self.kind, self.count, self.env, self.made = unit, kind, count, env or {}, made
        self.logged, self.loggers, self.end, self.text, self.ways = logged, loggers, end, text, ways


def values(rng):
    """Input values that differ from crash to crash."""
    return {
        "id": str(rng.randint(2, 99_999_999)), "n": str(rng.randint(3, 60)), "user": rng.choice(USERS),
        "host": rng.choice(["db-1.internal", "db-2.internal", "pg.prod.svc", "10.1.%d.%d" % (rng.randint(0, 255), rng.randint(1, 254))]),
        "port": str(rng.randint(20000, 45000)), "ip": "10.%d.%d.%d" % tuple(rng.randint(1, 254) for _ in range(3)),
        "hex": "%012x" % rng.getrandbits(48), "ptr": "%010x" % rng.getrandbits(40), "word": rng.choice(["red", "pump", "XL-17", "n/a", "ten", "0x1F", "12,5"]),
        "uuid": "%08x-%04x-4%03x-a%03x-%012x" % tuple(rng.getrandbits(b) for b in (32, 16, 12, 12, 48)),
        "file": rng.choice(["a.csv", "2026-11-21.csv", "import_%d.csv" % rng.randint(1, 999), "orders-eu.csv"]),
        "ms": str(rng.randint(100, 90000)),
    }


def shifted(source, mark, number):
    """The same program with other line numbers: each marker line becomes 0 to 6 comment lines."""
    rng = random.Random(number)
    comment = mark[:-1]
    lines = []
    for line in source.split("\n"):
        if line.strip() == mark:
            lines += [comment + " reviewed, see the wiki"] * (rng.randint(0, 6) if number else 0)
        else:
            lines.append(line)
    return "\n".join(lines)


def run(command, cwd, env=None, timeout=60, preexec=None, stdin=None):
    """Output (both streams, in order) and the return code; signals are negative."""
    full = {"PATH": os.environ["PATH"], "HOME": HOME, "LANG": "C.UTF-8", **(env or {})}
    done = subprocess.run(command, cwd=cwd, env=full, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=timeout,
                          preexec_fn=preexec, input=stdin)
    return done.stdout.decode("utf-8", "replace"), done.returncode


def ending(code, rng):
    """What systemd would report."""
    if code >= 0:
        return "exit-code", str(code)
    name = signal.Signals(-code).name[3:]
    return ("core-dump" if name in DUMPING and rng.random() < 0.7 else "signal"), name


def systemd_after(unit, result, status, rng):
    how = {"exit-code": "exited", "signal": "killed", "core-dump": "dumped", "oom-kill": "killed", "watchdog": "dumped"}.get(result, "exited")
    if how == "exited":
        shown = f"{status}/" + {"1": "FAILURE", "2": "INVALIDARGUMENT", "3": "NOTIMPLEMENTED", "127": "n/a"}.get(status, "n/a")
    else:
        shown = f"{getattr(signal, 'SIG' + status).value}/{status}"
    lines = [f"{unit}.service: Main process exited, code={how}, status={shown}", f"{unit}.service: Failed with result '{result}'."]
    if rng.random() < 0.5:
        lines.append(f"{unit}.service: Consumed {rng.randint(1, 59)}.{rng.randint(100, 999)}s CPU time.")
    if rng.random() < 0.5:
        lines.append(f"{unit}.service: Scheduled restart job, restart counter is at {rng.randint(1, 40)}.")
        lines.append(f"Stopped {unit}.service.")
    return lines


def tail_of(case, number, made):
    """One tail: `made(case, number, rng, values, log, now)` gives (text, code); the rest is dressing."""
    rng = random.Random(f"{case.label}#{number}")
    vals = values(rng)
    now = datetime(2026, 11, rng.randint(1, 22), rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59),
                   rng.randint(0, 999) * 1000, tzinfo=timezone.utc)
    host, pid = rng.choice(HOSTS), rng.randint(300, 3_900_000)
    unit = case.unit if rng.random() < 0.7 else f"{case.unit}@{rng.randint(1, 9)}"
    notes = []
    log = rng.choice(case.logged) if case.logged and number % 2 else ""
    if log:
        notes.append(f"logged as {log}")
    if case.ways:
        case.args = case.ways[number % len(case.ways)]
    text, code = made(case, number, rng, vals, log, now)
    if case.end:
        result, status = case.end if isinstance(case.end, tuple) else case.end(rng)
    else:
        result, status = ending(code, rng)
    prefix = rng.choice(PREFIXES)
    crash = [clean(line, prefix) for line in text.rstrip("\n").split("\n")]
    crash = [line.replace("$UNIT", unit).replace("$PID", str(pid)).replace("$HOST", host) for line in crash]

    style = rng.choice(["none", "none", "syslog", "syslog", "short-iso", *([] if case.text and case.kind else ["cri"])])
    logger = Logger(log or rng.choice(case.loggers or ["bare", "iso", "python", "logback"]), rng, host, pid)
    before_count = rng.choice([0, 1, 3, 8, 20, 30]) if len(crash) < 60 else rng.choice([0, 2])
    after_count = rng.choice([0, 0, 0, 1, 2, 5])
    if result not in ("exit-code", "oom-kill") and rng.random() < 0.8:
        after_count = 0
    before = noise(case.kind, logger, rng, now, -before_count)
    after = noise(rng.choice([case.kind, "closing"]), logger, rng, now, after_count)
    if rng.random() < 0.15 and len(crash) > 5:
        at = rng.randint(2, len(crash) - 2)
        crash[at:at] = [noise(case.kind, logger, rng, now, 1)[0][0]]
        notes.append("a line inside")
    cut_end = 0
    if rng.random() < 0.12 and len(crash) > 8:
        cut_end = rng.randint(1, max(1, len(crash) // 3))
        crash = crash[:-cut_end]
        if rng.random() < 0.5:
            crash[-1] = crash[-1][: max(3, len(crash[-1]) // 2)]
        notes.append("cut at the end")
        after = []
    if case.text:
        after = []
    own = before + [(line, now + timedelta(microseconds=7 * i)) for i, line in enumerate(crash)] + after
    lines = [dressed(line, at, style, host, *((unit, pid) if not speaks_systemd(line, unit) else ("systemd", 1)), rng) for line, at in own]
    if not case.text and style in ("syslog", "short-iso", "none") and rng.random() < 0.4:
        end = own[-1][1] + timedelta(milliseconds=200)
        who = "none" if style == "none" else style
        lines += [dressed(line, end, who, host, "systemd", 1, rng) for line in systemd_after(unit, result, status, rng)]
        notes.append("systemd lines after")
    room = 22 if rng.random() < 0.35 else LINES
    if len(lines) > room:
        lines = lines[-room:]
        notes.append(f"cut front to {room}")
    while sum(len(line.encode()) + 1 for line in lines) > BYTES:
        lines = lines[1:] if len(lines) > 1 else [lines[0].encode()[:BYTES - 8].decode("utf-8", "ignore")]
        if "cut front to 16 KiB" not in notes:
            notes.append("cut front to 16 KiB")
    notes[0:0] = [f"{style} prefix", f"{logger.style} lines: {len(before)} before, {len(after)} after", f"build {number % 3}"]
    return {"cause": case.label, "program": case.program, "made": case.made, "variation": "; ".join(notes),
            "result": result, "exit": status, "decisive": any(case.key.search(line) for line in lines), "lines": lines}


def speaks_systemd(line, unit):
    return line.startswith((f"{unit}.service: ", "Failed to start "))


def clean(line, prefix):
    """No path of the machine that made it."""
    line = re.sub(re.escape(str(TEMP)) + r"/[a-z]+/b\d", prefix, line)
    line = re.sub(re.escape(HOME) + r"/\.pyenv/versions/[\d.]+", "/usr", line)
    line = re.sub(re.escape(HOME) + r"/\.rustup/toolchains/[^/]+/lib/rustlib/src/rust", "/usr/src/rustc", line)
    return re.sub(re.escape(str(TEMP)) + r"\S*?/", prefix + "/", line)


def dressed(line, at, style, host, unit, pid, rng):
    if style == "syslog":
        return f"{at:%b} {at.day:2d} {at:%H:%M:%S} {host} {unit}[{pid}]: {line}"
    if style == "short-iso":
        return f"{at:%Y-%m-%dT%H:%M:%S}+0000 {host} {unit}[{pid}]: {line}"
    if style == "cri":
        return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond:06d}{rng.randint(0, 999):03d}Z stderr F {line}"
    return line


def write(name, cases, made):
    """Makes all tails of one language; says which causes do not show their key even once."""
    OUT.mkdir(parents=True, exist_ok=True)
    rows = []
    for case in cases:
        tails = [tail_of(case, number, made) for number in range(case.count)]
        if not any(t["decisive"] for t in tails) and case.key.pattern != "(?!)":
            print(f"{case.label}: no tail shows {case.key.pattern}", file=sys.stderr)
        rows += tails
    with open(OUT / f"{name}.jsonl", "w", encoding="utf-8") as out:
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    print(f"{name}: {len(rows)} tails of {len(cases)} causes")


def fresh(language):
    """An empty directory for builds, outside the tree."""
    where = TEMP / language
    shutil.rmtree(where, ignore_errors=True)
    for number in range(3):
        (where / f"b{number}").mkdir(parents=True)
    return where
