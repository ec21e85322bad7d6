"""Fit a classifier from the office's reviews, compare it with the one at work, release it only if it is better."""

import json
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from classify import Tagger
from classify.classifier import CARD_FILE, Classifier, load_classifier, save_classifier
from classify.gold import GoldArticle
from classify.learning.comparing import Comparison, compare_classifiers
from classify.learning.continuing import continue_classifier
from classify.tagger import STARTER_FOLDER
from models.clock import local_day
from models.office_files.stored import restore_organisation
from models.plan import Plan
from models.records import ArticleTags
from models.tag import ClassifierRelease
from pipeline.store import find_office_files, load_plan_files
from pipeline.training.releases import find_current, register
from pipeline.training.reviewed import gather_reviewed

Progress = Callable[[str, int, int | None], None]
_LIBRARIES = ("scikit-learn", "underthesea", "numpy")


@dataclass(frozen=True, slots=True)
class TrainingOutcome:
    """What came of a training: `released` is the new version, or None with the reasons in `refusals`."""

    current: str
    learnt_from: int
    comparison: Comparison
    refusals: tuple[str, ...]
    released: str | None


def train(
    session: Session, classifiers: Path, plan: Plan, *, by: str, now: datetime, tell: Progress, keep: bool = True
) -> TrainingOutcome:
    """Learn from all reviews that are not held out, on top of the shipped classifier; the caller commits.

    Without `keep` everything is measured and nothing is written. Raises TooFewLessonsError.
    """
    reviewed = gather_reviewed(session, plan)
    files = load_plan_files(session)
    own, earlier = files[plan.id], list(files.values())
    learnt = [one.gold for one in reviewed if not one.is_held_out]
    held_out = [one.gold for one in reviewed if one.is_held_out]
    tell("Học từ bài đã duyệt", 0, len(learnt))
    fitted = continue_classifier(load_classifier(STARTER_FOLDER), learnt, own, earlier)
    tell("Học từ bài đã duyệt", len(learnt), len(learnt))
    current = load_classifier(find_current(session, classifiers))
    _, organisation = find_office_files(session, plan)
    office = restore_organisation(organisation.content)
    taggers = [Tagger(own, office, _named(one), earlier=earlier) for one in (current, fitted)]
    comparison = compare_classifiers(held_out, *(_answer(tagger, held_out, tell) for tagger in taggers))
    refusals = comparison.refusals
    released = None
    if keep and not refusals:
        folder = _save(fitted, classifiers, _describe(fitted, comparison, len(learnt)), now)
        released = register(session, folder, now=now)
        reason = f"học từ {len(learnt)} bài đã duyệt"
        measured = asdict(comparison)
        session.add(
            ClassifierRelease(version=released, released_at=now, released_by=by, reason=reason, measured=measured)
        )
        session.flush()
    return TrainingOutcome(current.version, len(learnt), comparison, refusals, released)


def _named(classifier: Classifier) -> Classifier:
    """Give a classifier that was not saved yet the empty name a tagger needs."""
    return replace(classifier, card={"version": "", "sha256": "", **classifier.card})


def _answer(tagger: Tagger, articles: Sequence[GoldArticle], tell: Progress) -> list[ArticleTags]:
    answers: list[ArticleTags] = []
    for done, one in enumerate(articles, start=1):
        answers.append(tagger.tag(one.article))
        tell("So với bản đang dùng", done, len(articles))
    return answers


def _describe(fitted: Classifier, comparison: Comparison, learnt: int) -> dict[str, Any]:
    starter = json.loads((STARTER_FOLDER / CARD_FILE).read_text("utf-8"))["version"]
    return {
        "plan": fitted.plan,
        "starts_from": starter,
        "learnt_from": learnt,
        "compared_on": comparison.articles,
        "comparison": asdict(comparison),
        "libraries": {name: library_version(name) for name in _LIBRARIES},
    }


def _save(fitted: Classifier, classifiers: Path, card: dict[str, Any], now: datetime) -> Path:
    """Write the classifier's folder whole or not at all, under its version."""
    classifiers.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".", dir=classifiers))
    try:
        sha256 = save_classifier(fitted, draft)
        version = f"{local_day(now).isoformat()}-{sha256[:4]}"
        written = {"version": version, "sha256": sha256, "made_at": now.isoformat(), **card}
        (draft / CARD_FILE).write_text(json.dumps(written, ensure_ascii=False, indent=1), "utf-8")
        folder = classifiers / version
        if folder.exists():
            shutil.rmtree(folder)  # the same digest: made of the same reviews before
        draft.chmod(0o755)
        draft.rename(folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return folder
