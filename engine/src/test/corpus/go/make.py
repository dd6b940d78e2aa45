"""Builds the Go program three times and makes its tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("golang")
for number in range(3):
    base = WHERE / f"b{number}"
    (base / "main.go").write_text(shifted((HERE / "go/main.go").read_text(), "//@", number))
    (base / "go.mod").write_text("module acme.example/ledger\n\ngo 1.19\n")
    text, code = run(["go", "build", "-o", "ledger", "."], base, {"CGO_ENABLED": "0", "GOFLAGS": "-mod=mod", "GOCACHE": str(WHERE / "cache")}, 300)
    assert code == 0, text


def case(name, args, key, **more):
    return Case(f"go/{name}", "go/main.go", [name, *args], key, "ledger", loggers=["go", "slog", "zerolog", "bare"], **more)


LOG = ("slog", "zerolog", "go")
CASES = [
    case("nil-user", ["{user}"], "nil pointer", count=7), case("nil-map", ["{user}"], "nil map"), case("no-ids", ["{n}"], "index out of range"),
    case("index", ["{n}"], "index out of range", count=6), case("slice", ["{n}"], "slice bounds"), case("divide", ["{id}"], "integer divide"),
    case("convert", ["{n}"], "interface conversion"), case("invariant", ["{id}"], "out of balance"), case("segment", ["{n}"], "has no index"),
    case("quota", ["{user}"], "quota of"), case("waits", [""], "all goroutines", count=4), case("receives", [""], "all goroutines", count=4),
    case("locks", [""], "all goroutines", count=4), case("races", [""], "concurrent map writes"), case("depth", ["{n}"], "stack overflow|stack exceeds"),
    case("closes", ["{n}"], "close of closed"), case("sends", ["{n}"], "send on closed"), case("unlock", [""], "unlock of unlocked", count=4),
    case("again", ["{id}"], "cannot roll back"), case("database", ["{port}"], "open ledger database", logged=LOG, count=6),
    case("broker", ["{port}"], "connect broker", logged=LOG), case("config", ["/etc/ledger/{hex}.json"], "load config", logged=LOG),
    case("parse", ["{word}"], "parse config", logged=LOG), case("listen", ["{port}"], "address already", logged=LOG),
    case("license", ["{uuid}"], "expired", logged=LOG),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    env = {"LOG": log, "SHOWN": f"{now:%Y/%m/%d %H:%M:%S}" if log in ("", "go") else f"{now:%Y-%m-%dT%H:%M:%SZ}"}
    if rng.random() < 0.4 and case.args[0] not in ("waits", "receives", "locks"):
        env["ROUTINE"] = "1"
    if rng.random() < 0.3:
        env["GOTRACEBACK"] = rng.choice(["single", "all"])
    return run([str(base / "ledger"), *[a.format(**vals) for a in case.args]], base, env)


write("go", CASES, made)
