"""Shifts the Node program three times and makes its tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("node")
LOG = ("pino", "iso")
for number in range(3):
    base = WHERE / f"b{number}"
    (base / "gate.js").write_text(shifted((HERE / "node/gate.js").read_text(), "//@", number))
    (base / "broken.js").write_text("//\n" * number + "const a = 1;\nfunction go( {\n  return a;\n}\n")
    (base / "start.js").write_text("//\n" * number + "require('./broken');\n")
    (base / "index.js").write_text("//\n" * number + "const q = require('gate-queue');\nq.start();\n")
    (base / "mod.mjs").write_text("//\n" * number + "import { missing } from 'fs';\nmissing();\n")


def case(name, args, key, **more):
    more.setdefault("logged", LOG)
    return Case(f"node/{name}", "node/gate.js", [name, *args], key, "gate", loggers=["pino", "iso", "bare"], **more)


def script(name, file, key):
    return Case(f"node/{name}", "node/make.py", ["!" + file], key, "gate", loggers=["pino", "bare"], count=4)


CASES = [
    case("name", [""], "TypeError", count=6), case("mail", [""], "TypeError", count=8, ways=[["mail", ""], ["timer", ""]]), case("parse", ["{word}"], "SyntaxError", count=6),
    case("limit", ["{id}"], "RangeError"), case("token", ["{uuid}"], "was revoked"), case("call", ["{user}"], "is not a function"),
    case("undefined", [""], "ReferenceError"), case("charge", ["{id}"], "charge of order", count=8, ways=[["charge", "{id}"], ["charge", "{id}"], ["refund", "{id}"]]),
    case("several", ["{id}"], "AggregateError"), case("plain", ["{n}"], "no route to shard"), case("coded", ["{n}"], "too old"),
    case("connect", ["{port}"], "ECONNREFUSED", count=6), case("cache", ["{port}"], "session cache"), case("listen", ["{port}"], "EADDRINUSE"),
    case("config", ["/etc/gate/{file}"], "ENOENT"), case("heap", [], "heap out of memory", logged=(), count=4), case("depth", [], "Maximum call stack"),
    case("emitter", ["{hex}"], "reset by peer"),
    script("syntax", "start.js", "SyntaxError"), script("module", "index.js", "Cannot find module"), script("no-main", "dist/server.js", "Cannot find module"),
    script("export", "mod.mjs", "SyntaxError"),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    args = [a.format(**vals) for a in case.args]
    args = [args[0][1:]] if args[0].startswith("!") else ["gate.js", *args]
    options = ["--max-old-space-size=30"] if "heap" in args else []
    return run(["node", *options, str(base / args[0]), *args[1:]], base, {"LOG": log, "NOW": str(int(now.timestamp() * 1000))})


write("node", CASES, made)
