"""Kernel OOM kills and endings of which only systemd or the kernel speak, by their documented output formats (nothing was run)."""
from dress import *
C = Corpus("system")
OTHERS = ["sshd", "systemd-journal", "chronyd", "rsyslogd", "cron", "node_exporter", "bash", "dbus-daemon", "agetty", "haproxy", "postgres", "redis-server", "python3"]
def put(full, lines_of, mark, result, ex, n=6):
    for i in range(n):
        r = random.Random(zlib.crc32(("%s#%d" % (full, i)).encode()))
        h = host(r); t = [1672531200 + r.randrange(10**8)]
        def stamp(who, msg):
            t[0] += r.choice([0, 0, 1, 2, 7]); return "%s %s %s: %s" % (sysl(t[0]), h, who, msg)
        up = [r.randrange(10**4, 10**7) * 1.0]
        bare = r.random() < .2
        def kern(msg):
            up[0] += r.random() / 100
            m = "[%12.6f] %s" % (up[0], msg) if r.random() < 2 else msg
            t[0] += 0
            return m if bare else "%s %s kernel: %s" % (sysl(t[0]), h, m if h[0] in "wni" else msg)
        lines = lines_of(r, stamp, kern)
        want = r.choices([10, 22, 64, 40], [12, 50, 33, 5])[0]
        note = "%d lines wanted; own numbers, hosts, processes, time" % want
        if r.random() < .04: lines = lines[:-2]; note += "; end cut"
        lines = lines[-want:]
        dec = any(re.search(mark, l) for l in lines) if mark else False
        C.out.write(json.dumps({"cause": full, "program": "gen_system.py", "made": "documented-format", "variation": note, "result": result, "exit": ex, "decisive": dec, "lines": lines}) + "\n")
def tail_of_unit(stamp, unit, r, result, code):
    out = [stamp("systemd[1]", "%s.service: Main process exited, %s" % (unit, code)), stamp("systemd[1]", "%s.service: Failed with result '%s'." % (unit, result))]
    if r.random() < .6: out.append(stamp("systemd[1]", "%s.service: Consumed %dmin %d.%03ds CPU time." % (unit, r.randrange(1, 50), r.randrange(60), r.randrange(1000))))
    if r.random() < .4: out += [stamp("systemd[1]", "%s.service: Scheduled restart job, restart counter is at %d." % (unit, r.randrange(1, 9)))]
    return out
