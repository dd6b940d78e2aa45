"""Runs the polite servers and makes their tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, write  # noqa: E402

WHERE = fresh("server")


def case(name, a, b, key, **more):
    kind = "consumer" if name.startswith("stored") else "web"
    return Case(f"server/{name}", "server/serve.py", [name, a, b], key, name.split("-")[0], kind, loggers=["iso", "bare", "slog"], **more)


CASES = [
    case("edged-bind", "", "{port}", "already in use", count=6), case("edged-config", "/etc/edged/{file}.json", "", "cannot read configuration"),
    case("edged-json", "/etc/edged/{file}.json", "{word}", "is not valid"), case("edged-certificate", "{hex}", "", "has expired"),
    case("edged-database", "{host}", "{port}", "no connection to database", count=6), case("edged-denied", "{hex}", "", "Permission denied"),
    case("edged-files", "{n}", "", "Too many open files"), case("stored-bind", "", "{port}", "already in use", count=6),
    case("stored-full", "{id}", "", "No space left"), case("stored-replica", "{host}", "{port}", "unreachable"),
    case("stored-config", "/etc/stored/{file}.conf", "", "No such file"), case("stored-lock", "", "{id}", "is locked by"),
    case("stored-version", "", "{n}", "is newer than"), case("stored-checksum", "{hex}", "{id}", "checksum"),
    case("mailed-auth", "{user}", "", "535"), case("mailed-variable", "", "", "is not set"), case("mailed-timeout", "{host}", "{ms}", "no answer"),
    case("mailed-quota", "{user}", "{id}", "over quota"),
]


def made(case, number, rng, vals, log, now):
    head = rng.choice(["", "", f"{now:%Y-%m-%dT%H:%M:%S}.{now.microsecond // 1000:03d}Z ERROR ", f"{now:%Y/%m/%d %H:%M:%S} [emerg] {rng.randint(300, 9999)}#0: ",
                       f"[{now:%Y-%m-%d %H:%M:%S}] FATAL ", "ERROR: "])
    env = {"HEAD": head, "USAGE": rng.choice(["", "", "1"])}
    return run(["python3", str(HERE / "server/serve.py"), *[a.format(**vals) for a in case.args]], WHERE / "b0", env)


write("server", CASES, made)
