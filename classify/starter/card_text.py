"""The card for people: how a classifier was made, its limits and its figures, as Markdown."""

from collections.abc import Mapping
from typing import Any

from classify.classifier import CLASSIFIER_FILE
from classify.starter.figures import Figure
from classify.starter.measure import FOLDS, MOST_WRONG
from classify.starter.record import OURS, TrainingRecord


def write_text(card: Mapping[str, Any], record: TrainingRecord) -> str:
    """Return the Markdown text of a card; `card` holds its plain values."""
    return "\n".join([*_tell_making(card), *_tell_limits(record), *_tell_figures(record), *_tell_codes(record)])


def _tell_making(card: Mapping[str, Any]) -> list[str]:
    learnt = card["labelled_articles"]
    return [
        f"# Classifier {card['version']}",
        "",
        f"`{CLASSIFIER_FILE}`, {card['bytes'] / 1e6:.1f} MB, SHA-256 `{card['sha256']}`. Made by `make starter`.",
        "",
        "It joins two voices: phrases of the plan file and of the labelling guidelines (rules), and logistic",
        "regression over TF-IDF of segmented words. A weighing shared by all codes of an axis turns both into",
        "one probability; codes with too few articles are judged by the rules alone.",
        "",
        f"It learnt from {learnt['gold']} labelled Vietnamese news articles of 2016–2019 and 2026 (gold, two readers)",
        f"and {learnt.get('readings', 0)} more read once, by one reader, from title, lead and opening",
        "(`readings.jsonl`: ids and labels only), "
        f"and from {learnt.get('miniature', 0)} invented ones of the miniature.",
        f"{card['unlabelled_articles']} unlabelled articles gave the vocabulary of {card['words']} words, each of",
        f"which stands in at least {card['fewest_articles_per_word']} of them. It holds no newspaper text: single",
        "lower-case words, no names of several capitalised syllables, no numbers.",
        "",
    ]


def _tell_limits(record: TrainingRecord) -> list[str]:
    lines = [
        "## Limits",
        "",
        "A code is given from the score with the best F1, and accepted unread from the lowest score that proves at",
        f"most {MOST_WRONG:.0%} errors (95 % Clopper-Pearson, corrected for choosing) on unseen gold and readings.",
        "",
        "| axis | given from | accepted unread from | tags there | wrong | errors at most |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for axis, proof in record.proofs.items():
        given = record.limits[axis].assign
        bound = "–" if proof.bound is None else f"{proof.bound:.1%}"
        limit = "none" if proof.limit is None else f"{proof.limit:.2f}"
        lines.append(f"| {axis.value} | {given:.2f} | {limit} | {proof.reviewed} | {proof.wrong} | {bound} |")
    return [*lines, ""]


def _tell_figures(record: TrainingRecord) -> list[str]:
    lines: list[str] = []
    for name, part in record.parts.items():
        lines += ["", f"## Measured on {part.articles} articles: {name}", ""]
        lines += [
            f"{FOLDS}-fold cross-validation over all labelled articles together, "
            f"{part.repeats} times with other folds.",
            "Mean over the repeats; in brackets the middle 95 % of resampled articles.",
        ]
        names = list(part.ways[OURS])
        lines += ["", "| way | " + " | ".join(names) + " |", "|---|" + "--:|" * len(names)]
        for way, figures in part.ways.items():
            lines.append(f"| {way} | " + " | ".join(_show(figures[each]) for each in names) + " |")
        lines += ["", "| ours | |", "|---|--:|"]
        lines += [f"| {each} | {_show(figure)} |" for each, figure in part.scores.items()]
        lines += ["", "| wrong rows, by cause | given wrongly | missed |", "|---|--:|--:|"]
        lines += [f"| {cause} | {extra:.1f} | {missed:.1f} |" for cause, (extra, missed) in part.causes.items()]
    return [*lines, ""]


def _tell_codes(record: TrainingRecord) -> list[str]:
    parts = record.parts
    lines = ["", "## Per code: articles and F1", "", "| code | " + " | ".join(parts) + " |"]
    lines.append("|---|" + "--:|" * len(parts))
    for code in next(iter(parts.values())).codes:
        cells = [
            f"{part.codes[code][0]}: {_show(part.codes[code][1])}" if part.codes[code][0] else "0"
            for part in parts.values()
        ]
        lines.append(f"| {code} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "The first guideline phrases were written with the gold articles at hand and later ones with the first",
        "thousand readings, so figures on other articles may be lower. Readings were sampled for rare and doubtful",
        "codes and read once, so they are harder than gold. Codes with fewer than five articles are measured too",
        "roughly to say more than that the rules find them.",
        "",
    ]
    return lines


def _show(figure: Figure) -> str:
    return f"{figure.mean:.3f} ({figure.low:.3f}–{figure.high:.3f})"
