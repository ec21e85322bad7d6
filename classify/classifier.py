"""A trained classifier as a file: written and read without pickle, its digest checked, foreign files refused.

A folder holds `classifier.skops` (scikit-learn estimators and plain values) and `card.json`
(what it was trained on, what was measured, the SHA-256 of the file).
"""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from classify.jury import Jury
from classify.rules.evidence import COLUMNS
from classify.words import WordVoice
from models.errors import InputError

CLASSIFIER_FILE = "classifier.skops"
CARD_FILE = "card.json"
LAYOUT = 1
FIRST_PLAN = "KH-2023"
LARGEST_FILE = 32 * 1024 * 1024
# No score reaches it.
NEVER = 1.01


class Axis(StrEnum):
    """The questions a classifier answers by probability."""

    RELEVANT = "relevant"
    FIELDS = "fields"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Limits:
    """Scores from which a code is assigned at all, stands as a proposal, and is accepted without reading."""

    assign: float
    propose: float
    auto: float


@dataclass(frozen=True, slots=True)
class AutoLimits:
    """The office's own scores from which tags are accepted without reading; None accepts none of that axis.

    They come from `classify.risk.find_limit` over reviewed articles and take the place of the shipped ones.
    """

    relevant: float | None
    fields: float | None
    rows: float | None

    def put_into(self, limits: Mapping[Axis, Limits]) -> dict[Axis, Limits]:
        """Return `limits` with these for accepting."""
        own = {Axis.RELEVANT: self.relevant, Axis.FIELDS: self.fields, Axis.ROWS: self.rows}
        return {
            axis: replace(one, auto=NEVER if (limit := own[axis]) is None else max(limit, one.assign))
            for axis, one in limits.items()
        }


@dataclass(frozen=True)
class Classifier:
    """Everything fitted, and the card of the file it came from (empty before it is saved).

    `outside` are the off-sector subjects it was trained with, in their order.
    """

    words: WordVoice
    sector: Any
    fields: Jury
    rows: Jury
    limits: Mapping[Axis, Limits]
    outside: tuple[str, ...]
    card: Mapping[str, Any]

    @property
    def plan(self) -> str:
        """The code of the plan whose rows it was taught."""
        return str(self.card.get("plan", FIRST_PLAN))

    @property
    def version(self) -> str:
        """Day of training and the first digits of the file's SHA-256, such as "2026-11-23-ab12"."""
        return str(self.card["version"])


class ForeignClassifierError(InputError):
    """The classifier folder holds no classifier of this program, or a changed one; choose another folder or retrain."""


def save_classifier(classifier: Classifier, folder: Path) -> str:
    """Write `classifier.skops` into `folder` and return its SHA-256. The card is the trainer's to write."""
    from skops import io as skops_io  # noqa: PLC0415 - brings scikit-learn, which most commands never need

    content = {
        "layout": LAYOUT,
        "columns": list(COLUMNS),
        "outside": list(classifier.outside),
        "vectorizer": classifier.words.vectorizer,
        "words": dict(classifier.words.estimators),
        "sector": classifier.sector,
        "fields": _jury_content(classifier.fields),
        "rows": _jury_content(classifier.rows),
        "limits": {str(axis): [one.assign, one.propose, one.auto] for axis, one in classifier.limits.items()},
    }
    path = folder / CLASSIFIER_FILE
    skops_io.dump(content, path, compression=zipfile.ZIP_DEFLATED, compresslevel=6)
    return hashlib.sha256(path.read_bytes()).hexdigest()


def load_classifier(folder: Path) -> Classifier:
    """Return the classifier kept in `folder`; raise ForeignClassifierError when it is missing, changed or not ours."""
    card = _read_card(folder / CARD_FILE)
    path = folder / CLASSIFIER_FILE
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ForeignClassifierError(f"{path}: tệp quá lớn, không phải bộ phân loại của chương trình này.")
        raw = path.read_bytes()
    except OSError as error:
        raise ForeignClassifierError(f"{path}: không đọc được tệp bộ phân loại ({error.strerror}).") from error
    if hashlib.sha256(raw).hexdigest() != card.get("sha256"):
        raise ForeignClassifierError(f"{path}: SHA-256 không khớp với thẻ đi kèm, tệp đã bị sửa hoặc đặt nhầm chỗ.")
    return _build(_load_skops(raw, path), card, path)


def _read_card(path: Path) -> dict[str, Any]:
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ForeignClassifierError(f"{path}: thiếu thẻ bộ phân loại hoặc thẻ không đọc được.") from error
    if not isinstance(card, dict) or not isinstance(card.get("version"), str):
        raise ForeignClassifierError(f"{path}: không phải thẻ bộ phân loại.")
    return card


def _load_skops(raw: bytes, path: Path) -> dict[str, Any]:
    from skops import io as skops_io  # noqa: PLC0415 - see save_classifier

    try:
        unknown = skops_io.get_untrusted_types(data=raw)
        content = skops_io.loads(raw, trusted=[]) if not unknown else None
    except Exception as error:
        raise ForeignClassifierError(f"{path}: không phải tệp bộ phân loại.") from error
    if unknown:
        raise ForeignClassifierError(f"{path}: có kiểu dữ liệu lạ, không mở ({', '.join(unknown)}).")
    if not isinstance(content, dict):
        raise ForeignClassifierError(f"{path}: không phải bộ phân loại của chương trình này.")
    return content


def _build(content: dict[str, Any], card: dict[str, Any], path: Path) -> Classifier:
    if content.get("layout") != LAYOUT or content.get("columns") != list(COLUMNS):
        raise ForeignClassifierError(f"{path}: huấn luyện cho bản khác của bộ luật, cần huấn luyện lại.")
    try:
        return Classifier(
            words=WordVoice(content["vectorizer"], content["words"]),
            sector=content["sector"],
            fields=_jury(content["fields"]),
            rows=_jury(content["rows"]),
            limits={Axis(name): Limits(*values) for name, values in content["limits"].items()},
            outside=tuple(content["outside"]),
            card=card,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ForeignClassifierError(f"{path}: thiếu một phần của bộ phân loại.") from error


def _jury_content(jury: Jury) -> dict[str, Any]:
    return {"both": jury.both, "rules": jury.rules, "known": list(jury.known)}


def _jury(content: dict[str, Any]) -> Jury:
    return Jury(content["both"], content["rules"], tuple(content["known"]))
