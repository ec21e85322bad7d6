"""Compare extraction with gold pages: title, day, authors and token F1 of lead and body, page by page.

Usage: python benchmarks/measure_extract.py GOLD_FOLDER
GOLD_FOLDER holds gold.jsonl and pages/*.html.gz; pages without gold are only said to be an article or not.
"""

import gzip
import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

from crawler.dates import HANOI
from crawler.extract import describe_article, extract_article
from crawler.outlet_file import load_outlets
from models.records import NotAnArticle
from models.text import clean_text, comparison_key

FETCHED_AT = datetime(2026, 11, 1, tzinfo=HANOI)


def count_syllables(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", clean_text(text).lower()))


def measure_body(gold: dict, answer: dict) -> float:
    """Token F1 against lead and paragraphs; caption words neither help nor hurt."""
    wanted = count_syllables(" ".join([gold["lead"] or "", *gold["paragraphs"]]))
    given = count_syllables(f"{answer['lead'] or ''} {answer['text']}")
    neutral = count_syllables(" ".join(gold["captions"]))
    shared = sum((wanted & given).values())
    surplus = sum(((given - wanted) - neutral).values())
    missing = sum((wanted - given).values())
    return 2 * shared / (2 * shared + surplus + missing) if shared else 0.0


def measure_page(gold: dict, page: bytes) -> dict:
    article = extract_article(page, gold["url"] or "", fetched_at=FETCHED_AT, outlets=load_outlets())
    if isinstance(article, NotAnArticle):
        return {"title": False, "day": False, "authors": False, "f1": 0.0, "said": article.reason}
    answer = describe_article(article)
    authors = [author["name"] for author in answer["authors"] if author["role"] == "text"]
    published = gold["published"]
    return {
        "title": comparison_key(answer["title"] or "") == comparison_key(gold["title"]),
        "day": (answer["published_at"] or "")[:16] == (published or "")[:16],
        "authors": [comparison_key(name) for name in authors] == [comparison_key(name) for name in gold["authors"]],
        "f1": measure_body(gold, answer),
        "said": f"{authors} {answer['published_at']} {answer['status_reason'] or ''}",
    }


def main(folder: Path) -> None:
    gold_pages = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    rows: dict[str, list[dict]] = {}
    for gold in gold_pages:
        row = measure_page(gold, gzip.decompress((folder / gold["file"]).read_bytes()))
        rows.setdefault(gold["era"], []).append(row)
        marks = " ".join(f"{name}={'yes' if row[name] else 'NO '}" for name in ("title", "day", "authors"))
        print(f"{gold['file'][6:-8]:34} {marks} F1={row['f1']:.3f} {row['said']}")
    for era, of_era in rows.items():
        share = {name: sum(row[name] for row in of_era) for name in ("title", "day", "authors")}
        print(f"{era}: {len(of_era)} pages, {share}, mean F1 {sum(row['f1'] for row in of_era) / len(of_era):.4f}")
    known = {gold["file"] for gold in gold_pages}
    for path in sorted((folder / "pages").glob("*.gz")):
        if f"pages/{path.name}" not in known:
            page = gzip.decompress(path.read_bytes())
            answer = extract_article(page, "", fetched_at=FETCHED_AT, outlets=load_outlets())
            verdict = f"no article: {answer.reason}" if isinstance(answer, NotAnArticle) else f"article: {answer.title}"
            print(f"{path.name[:-8]:34} {verdict}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