def oom(unit, proc, memcg, words):
    def f(r, stamp, kern):
        pid = r.randrange(900, 90000); rss = r.randrange(200000, 9000000); inv = proc if memcg else r.choice(OTHERS)
        out = [stamp("%s[%d]" % (unit, pid), w % r.randrange(9999)) for w in r.choices(words, k=r.choice([1, 4, 12, 30]))]
        out.append(kern("%s invoked oom-killer: gfp_mask=0x%s, order=0, oom_score_adj=0" % (inv, r.choice(["cc0(GFP_KERNEL)", "140cca(GFP_HIGHUSER_MOVABLE|__GFP_COMP)", "100cca(GFP_HIGHUSER_MOVABLE)"]))))
        if r.random() < .7:
            out += [kern("CPU: %d PID: %d Comm: %s Not tainted %s" % (r.randrange(8), pid, inv, r.choice(["6.1.0-18-amd64 #1 Debian 6.1.76-1", "5.15.0-105-generic #115-Ubuntu", "6.8.0-31-generic #31-Ubuntu"]))), kern("Call Trace:"), kern(" <TASK>"), kern(" dump_stack_lvl+0x44/0x5c"), kern(" dump_header+0x4a/0x211"), kern(" oom_kill_process.cold+0xb/0x10"), kern(" out_of_memory+0x1fd/0x4c0")]
            out += [kern(" mem_cgroup_out_of_memory+0x134/0x150"), kern(" try_charge_memcg+0x696/0x780")] if memcg else [kern(" __alloc_pages_slowpath.constprop.0+0xc74/0xdd0"), kern(" __alloc_pages+0x305/0x330")]
            out.append(kern(" </TASK>"))
        if memcg: out += [kern("memory: usage %dkB, limit %dkB, failcnt %d" % (rss, rss, r.randrange(20, 9000)))]
        else: out += [kern("Mem-Info:"), kern("active_anon:%d inactive_anon:%d isolated_anon:0" % (r.randrange(9999), r.randrange(999999)))]
        out += [kern("Tasks state (memory values in pages):"), kern("[  pid  ]   uid  tgid total_vm      rss pgtables_bytes swapents oom_score_adj name")]
        for p in ([proc] if memcg else r.sample(OTHERS, r.randrange(3, 10)) + [proc]):
            q = pid if p == proc else r.randrange(300, 9000)
            out.append(kern("[%7d]   %3d %5d %8d %8d %8d        0             0 %s" % (q, r.choice([0, 33, 101, 998]), q, r.randrange(9999, 999999), r.randrange(900, 90000), r.randrange(40, 900) * 1024, p)))
        cg = "/system.slice/%s.service" % unit
        out.append(kern("oom-kill:constraint=%s,nodemask=(null),cpuset=%s,mems_allowed=0,%s,task_memcg=%s,task=%s,pid=%d,uid=%d" % ("CONSTRAINT_MEMCG" if memcg else "CONSTRAINT_NONE", unit + ".service" if memcg else "/", "oom_memcg=" + cg if memcg else "global_oom", cg, proc, pid, r.choice([33, 101, 998]))))
        out.append(kern("%s: Killed process %d (%s) total-vm:%dkB, anon-rss:%dkB, file-rss:%dkB, shmem-rss:0kB, UID:%d pgtables:%dkB oom_score_adj:0" % ("Memory cgroup out of memory" if memcg else "Out of memory", pid, proc, rss * 2, rss, r.randrange(9) * 4, 998, r.randrange(900, 9000))))
        if r.random() < .85:
            out += [stamp("systemd[1]", "%s.service: A process of this unit has been killed by the OOM killer." % unit)] + tail_of_unit(stamp, unit, r, "oom-kill", "code=killed, status=9/KILL")
        return out
    return f
IMG = ["rendered tile %d", "queue depth %d", "resized photo %d"]; IDX = ["indexed chapter %d", "merged segment %d"]; LED = ["posted voucher %d", "ledger page %d closed"]
OK = r"oom-kill:|Killed process"
put("system/tile-renderer-oom-cgroup", oom("tile-renderer", "tilerender", True, IMG), OK, "oom-kill", "KILL")
put("system/tile-renderer-oom-host", oom("tile-renderer", "tilerender", False, IMG), OK, "oom-kill", "KILL")
put("system/book-indexer-oom-host", oom("book-indexer", "java", False, IDX), OK, "oom-kill", "KILL")
put("system/voucher-ledger-oom-host", oom("voucher-ledger", "java", False, LED), OK, "oom-kill", "KILL")
put("system/voucher-ledger-oom-cgroup", oom("voucher-ledger", "java", True, LED), OK, "oom-kill", "KILL")
def words(r, stamp, unit, w, lo=1):
    pid = r.randrange(900, 90000); return [stamp("%s[%d]" % (unit, pid), r.choice(w) % r.randrange(9999)) for _ in range(r.choice([lo, 5, 14, 40]))]
def watchdog(unit, proc, w):
    def f(r, stamp, kern):
        pid = r.randrange(900, 90000)
        return words(r, stamp, unit, w) + [stamp("systemd[1]", "%s.service: Watchdog timeout (limit %s)!" % (unit, r.choice(["30s", "1min", "3min"]))), stamp("systemd[1]", "%s.service: Killing process %d (%s) with signal SIGABRT." % (unit, pid, proc))] + tail_of_unit(stamp, unit, r, "watchdog", "code=dumped, status=6/ABRT")
    return f
