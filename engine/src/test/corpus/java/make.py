"""Builds the Java programs three times (line numbers shifted) and makes their tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("java")
LOG = ("logback", "log4j", "json")
LOOK = ["logback", "log4j", "json", "iso"]
for number in range(3):
    base = WHERE / f"b{number}"
    for name in ("Launcher", "Orders", "Broken"):
        (base / f"{name}.java").write_text(shifted((HERE / "java" / f"{name}.java").read_text(), "//@", number))
    text, code = run(["javac", "-nowarn", "-d", str(base / "classes")] + [str(p) for p in sorted(base.glob("*.java"))], base)
    assert code == 0, text
    (base / "classes/com/acme/shop/Broken$Extra.class").unlink()


def orders(name, args, key, **more):
    return Case(f"java/orders-{name}", "java/Orders.java", ["orders", name, *args], key, "orders", loggers=LOOK, logged=LOG, **more)


def broken(name, args, key, **more):
    more.setdefault("logged", LOG)
    return Case(f"java/broken-{name}", "java/Broken.java", ["broken", name, *args], key, "billing", "consumer", loggers=LOOK, **more)


CASES = [
    orders("total-npe", ["{id}"], "NullPointerException", count=8),
    orders("price-npe", ["{id}"], "NullPointerException", count=6),
    orders("quantity", ["{word}"], "NumberFormatException", count=6),
    orders("page", ["{word}"], "NumberFormatException"),
    orders("stock-negative", ["{n}"], "stock is negative", count=6),
    orders("warehouse-closed", [], "warehouse is closed"),
    orders("load-refused", ["{id}", "{port}"], "ConnectException", count=6),
    orders("load-locked", ["{id}", "{n}", "{hex}"], "is locked by"),
    orders("close-twice", ["{id}"], "has no lines"),
    orders("lambda", ["{id}"], "StringIndexOutOfBounds"),
    orders("reflect", ["{user}"], "UnsupportedOperation"),
    orders("proxy", ["{user}"], "is revoked"),
    orders("pool", ["{id}"], "NullPointerException"),
    orders("pool-divide", ["{id}"], "ArithmeticException"),
    orders("cast", ["{id}"], "ClassCastException"),
    orders("stream-index", ["{n}"], "ArrayIndexOutOfBounds"),
    broken("stack-walk", ["{n}"], "StackOverflowError", logged=()),
    broken("stack-render", ["{word}"], "StackOverflowError", logged=()),
    broken("heap-load", [], "OutOfMemoryError", env={"OPTS": "-Xmx48m"}),
    broken("heap-index", ["{n}"], "OutOfMemoryError", env={"OPTS": "-Xmx48m"}),
    broken("direct", [], "OutOfMemoryError", env={"OPTS": "-XX:MaxDirectMemorySize=16m"}),
    broken("init", ["{n}"], "ExceptionInInitializerError"),
    broken("init-registry", [], "ExceptionInInitializerError"),
    broken("gone", [], "NoClassDefFoundError"),
    broken("refused", ["{port}"], "ConnectException"),
    broken("refused-cache", ["{port}"], "session cache"),
    broken("taken", ["{port}"], "BindException"),
    broken("config", ["/etc/acme/{file}.conf"], "NoSuchFileException"),
    broken("unknown-host", ["db-{n}.invalid"], "UnknownHostException"),
    broken("class", ["{n}"], "ClassNotFoundException"),
    broken("timeout", ["{n}"], "SocketTimeoutException"),
    broken("fatal", [], "SIGSEGV", logged=(), count=4),
    Case("java/main-class", "java/make.py", ["!main"], "Could not find or load main class", "orders", loggers=LOOK, count=4),
    Case("java/no-jar", "java/make.py", ["!jar"], "Unable to access jarfile", "billing", loggers=LOOK, count=4),
    Case("java/heap-option", "java/make.py", ["!heap"], "larger value than the maximum", "billing", loggers=LOOK, count=3),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    env = {"LOG": log, "NOW": str(int(now.timestamp() * 1000)), "LANG": "C.UTF-8"}
    special = {"!main": ["java", "-cp", str(base / "lib/*"), "com.acme.shop.Launcher"],
               "!jar": ["java", f"-Xmx{rng.randint(1, 8) * 64}m", "-jar", str(base / "billing.jar")],
               "!heap": ["java", f"-Xms{rng.randint(3, 9)}g", f"-Xmx{rng.randint(100, 900)}m", "-cp", str(base / "classes"), "com.acme.shop.Launcher"]}
    if case.args[0] in special:
        return run(special[case.args[0]], base, env)
    if rng.random() < 0.4 and "fatal" not in case.label:
        env["THREAD"] = rng.choice(["http-nio-8080-exec-%d", "worker-%d", "kafka-consumer-%d", "scheduling-%d"]) % rng.randint(1, 30)
    opts = case.env.get("OPTS", "-Xmx128m").split()
    if "stack-" in case.label and number % 2 == 0:
        opts.append("-XX:MaxJavaStackTraceDepth=20")
    args = [a.format(**vals) for a in case.args]
    (base / "run").mkdir(exist_ok=True)
    return run(["java", *opts, "-XX:TieredStopAtLevel=1", "-cp", str(base / "classes"), "com.acme.shop.Launcher", *args], base / "run", env)


write("java", CASES, made)
