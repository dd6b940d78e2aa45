"""Shifts the shell, Ruby, Perl and PHP programs three times and makes their tails."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from corpus import HERE, Case, fresh, run, shifted, write  # noqa: E402

WHERE = fresh("scripts")
FILES = {"bash": "backup.sh", "ruby": "report.rb", "perl": "feed.pl", "php": "page.php"}
COMMAND = {"bash": ["bash"], "ruby": ["ruby"], "perl": ["perl"], "php": ["php", "-d", "display_errors=stderr", "-d", "log_errors=0", "-d", "html_errors=0"]}
UNIT = {"bash": ("backup", "cron"), "ruby": ("report", "cron"), "perl": ("feed", "cron"), "php": ("pages", "consumer")}
for number in range(3):
    for file in FILES.values():
        (WHERE / f"b{number}" / file).write_text(shifted((HERE / "scripts" / file).read_text(), "#@", number))
    (WHERE / f"b{number}" / "hook.d").write_text("echo\n")


def case(language, name, arg, key, **more):
    unit, kind = UNIT[language]
    return Case(f"{language}/{name}", f"scripts/{FILES[language]}", [language, name, arg], key, unit, kind, loggers=["bare", "iso", "python"], **more)


CASES = [
    case("bash", "unbound", "{n}", "unbound variable"), case("bash", "unbound-user", "{n}", "unbound variable"),
    case("bash", "copy", "{file}", "cannot stat"), case("bash", "command", "{file}", "command not found"), case("bash", "required", "{n}", "must be set"),
    case("bash", "divide", "{n}", "division by 0", count=4), case("bash", "cd", "{hex}", "No such file"), case("bash", "denied", "{n}", "Permission denied"),
    case("bash", "false", "{n}", "(?!)", count=4), case("bash", "tar", "{file}", "Cannot stat"), case("bash", "failfast", "{id}", "is held by"),
    case("ruby", "title", "", "NoMethodError"), case("ruby", "owner", "", "NoMethodError"), case("ruby", "parse", "{word}", "ParserError"),
    case("ruby", "share", "{id}", "ZeroDivision"), case("ruby", "render", "{n}", "ReportError"), case("ruby", "mail", "{port}", "ReportError"),
    case("ruby", "depth", "", "SystemStackError", count=4), case("ruby", "frozen", "{n}", "FrozenError"), case("ruby", "open", "/etc/report/{file}", "ENOENT"),
    case("ruby", "load", "{word}", "LoadError"), case("ruby", "key", "{user}", "KeyError"),
    case("perl", "total", "{id}", "division by zero"), case("perl", "item", "", "undefined value", count=4), case("perl", "feed", "/srv/feeds/{file}", "cannot open feed"),
    case("perl", "check", "{id}", "without a date"), case("perl", "deref", "{word}", "as an ARRAY ref"), case("perl", "module", "", "Can't locate", count=4),
    case("php", "title", "", "on null"), case("php", "price", "{word}", "TypeError"), case("php", "load", "{id}", "PageError"), case("php", "render", "{id}", "PageError"),
    case("php", "share", "{id}", "DivisionByZero"), case("php", "grow", "", "memory size"), case("php", "missing", "{n}", "undefined function"),
    case("php", "settings", "/etc/pages/{file}", "Failed open"),
]


def made(case, number, rng, vals, log, now):
    base = WHERE / f"b{number % 3}"
    language, *args = [a.format(**vals) for a in case.args]
    options = ["-d", f"memory_limit={rng.choice([8, 16, 32])}M"] if language == "php" else []
    return run([*COMMAND[language], *options, str(base / FILES[language]), *args], base)


write("scripts", CASES, made)
