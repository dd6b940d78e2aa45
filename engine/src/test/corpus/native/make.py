"""Builds the C and C++ programs three times, plain and with each sanitizer, and makes their tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("native")
KINDS = {"plain": ["-O1", "-D_FORTIFY_SOURCE=2", "-fstack-protector-all"], "asan": ["-fsanitize=address"],
         "ubsan": ["-fsanitize=undefined", "-fno-sanitize-recover=undefined"], "tsan": ["-fsanitize=thread"]}
for number in range(3):
    base = WHERE / f"b{number}"
    (base / "src").mkdir()
    for file in ("chat.c", "mixer.cc"):
        (base / "src" / file).write_text(shifted((HERE / "native" / file).read_text(), "//@", number))
    for kind, flags in KINDS.items():
        (base / kind).mkdir()
        text, code = run(["gcc", "-g", "-w", *flags, "src/chat.c", "-o", f"{kind}/chat", "-pthread"], base)
        assert code == 0, text
    text, code = run(["g++", "-g", "-w", "-O0", "-D_GLIBCXX_ASSERTIONS", "src/mixer.cc", "-o", "plain/mixer", "-pthread"], base)
    assert code == 0, text


def chat(name, args, key, kind="plain", **more):
    label = name if kind == "plain" else f"{kind}-{name}"
    return Case(f"native/chat-{label}", "native/chat.c", [kind, "chat", name, *args], key, "chat", loggers=["bare", "iso"], **more)


def mixer(name, args, key, **more):
    return Case(f"native/mixer-{name}", "native/mixer.cc", ["plain", "mixer", name, *args], key, "mixer", "consumer", loggers=["bare", "iso"], **more)


CASES = [
    chat("assert-join", ["{id}"], "room is full", count=6), chat("assert-leave", ["{n}"], "INT_MAX|2147483647"),
    chat("segv", ["{n}"], "Segmentation fault", count=5, env={"SHELL": "1"}),
    chat("double-free", ["{n}"], "double free"), chat("smash", ["{user}"], "stack smashing", count=4),
    chat("fortify", ["{uuid}"], "buffer overflow", count=4), chat("corrupt", ["{n}"], "malloc|corrupted"),
    chat("bad-free", ["{n}"], "free\\(\\)"), chat("abort-map", ["/var/lib/chat/{file}"], "cannot map"),
    chat("abort-state", ["{n}"], "BUG"), chat("open", ["/etc/chat/{hex}.conf"], "No such file"),
    chat("segv", ["{n}"], "AddressSanitizer", "asan"), chat("segv-name", ["{n}"], "AddressSanitizer", "asan"),
    chat("history", ["{n}"], "heap-buffer-overflow", "asan"), chat("stale", ["{n}"], "use-after-free", "asan", count=8),
    chat("stack-over", ["{n}"], "stack-buffer-overflow", "asan"), chat("leak", ["{n}"], "LeakSanitizer", "asan"),
    chat("double-free", ["{n}"], "double-free", "asan"),
    chat("add", ["{id}"], "signed integer overflow", "ubsan"), chat("shift", ["{n}"], "shift exponent", "ubsan"),
    chat("segv", ["{n}"], "null pointer", "ubsan"), chat("race", [], "data race", "tsan"),
    mixer("busy", ["hw:{n}"], "is busy", count=8, ways=[["plain", "mixer", "busy", "hw:{n}"], ["plain", "mixer", "quiet", "{n}"]]), mixer("volume", ["{id}"], "out of range"), mixer("gain", ["{n}"], "stoi"),
    mixer("channel", ["{n}"], "_M_range_check"), mixer("preset", ["{word}"], "map::at"), mixer("list", ["/srv/presets/{hex}"], "directory iterator"),
    mixer("grow", ["{n}"], "bad_alloc"), mixer("number", [""], "instance of 'int'"), mixer("pure", [""], "pure virtual"),
    mixer("spawn", [""], "without an active exception", count=4), mixer("last", ["{n}"], "Assertion"),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    kind, program, *args = [a.format(**vals) for a in case.args]
    env = {"ASAN_OPTIONS": "color=never", "UBSAN_OPTIONS": "print_stacktrace=1"}
    binary = str(base / kind / program)
    if case.env.get("SHELL"):
        script = base / "start.sh"
        script.write_text("#!/bin/bash\n# starts the chat server\n" + "\n" * number + f'{binary} "$@"\ncode=$?\nexit $code\n')
        return run(["bash", str(script), *args], base, env)
    command = [binary, *args]
    if kind == "tsan":
        command = ["setarch", "x86_64", "-R", *command]
    text, code = run(command, base, env)
    if code < 0 and rng.random() < 0.4:
        text += "Aborted (core dumped)\n" if code == -6 else "Segmentation fault (core dumped)\n"
    return text, code


write("native", CASES, made)