put("system/tram-signals-watchdog", watchdog("tram-signals", "tramsigd", ["aspect of signal %d changed", "poll %d"]), r"Watchdog timeout", "watchdog", "ABRT")
put("system/ward-pager-watchdog", watchdog("ward-pager", "wardpagerd", ["paged room %d", "pager %d acknowledged"]), r"Watchdog timeout", "watchdog", "ABRT")
def startto(unit, proc, w):
    def f(r, stamp, kern):
        return [stamp("systemd[1]", "Starting %s.service - %s..." % (unit, unit.replace("-", " ").title()))] + words(r, stamp, unit, w) + [stamp("systemd[1]", "%s.service: start operation timed out. Terminating." % unit)] + [stamp("systemd[1]", "%s.service: Failed with result 'timeout'." % unit), stamp("systemd[1]", "Failed to start %s.service - %s." % (unit, unit.replace("-", " ").title()))]
    return f
put("system/grain-silo-start-timeout", startto("grain-silo", "silod", ["warming sensor %d", "loading batch %d"]), r"start operation timed out", "timeout", "TERM")
def stopto(unit, proc, w):
    def f(r, stamp, kern):
        pid = r.randrange(900, 90000)
        return words(r, stamp, unit, w) + [stamp("systemd[1]", "Stopping %s.service - %s..." % (unit, unit.title())), stamp("systemd[1]", "%s.service: State 'stop-sigterm' timed out. Killing." % unit), stamp("systemd[1]", "%s.service: Killing process %d (%s) with signal SIGKILL." % (unit, pid, proc))] + tail_of_unit(stamp, unit, r, "timeout", "code=killed, status=9/KILL")
    return f
put("system/grain-silo-stop-timeout", stopto("grain-silo", "silod", ["reading silo %d", "batch %d stored"]), r"stop-sigterm", "timeout", "KILL")
def segv(unit, proc, lib, off, w):
    def f(r, stamp, kern):
        base = r.randrange(0x7f0000000, 0x7fffffff0) * 4096; pid = r.randrange(900, 90000)
        return words(r, stamp, unit, w) + [kern("%s[%d]: segfault at %x ip %016x sp %016x error 4 in %s[%x+%x]" % (proc, pid, 0x18, base + off, 0x7ffc00000000 + r.randrange(10**9), lib, base, 0x1f000)), kern("Code: 48 8b 47 18 48 85 c0 74 %02x <48> 8b 10" % r.randrange(256))][:r.choice([1, 2])] + tail_of_unit(stamp, unit, r, "core-dump", "code=dumped, status=11/SEGV")
    return f
put("system/switch-fabric-segv-codec", segv("switch-fabric", "fabricd", "libg729.so.1.4", 0x6a3c, ["call %d bridged", "rtp port %d"]), r"segfault at", "core-dump", "SEGV")
put("system/switch-fabric-segv-main", segv("switch-fabric", "fabricd", "fabricd", 0x91f0, ["call %d bridged", "rtp port %d"]), r"segfault at", "core-dump", "SEGV")
def execfail(unit, step, code, name, path, err):
    def f(r, stamp, kern):
        pid = r.randrange(900, 90000); n = r.randrange(1, 6)
        out = []
        for k in range(n):
            out += [stamp("systemd[1]", "Started %s.service." % unit), stamp("systemd[%d]" % (pid + 7 * k), "%s.service: %s" % (unit, err)), stamp("systemd[%d]" % (pid + 7 * k), "%s.service: Failed at step %s spawning %s: %s" % (unit, step, path, err.split(": ")[-1])), stamp("systemd[1]", "%s.service: Main process exited, code=exited, status=%d/%s" % (unit, code, name)), stamp("systemd[1]", "%s.service: Failed with result 'exit-code'." % unit)]
            if k < n - 1: out.append(stamp("systemd[1]", "%s.service: Scheduled restart job, restart counter is at %d." % (unit, k + 1)))
        return out
    return f
put("system/freight-quote-exec-missing", execfail("freight-quote", "EXEC", 203, "EXEC", "/opt/freight-quote/bin/quoted", "Failed to locate executable /opt/freight-quote/bin/quoted: No such file or directory"), r"Failed at step EXEC", "exit-code", "203")
put("system/freight-quote-chdir", execfail("freight-quote", "CHDIR", 200, "CHDIR", "/opt/freight-quote/bin/quoted", "Changing to the requested working directory failed: No such file or directory"), r"Failed at step CHDIR", "exit-code", "200")
C.done()
