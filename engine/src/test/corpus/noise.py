"""Ordinary log lines of services, in the format of usual loggers."""

import json
from datetime import timedelta

SHORT = {"INFO": "INF", "WARN": "WRN", "DEBUG": "DBG", "ERROR": "ERR"}


class Logger:
    """One logger's line format; the same for all lines of one tail."""

    def __init__(self, style, rng, host, pid):
        self.style, self.rng, self.host, self.pid = style, rng, host, pid

    def line(self, at, level, name, message):
        ms = at.microsecond // 1000
        day, time = f"{at:%Y-%m-%d}", f"{at:%H:%M:%S}"
        thread = self.rng.choice(["main", f"http-nio-8080-exec-{self.rng.randint(1, 40)}", f"worker-{self.rng.randint(1, 16)}"])
        if self.style == "logback":
            return f"{time}.{ms:03d} [{thread}] {level:<5} com.acme.{name} - {message}"
        if self.style == "log4j":
            return f"[{day} {time},{ms:03d}] {level} [{thread}] {message} (com.acme.{name})"
        if self.style == "json":
            return json.dumps({"@timestamp": f"{day}T{time}.{ms:03d}Z", "level": level, "logger_name": f"com.acme.{name}",
                               "thread_name": thread, "message": message})
        if self.style == "pino":
            return json.dumps({"level": 30, "time": int(at.timestamp() * 1000), "pid": self.pid, "hostname": self.host, "msg": message},
                              separators=(",", ":"))
        if self.style == "python":
            return f"{day} {time},{ms:03d} {level} {name.lower()}: {message}"
        if self.style == "bracket":
            return f"[{day} {time},{ms:03d}] [{self.pid}] [{level}] {message}"
        if self.style == "structlog":
            return json.dumps({"timestamp": at.isoformat(), "level": level.lower(), "event": message})
        if self.style == "go":
            return f"{at:%Y/%m/%d} {time} {message}"
        if self.style == "slog":
            return f"time={day}T{time}.{ms:03d}Z level={level} msg={json.dumps(message)} component={name.lower()}"
        if self.style == "env_logger":
            return f"[{day}T{time}Z {level:<5} shop::{name.lower()}] {message}"
        if self.style == "iso":
            return f"{day}T{time}.{ms:03d}Z {level} {message}"
        if self.style == "zerolog":
            return f"{day}T{time}Z {SHORT[level]} {message} component={name.lower()}"
        return message


def noise(kind, logger, rng, around, count):
    """`count` ordinary (line, time) after `around`; before it when negative."""
    times, at = [], around
    for _ in range(abs(count)):
        step = timedelta(milliseconds=rng.randint(3, 300 if count > 0 else 1900))
        at = at + step if count > 0 else at - step
        times.append(at)
    return [(logger.line(at, *MAKERS[kind](rng)), at) for at in sorted(times)]


def web(rng):
    path = rng.choice(["/api/orders/%d" % rng.randint(1, 9999), "/health", "/login", "/api/cart?user=%d" % rng.randint(1, 999), "/static/app.js"])
    return rng.choice([
        ("INFO", "Access", f"{rng.choice(['GET', 'GET', 'POST', 'PUT'])} {path} {rng.choice([200, 200, 201, 304, 404])} {rng.randint(1, 900)}ms"),
        ("INFO", "Session", f"session {rng.getrandbits(32):08x} opened for user {rng.randint(1, 9999)}"),
        ("DEBUG", "Cache", f"cache hit ratio 0.{rng.randint(10, 99)} ({rng.randint(100, 9000)} entries)"),
        ("WARN", "Limits", f"slow request {path} took {rng.randint(1000, 9000)} ms"),
    ])


def consumer(rng):
    return rng.choice([
        ("INFO", "Poller", f"polled {rng.randint(0, 500)} records from orders-{rng.randint(0, 11)} at offset {rng.randint(1, 9_999_999)}"),
        ("INFO", "Poller", f"committed offset {rng.randint(1, 9_999_999)} for partition {rng.randint(0, 11)}"),
        ("WARN", "Retry", f"retry {rng.randint(1, 5)} of 5 for message {rng.getrandbits(48):012x} in {rng.randint(100, 900)} ms"),
        ("DEBUG", "Heap", f"heap {rng.randint(100, 900)} MiB of 1024 MiB"),
    ])


def cron(rng):
    return rng.choice([
        ("INFO", "Job", f"processed {rng.randint(1, 90000)} rows in {rng.randint(1, 90)} s"),
        ("INFO", "Job", f"file import_{rng.randint(1, 999)}.csv done"),
        ("INFO", "Job", f"step {rng.randint(1, 9)} of 9"),
        ("WARN", "Job", f"row {rng.randint(1, 90000)} skipped: empty name"),
    ])


def closing(rng):
    return rng.choice([
        ("INFO", "Shutdown", f"shutting down, draining {rng.randint(0, 90)} connections"),
        ("INFO", "Shutdown", "pool main closed"),
        ("INFO", "Shutdown", f"stopped after {rng.randint(1, 90000)} s"),
        ("INFO", "Metrics", "flushed 12 gauges"),
    ])


MAKERS = {"closing": closing, "web": web, "consumer": consumer, "cron": cron}
