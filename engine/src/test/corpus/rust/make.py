"""Builds the Rust program three times and makes its tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("rust")
for number in range(3):
    base = WHERE / f"b{number}"
    (base / "src").mkdir()
    (base / "src/main.rs").write_text(shifted((HERE / "rust/main.rs").read_text(), "//@", number))
    text, code = run(["rustc", "--edition", "2021", "-g", "-A", "warnings", "src/main.rs", "-o", "indexer"], base, timeout=300)
    assert code == 0, text


def case(name, args, key, **more):
    return Case(f"rust/{name}", "rust/main.rs", [name, *args], key, "indexer", "consumer", loggers=["env_logger", "iso", "bare"], **more)


CASES = [
    case("port", ["{id}"], "PosOverflow|InvalidDigit", count=6), case("weight", ["{word}"], "weight must be"), case("open", ["/var/lib/indexer/{hex}"], "NotFound", count=6),
    case("owner", ["{user}"], "on a `None`", count=6), case("leader", [""], "on a `None`"), case("tenant", ["{user}"], "panicked", count=4),
    case("nth", ["{n}"], "index out of bounds", count=6), case("range", ["{n}"], "char boundary"), case("add", ["{n}"], "overflow", count=4),
    case("rate", ["{id}"], "divide by zero"), case("state", ["{id}"], "impossible state", count=8, ways=[["state", "{id}"], ["thread", "{n}"]]), case("unreachable", ["{n}"], "was removed"),
    case("balance", ["{id}"], "does not balance"), case("borrowed", [""], "orrowed", count=4),
    case("config", ["/etc/indexer/{file}"], "Config"), case("quota", ["{id}"], "Quota"), case("connect", ["{port}"], "ConnectionRefused"),
    case("listen", ["{port}"], "AddrInUse"), case("depth", ["{n}"], "overflowed its stack", count=4), case("guarded", ["{n}"], "in a destructor", env={"RUST_BACKTRACE": "0"}),
    case("abort", ["{n}"], "is corrupt"),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    env = {"RUST_BACKTRACE": rng.choice(["0", "0", "1", "1", "full" if rng.random() < 0.3 else "1"]), **case.env}
    return run([str(base / "indexer"), *[a.format(**vals) for a in case.args]], base, env)


write("rust", CASES, made)
