"""The classifier's file: read without pickle, refused when it is not ours."""

import hashlib
import json
import pickle
import shutil
from pathlib import Path

import pytest
from skops import io as skops_io

from classify.classifier import CARD_FILE, CLASSIFIER_FILE, ForeignClassifierError, load_classifier, save_classifier
from classify.tagger import STARTER_FOLDER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped classifier."""
    for name in (CLASSIFIER_FILE, CARD_FILE):
        shutil.copy(STARTER_FOLDER / name, tmp_path)
    return tmp_path


def put(folder: Path, raw: bytes) -> None:
    """Put other bytes in the classifier's place, with a card that vouches for them."""
    (folder / CLASSIFIER_FILE).write_bytes(raw)
    card = {"version": "2026-01-01-0000", "sha256": hashlib.sha256(raw).hexdigest()}
    (folder / CARD_FILE).write_text(json.dumps(card), encoding="utf-8")


def test_the_shipped_classifier_is_small_and_has_a_card() -> None:
    """It stays below eight megabytes; its card names data, figures, libraries and its own digest."""
    card = load_classifier(STARTER_FOLDER).card

    assert (STARTER_FOLDER / CLASSIFIER_FILE).stat().st_size < 8_000_000
    assert {"version", "sha256", "labelled_articles", "measured", "libraries", "limits"} <= set(card)
    assert str(card["version"]).endswith(str(card["sha256"])[:4])


def test_the_vocabulary_holds_single_common_words_only() -> None:
    """No number, capital or phrase of a single article is kept in the file."""
    vocabulary = load_classifier(STARTER_FOLDER).words.vectorizer.vocabulary_

    assert all(word == word.lower() and word[0].isalpha() for word in vocabulary)
    assert max(word.count("_") for word in vocabulary) <= 6


def test_a_saved_classifier_loads_again(tmp_path: Path) -> None:
    """Writing and reading keep codes and limits."""
    classifier = load_classifier(STARTER_FOLDER)

    sha256 = save_classifier(classifier, tmp_path)
    (tmp_path / CARD_FILE).write_text(json.dumps({"version": "x", "sha256": sha256}), encoding="utf-8")
    again = load_classifier(tmp_path)

    assert again.limits == classifier.limits
    assert again.rows.known == classifier.rows.known


def test_a_changed_file_is_refused(folder: Path) -> None:
    """One changed byte is noticed by the digest."""
    raw = bytearray((folder / CLASSIFIER_FILE).read_bytes())
    raw[100] ^= 1
    (folder / CLASSIFIER_FILE).write_bytes(bytes(raw))

    with pytest.raises(ForeignClassifierError, match="SHA-256"):
        load_classifier(folder)


def test_a_pickle_is_never_opened(folder: Path) -> None:
    """A pickle in the classifier's place does not run."""
    witness = folder / "ran"

    class Trap:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return (witness.touch, ())  # type: ignore[return-value]

    put(folder, pickle.dumps(Trap()))

    with pytest.raises(ForeignClassifierError):
        load_classifier(folder)
    assert not witness.exists()


def test_unknown_types_are_refused(folder: Path) -> None:
    """A skops file with a type that scikit-learn does not have is named and refused."""
    put(folder, skops_io.dumps({"layout": Path("/")}))

    with pytest.raises(ForeignClassifierError, match="kiểu dữ liệu lạ"):
        load_classifier(folder)


@pytest.mark.parametrize("content", [[1, 2], {"layout": 1}, {"layout": 99}, {}])
def test_a_foreign_skops_file_is_refused(folder: Path, content: object) -> None:
    """Another program's file, or another layout, ends in one sentence."""
    put(folder, skops_io.dumps(content))

    with pytest.raises(ForeignClassifierError):
        load_classifier(folder)


@pytest.mark.parametrize("card", ["", "[]", "{}", '{"version": 3}', "\ufffd"])
def test_a_broken_card_is_refused(folder: Path, card: str) -> None:
    """Without a readable card no classifier is loaded."""
    (folder / CARD_FILE).write_text(card, encoding="utf-8")

    with pytest.raises(ForeignClassifierError, match="thẻ"):
        load_classifier(folder)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """The error names what is missing."""
    with pytest.raises(ForeignClassifierError, match="nowhere"):
        load_classifier(tmp_path / "nowhere")
