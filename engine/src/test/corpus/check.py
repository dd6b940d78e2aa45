"""Checks the data: shape, bounds, labels, no path or name of the machine that made it; prints the counts."""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

FIELDS = {"cause", "program", "made", "variation", "result", "exit", "decisive", "lines"}
HERE = Path(__file__).resolve()
KNOWN = HERE.parent.parent / "resources" / "corpus" / "known"
TREE = "/" + HERE.parts[1] + "/"
FOREIGN = re.compile("|".join(["/tmp/", re.escape(TREE), re.escape(str(Path.home()) + "/"), "groundhog", "pyenv", "rustup"]), re.I)


def main():
    wrong, labels, total, plain = [], Counter(), 0, 0
    owner = defaultdict(set)
    for file in sorted(KNOWN.glob("*.jsonl")):
        causes = Counter()
        for number, text in enumerate(file.read_text(encoding="utf-8").split("\n")[:-1], 1):
            where = f"{file.name}:{number}"
            row = json.loads(text)
            if set(row) != FIELDS:
                wrong.append(f"{where}: fields {sorted(set(row) ^ FIELDS)}")
            lines = row["lines"]
            if not 1 <= len(lines) <= 64 or sum(len(x.encode()) + 1 for x in lines) > 16 * 1024:
                wrong.append(f"{where}: {len(lines)} lines, too long or empty")
            if any("\n" in x for x in lines):
                wrong.append(f"{where}: a line with a line break")
            wrong += [f"{where}: {row['cause']}: foreign: {x}" for x in lines if FOREIGN.search(x)]
            if (row["result"], row["exit"]) == ("exit-code", "0"):
                wrong.append(f"{where}: {row['cause']} did not fail")
            causes[row["cause"]] += 1
            owner[row["cause"]].add(file.name)
            plain += row["decisive"]
        labels += causes
        total += sum(causes.values())
        print(f"{file.stem}: {sum(causes.values())} tails, {len(causes)} causes")
    wrong += [f"{label}: only {n} tails" for label, n in labels.items() if n < 3]
    wrong += [f"{label}: in {sorted(files)}" for label, files in owner.items() if len(files) > 1]
    print(f"all: {total} tails, {len(labels)} causes, {plain} decisive")
    print("\n".join(wrong))
    return 1 if wrong else 0


sys.exit(main())
