"""Shifts the Python program three times and makes its tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("python")
LOG = ("python", "bracket", "structlog")
for number in range(3):
    base = WHERE / f"b{number}"
    (base / "shop.py").write_text(shifted((HERE / "python/shop.py").read_text(), "#@", number))
    (base / "rates.py").write_text("\n" * number + "def rate(x):\n    return x * 2\n\n\ndef vat(x)\n    return x * 0.2\n")
    (base / "indent.py").write_text("\n" * number + "def rate(x):\n    return x * 2\n\n\ndef vat(x):\nreturn x * 0.2\n")
    (base / "job.py").write_text("#\n" * number + "import sys\nimport sync_tools.queue\nsync_tools.queue.run(sys.argv)\n")
    (base / "start.py").write_text("#\n" * number + "import rates\nrates.vat(1)\n")
    (base / "begin.py").write_text("#\n" * number + "import indent\nindent.vat(1)\n")


def case(name, args, key, **more):
    more.setdefault("logged", LOG)
    return Case(f"python/{name}", "python/shop.py", [name, *args], key, "shop-worker", "consumer",
                loggers=["python", "iso", "bare", "structlog"], **more)


def script(name, file, args, key):
    return Case(f"python/{name}", "python/make.py", ["!" + file, *args], key, "sync", "cron", loggers=["python", "bare"], count=4)


CASES = [
    case("price", ["{word}"], "KeyError", count=6), case("settings", [], "KeyError"), case("average", ["{n}"], "ZeroDivisionError"),
    case("user-name", ["{user}"], "AttributeError", count=8, ways=[["user-name", "{user}"], ["user-name", "{user}"], ["thread", "{user}", "{n}"]]), case("user-mail", ["{user}"], "AttributeError"),
    case("amount", ["{id}"], "ValueError", count=6), case("port", ["{port}"], "ValueError"),
    case("declined", ["{user}"], "was declined", count=6), case("provider", ["{user}"], "status 503"),
    case("from", ["{user}", "{port}"], "PaymentError", count=6),
    case("handling", ["{user}"], "JSONDecodeError"), case("json", ["{id}"], "JSONDecodeError"),
    case("decode", ["{word}"], "UnicodeDecodeError"), case("type", ["{user}"], "TypeError"),
    case("group", ["{user}", "{n}"], "ExceptionGroup"), case("cart-gone", [], "CartError", count=8, ways=[["gather", "{id}"], ["task-group", "{id}"]]),
    case("timeout", [], "TimeoutError"),
    case("sql", ["{id}"], "OperationalError"), case("unique", ["{id}"], "IntegrityError"), case("taken", ["{port}"], "OSError"),
    case("depth", [], "RecursionError"), case("tls", ["{n}"], "SSLError"), case("file", ["/etc/acme/{file}"], "FileNotFoundError"),
    case("plugin", ["{n}"], "ModuleNotFoundError"), case("name", [], "ImportError"), case("assert", ["{id}"], "AssertionError"),
    case("memory", [], "MemoryError"), case("resolve", ["db-{n}.invalid"], "gaierror"),
    script("syntax", "start.py", [], "SyntaxError"), script("indent", "begin.py", [], "IndentationError"),
    script("job-module", "job.py", ["{n}"], "ModuleNotFoundError"), script("no-file", "missing/main.py", ["{n}"], "can't open file"),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    env = {"LOG": log, "NOW": str(int(now.timestamp() * 1000)), "PYTHONDONTWRITEBYTECODE": "1"}
    args = [a.format(**vals) for a in case.args]
    if args[0].startswith("!"):
        args = [str(base / args[0][1:]), *args[1:]]
    else:
        args = [str(base / "shop.py"), *args]
    (base / "run").mkdir(exist_ok=True)
    return run([os.environ.get("PYTHON", "python3"), *args], base / "run", env)


write("python", CASES, made)
