"""Measure the byline parser on a gold file: shares read exactly, and the lines that are not.

Usage: python benchmarks/measure_bylines.py GOLD.jsonl [--half dev|held]

A gold line holds `raw`, `authors` (names in printed order, compared as NFC), `signature`, `source` (list)
and `note`.
The halves are drawn once by a fixed seed, so that one can be kept unseen while the grammar is written.
"""

import argparse
import json
import random
import unicodedata
from pathlib import Path
from typing import Any

from crawler.bylines import describe_byline, parse_byline

SEED = 20231


def main() -> None:
    """Print the shares and the remaining errors of the chosen lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("dev", "held"))
    arguments = parser.parse_args()

    gold = [json.loads(line) for line in arguments.gold.read_text("utf-8").splitlines() if line.strip()]
    report([compare(line) for line in choose_half(gold, arguments.half)])


def choose_half(gold: list[dict[str, Any]], half: str | None) -> list[dict[str, Any]]:
    """Return all lines, or one random half of them."""
    if half is None:
        return gold
    order = list(range(len(gold)))
    random.Random(SEED).shuffle(order)
    chosen = order[: len(gold) // 2] if half == "dev" else order[len(gold) // 2 :]
    return [gold[i] for i in sorted(chosen)]


def compare(gold: dict[str, Any]) -> dict[str, Any]:
    """Return what was read and which of its parts equal the gold."""
    read = describe_byline(parse_byline(gold["raw"]))
    names = [author["name"] for author in read["authors"]]
    return {
        "gold": gold,
        "read": read,
        "authors": names == [unicodedata.normalize("NFC", name) for name in gold["authors"]],
        "signature": read["signature"] == gold["signature"],
        "sources": read["sources"] == gold["source"],
        "note": read["note"] == gold["note"],
    }


def report(answers: list[dict[str, Any]]) -> None:
    """Print one line a share, then one line an error."""
    exact = sum(a["authors"] and a["signature"] for a in answers)
    print(f"lines {len(answers)}")
    print(f"authors and signature exact {exact / len(answers):.4f} ({exact})")
    for part in ("authors", "signature", "sources", "note"):
        right = sum(a[part] for a in answers)
        print(f"{part} exact {right / len(answers):.4f} ({right})")
    for answer in answers:
        wrong = [part for part in ("authors", "signature", "sources", "note") if not answer[part]]
        if wrong:
            gold = {key: answer["gold"][key] for key in ("authors", "signature", "source", "note")}
            print(f"{', '.join(wrong)}: {answer['gold']['raw']!r}\n  gold {gold}\n  read {answer['read']}")


if __name__ == "__main__":
    main()
