"""Endings that only the unit's journal tells, in the words of systemd 252, the kernel and systemd-coredump (documented format)."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import Case, values, write  # noqa: E402,F401

NUMBER = {"KILL": 9, "ABRT": 6, "SEGV": 11, "TERM": 15, "BUS": 7, "ILL": 4, "SYS": 31, "XCPU": 24, "PIPE": 13, "HUP": 1}


def main_exit(how, status):
    shown = f"{NUMBER[status]}/{status}" if status in NUMBER else status
    return f"$UNIT.service: Main process exited, code={how}, status={shown}"


def failed(result):
    return f"$UNIT.service: Failed with result '{result}'."


def case(name, unit, result, status, lines, key, quiet=False, **more):
    more.setdefault("count", 5)
    return Case(f"systemd/{name}", "systemd/make.py", [], key, unit, "web", loggers=["iso", "bare", "slog"], made="documented-format",
                end=(result, status), text=(lines, quiet), **more)


def at_step(step, what, why, code):
    return [f"$UNIT.service: Failed at step {step} spawning {what}: {why}", main_exit("exited", f"{code}/{step}"), failed("exit-code")]


CASES = [
    case("killed", "chat", "signal", "KILL", [main_exit("killed", "KILL"), failed("signal")], "status=9/KILL", True, count=8),
    case("killed-hup", "relay", "signal", "HUP", [main_exit("killed", "HUP"), failed("signal")], "status=1/HUP"),
    case("sigsys", "thumbs", "core-dump", "SYS", [main_exit("dumped", "SYS"), failed("core-dump")], "status=31/SYS"),
    case("cpu-limit", "encode", "signal", "XCPU", [main_exit("killed", "XCPU"), failed("signal")], "status=24/XCPU"),
    case("bus", "mapd", "core-dump", "BUS", [main_exit("dumped", "BUS"), failed("core-dump")], "status=7/BUS"),
    case("oom-unit", "search", "oom-kill", "KILL", ["$UNIT.service: A process of this unit has been killed by the OOM killer.", main_exit("killed", "KILL"),
         failed("oom-kill"), "$UNIT.service: Consumed {n}.{ms}s CPU time."], "OOM killer", True, count=8),
    case("oom-kernel", "suggest", "oom-kill", "KILL", ["suggestd invoked oom-killer: gfp_mask=0xcc0(GFP_KERNEL), order=0, oom_score_adj=0",
         "oom-kill:constraint=CONSTRAINT_MEMCG,nodemask=(null),cpuset=/,mems_allowed=0,oom_memcg=/system.slice/$UNIT.service,task_memcg=/system.slice/$UNIT.service,task=suggestd,pid=$PID,uid={n}",
         "Memory cgroup out of memory: Killed process $PID (suggestd) total-vm:{id}kB, anon-rss:{id}kB, file-rss:{ms}kB, shmem-rss:0kB, UID:{n} pgtables:{n}kB oom_score_adj:0",
         main_exit("killed", "KILL"), failed("oom-kill")], "out of memory"),
    case("oom-host", "render", "oom-kill", "KILL", ["Out of memory: Killed process $PID (renderd) total-vm:{id}kB, anon-rss:{id}kB, file-rss:0kB, shmem-rss:{n}kB, UID:{n} pgtables:{ms}kB oom_score_adj:0",
         main_exit("killed", "KILL"), failed("oom-kill")], "Out of memory"),
    case("watchdog", "pump", "watchdog", "ABRT", ["$UNIT.service: Watchdog timeout (limit 30s)!", "$UNIT.service: Killing process $PID (pumpd) with signal SIGABRT.",
         main_exit("dumped", "ABRT"), failed("watchdog")], "Watchdog timeout", True, count=8),
    case("start-limit", "tiles", "start-limit-hit", "", ["$UNIT.service: Start request repeated too quickly.", failed("start-limit-hit"), "Failed to start $UNIT.service - Map tiles."],
         "repeated too quickly"),
    case("start-timeout", "ledgerd", "timeout", "TERM", ["$UNIT.service: start operation timed out. Terminating.", failed("timeout"), "Failed to start $UNIT.service - Ledger."], "timed out"),
    case("stop-timeout", "spooler", "timeout", "KILL", ["$UNIT.service: State 'stop-sigterm' timed out. Killing.", "$UNIT.service: Killing process $PID (spooler) with signal SIGKILL.",
         main_exit("killed", "KILL"), failed("timeout")], "timed out"),
    case("exec", "ingest", "exit-code", "203", ["$UNIT.service: Failed to locate executable /opt/ingest/bin/ingest: No such file or directory",
         *at_step("EXEC", "/opt/ingest/bin/ingest", "No such file or directory", 203)], "203/EXEC"),
    case("exec-denied", "export", "exit-code", "203", at_step("EXEC", "/opt/export/run", "Permission denied", 203), "203/EXEC"),
    case("chdir", "wiki", "exit-code", "200", ["$UNIT.service: Changing to the requested working directory failed: No such file or directory",
         *at_step("CHDIR", "/usr/bin/wikid", "No such file or directory", 200)], "200/CHDIR"),
    case("user", "quote", "exit-code", "217", ["$UNIT.service: Failed to determine user credentials: No such process", *at_step("USER", "/usr/bin/quoted", "No such process", 217)],
         "217/USER"),
    case("namespace", "vault", "exit-code", "226", ["$UNIT.service: Failed to set up mount namespacing: /run/vault: No such file or directory",
         *at_step("NAMESPACE", "/usr/bin/vaultd", "No such file or directory", 226)], "226/NAMESPACE"),
    case("environment", "geo", "resources", "", ["$UNIT.service: Failed to load environment files: No such file or directory", "$UNIT.service: Failed to run 'start' task: No such file or directory",
         failed("resources")], "environment files"),
    case("pre", "forum", "exit-code", "1", ["$UNIT.service: Control process exited, code=exited, status=1/FAILURE", failed("exit-code"), "Failed to start $UNIT.service - Forum."],
         "Control process"),
    case("protocol", "bridge", "protocol", "0", [failed("protocol"), "Failed to start $UNIT.service - Bridge."], "'protocol'"),
    case("silent-exit", "poller", "exit-code", "3", [main_exit("exited", "3/NOTIMPLEMENTED"), failed("exit-code")], "status=3", True, count=6),
    case("segfault", "codec", "core-dump", "SEGV", ["codecd[$PID]: segfault at {n} ip 000055{ptr} sp 00007f{ptr} error 4 in codecd[55{ptr}+9000]",
         main_exit("dumped", "SEGV"), failed("core-dump")], "segfault at"),
    case("coredump", "mesh", "core-dump", "SEGV", ["Process $PID (meshd) of user {n} dumped core.", "", "Module libmesh.so.3 without build-id.", "Stack trace of thread $PID:",
         "#0  0x000055{ptr} route_find (meshd + 0x1a4f)", "#1  0x000055{ptr} handle_hello (meshd + 0x22c1)", "#2  0x000055{ptr} main (meshd + 0x1189)",
         "#3  0x00007f{ptr} __libc_start_call_main (libc.so.6 + 0x2724a)", "ELF object binary architecture: AMD x86-64", main_exit("dumped", "SEGV"), failed("core-dump")], "route_find"),
    case("coredump-twin", "mesh", "core-dump", "SEGV", ["Process $PID (meshd) of user {n} dumped core.", "", "Module libmesh.so.3 without build-id.", "Stack trace of thread $PID:",
         "#0  0x000055{ptr} peer_free (meshd + 0x31b0)", "#1  0x000055{ptr} handle_bye (meshd + 0x2a07)", "#2  0x000055{ptr} main (meshd + 0x11c4)",
         "#3  0x00007f{ptr} __libc_start_call_main (libc.so.6 + 0x2724a)", "ELF object binary architecture: AMD x86-64", main_exit("dumped", "SEGV"), failed("core-dump")], "peer_free"),
]


def made(case, number, rng, vals, log, now):
    lines, quiet = case.text
    if quiet and number % 4 == 3:
        return "\n".join(["ready, listening on port " + vals["port"], "accepted connection from " + vals["ip"]]), 0
    text = "\n".join(lines)
    if "start-limit" not in text and rng.random() < 0.5:
        text += f"\n$UNIT.service: Scheduled restart job, restart counter is at {rng.randint(1, 90)}."
    for name in ("id", "ptr", "n", "ms"):
        while "{" + name + "}" in text:
            text = text.replace("{" + name + "}", values(rng)[name], 1)
    return text, 0


write("systemd", CASES, made)
