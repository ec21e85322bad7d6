"""Which classifier is at work: the newest release, or the one that ships; earlier ones can be put back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from classify.classifier import CARD_FILE, load_classifier
from classify.tagger import STARTER_FOLDER
from models.database import upsert
from models.errors import InputError
from models.tag import Classifier, ClassifierRelease


class UnknownClassifierError(InputError):
    """No classifier of that version was ever registered here; the message names those that were."""


@dataclass(frozen=True, slots=True)
class KnownClassifier:
    """A classifier that was at work or was registered. `is_current` says that it tags at present."""

    version: str
    registered_at: datetime
    is_current: bool
    released_at: datetime | None
    released_by: str | None
    reason: str | None
    measured: Mapping[str, Any]


def find_current(session: Session, classifiers: Path) -> Path:
    """Return the folder of the classifier at work: the newest release in `classifiers`, or the one that ships."""
    newest = select(ClassifierRelease.version).order_by(ClassifierRelease.id.desc()).limit(1)
    version = session.scalar(newest)
    return STARTER_FOLDER if version is None else _folder_of(classifiers, version)


def list_classifiers(session: Session, classifiers: Path) -> list[KnownClassifier]:
    """Return every registered classifier, the newest release first; those never released come last."""
    releases = session.scalars(select(ClassifierRelease).order_by(ClassifierRelease.id)).all()
    latest = {release.version: release for release in releases}
    current = json.loads((find_current(session, classifiers) / CARD_FILE).read_text("utf-8"))["version"]
    known = []
    for row in session.scalars(select(Classifier).order_by(Classifier.registered_at.desc(), Classifier.version)):
        release = latest.get(row.version)
        known.append(
            KnownClassifier(
                version=row.version,
                registered_at=row.registered_at,
                is_current=row.version == current,
                released_at=release.released_at if release else None,
                released_by=release.released_by if release else None,
                reason=release.reason if release else None,
                measured=release.measured if release else {},
            )
        )
    return sorted(known, key=lambda one: (one.released_at is None, -(one.released_at or one.registered_at).timestamp()))


def restore_classifier(session: Session, classifiers: Path, version: str, *, by: str, now: datetime) -> None:
    """Put an earlier classifier to work again.

    Raises UnknownClassifierError, and ForeignClassifierError for a changed file.
    """
    folder = _folder_of(classifiers, version)
    known = session.scalars(select(Classifier.version).order_by(Classifier.version)).all()
    if version not in known and folder != STARTER_FOLDER:
        listed = ", ".join(known) or "chưa có"
        raise UnknownClassifierError(f"Không có bộ phân loại «{version}»; đang có: {listed}.")
    register(session, folder, now=now)
    release = ClassifierRelease(
        version=version, released_at=now, released_by=by, reason="đưa bản cũ trở lại", measured={}
    )
    session.add(release)
    session.flush()


def register(session: Session, folder: Path, *, now: datetime) -> str:
    """Write down the classifier kept in `folder`, once its file proved sound; returns its version."""
    classifier = load_classifier(folder)
    row = {
        "version": classifier.version,
        "sha256": str(classifier.card["sha256"]),
        "folder": str(folder),
        "card": dict(classifier.card),
        "registered_at": now,
    }
    upsert(session, Classifier, [row], key=["version"])
    return classifier.version


def _folder_of(classifiers: Path, version: str) -> Path:
    shipped = json.loads((STARTER_FOLDER / CARD_FILE).read_text("utf-8"))["version"]
    return STARTER_FOLDER if version == shipped else classifiers / version
