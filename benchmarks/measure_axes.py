"""Measure the side questions: python -m benchmarks.measure_axes ARTICLES [--held-out].

ARTICLES is the folder of the data sets that `labels/axes.jsonl` names. The labels (rules in
docs/labelling.md) are split by the hash of the id: the first half served to write the rules, the
other half was labelled with it, before any output was read, and is measured with --held-out only.
Intervals: 95 %, by drawing articles anew. The baseline answers the most frequent label.
"""

import gzip
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.tagging import BUNDLED
from classify import Tagger
from classify.gold import read_article_line
from demo.loading import demo_articles
from models.office_files.loading import load_organisation_file, load_plan_file
from models.records import ArticleTags, ArticleText
from models.vocabulary import Certainty

LABELS = Path(__file__).parent / "labels" / "axes.jsonl"
DRAWS, SEED = 1000, 20231130
SINGLE: dict[str, Callable[[ArticleTags], str]] = {
    "in_province": lambda tags: tags.locality.scope.value,
    "role": lambda tags: tags.role.value,
    "actor": lambda tags: tags.actor.value,
    "tone": lambda tags: tags.tone.value,
    "genre": lambda tags: tags.genre.value if tags.genre else "",
}


def read_labels(*, held_out: bool) -> list[dict[str, Any]]:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    return [one for one in labels if is_held_out(one["id"]) == held_out]


def is_held_out(id_: str) -> bool:
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % 2 == 1


def read_articles(folder: Path, names: set[str]) -> dict[tuple[str, str], ArticleText]:
    return {(name, line["id"]): read_article_line(line) for name in names for line in _read_lines(folder / name)}


def _read_lines(folder: Path) -> Iterator[dict[str, Any]]:
    packed = folder / "articles.jsonl.gz"
    if packed.exists():
        with gzip.open(packed, "rt", encoding="utf-8") as lines:
            for line in map(json.loads, lines):
                yield line | {"published_at": line.get("published")}
        return
    for line in map(json.loads, (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        text = "\n\n".join(line.get("paragraphs") or ())
        yield {"id": line["file"], "title": line["title"], "lead": line["lead"], "text": text, "url": line["url"]}


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """Mean F1 over the labels given by a reader."""
    given, answered, right = (
        Counter(w for w, _ in pairs),
        Counter(g for _, g in pairs),
        Counter(w for w, g in pairs if w == g),
    )
    return float(np.mean([2 * right[label] / (given[label] + answered[label]) for label in given]))


def draw_interval(pairs: Sequence[Any], measure: Callable[[Sequence[Any]], float]) -> tuple[float, float]:
    random = np.random.default_rng(SEED)
    draws = [measure([pairs[at] for at in random.integers(len(pairs), size=len(pairs))]) for _ in range(DRAWS)]
    low, high = np.quantile(draws, [0.025, 0.975])
    return float(low), float(high)


def accuracy(pairs: Sequence[tuple[str, str]]) -> float:
    return sum(want == got for want, got in pairs) / len(pairs)


def print_single(axis: str, pairs: Sequence[tuple[str, str]]) -> None:
    commonest = Counter(want for want, _ in pairs).most_common(1)[0][0]
    baseline = [(want, commonest) for want, _ in pairs]
    acc, f1 = draw_interval(pairs, accuracy), draw_interval(pairs, macro_f1)
    print(f"\n{axis}: {len(pairs)} articles")
    print(f"  accuracy {accuracy(pairs):.3f} ({acc[0]:.3f}-{acc[1]:.3f}), always {commonest}: {accuracy(baseline):.3f}")
    print(f"  macro F1 {macro_f1(pairs):.3f} ({f1[0]:.3f}-{f1[1]:.3f}), always {commonest}: {macro_f1(baseline):.3f}")
    labels = sorted({label for pair in pairs for label in pair})
    table = Counter(pairs)
    print("  label \\ answer " + " ".join(f"{label:>11}" for label in labels))
    for want in labels:
        print(f"  {want:<14} " + " ".join(f"{table[want, got]:>11}" for got in labels))


def print_departments(pairs: Sequence[tuple[frozenset[str], frozenset[str]]]) -> None:
    def f1(some: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
        hit, all_ = sum(len(w & g) for w, g in some), sum(len(w) + len(g) for w, g in some)
        return 2 * hit / all_ if all_ else 1.0

    hit = sum(len(want & got) for want, got in pairs)
    wanted, given = sum(len(want) for want, _ in pairs), sum(len(got) for _, got in pairs)
    low, high = draw_interval(pairs, f1)
    commonest = Counter(code for want, _ in pairs for code in want).most_common(1)[0][0]
    baseline = f1([(want, frozenset({commonest})) for want, _ in pairs])
    print(f"\ndepartments: {len(pairs)} articles, {wanted} labels")
    print(f"  precision {hit / given:.3f}, recall {hit / wanted:.3f}, F1 {f1(pairs):.3f} ({low:.3f}-{high:.3f})")
    print(f"  always {commonest}: F1 {baseline:.3f}")


def main() -> int:
    folder, held_out = Path(sys.argv[1]), "--held-out" in sys.argv[2:]
    labels = read_labels(held_out=held_out)
    articles = read_articles(folder, {one["set"] for one in labels})
    office = (load_plan_file(BUNDLED / "ke-hoach-2023.yaml"), load_organisation_file(BUNDLED / "to-chuc-2023.yaml"))
    tagger = Tagger.load(*office)
    tags = [tagger.tag(articles[one["set"], one["id"]]) for one in labels]
    print("held-out half" if held_out else "development half")
    for axis, read in SINGLE.items():
        print_single(axis, [(one[axis], read(got)) for one, got in zip(labels, tags, strict=True)])
    sure = [
        (one["in_province"], got.locality.scope.value)
        for one, got in zip(labels, tags, strict=True)
        if got.locality.certainty is Certainty.PROPOSED
    ]
    print(f"  in_province, answers given for sure: {len(sure)}, right {accuracy(sure):.3f}")
    proposed = [{one.code for one in got.departments if one.certainty is Certainty.PROPOSED} for got in tags]
    print_departments(
        [(frozenset(one["departments"]), frozenset(got)) for one, got in zip(labels, proposed, strict=True)]
    )
    own = [(one.genre, ArticleText(one.title, one.lead, one.text)) for one in demo_articles()]
    print("\nthe miniature's articles, genre withheld:")
    print_single("genre", [(want, SINGLE["genre"](tagger.tag(article))) for want, article in own])
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
