"""Reviews become lessons, carried over to the next plan; releases can be undone."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Plan
from models.records import RELEVANT
from models.tag import ClassifierRelease, Review
from models.vocabulary import ReviewDecision, TagAxis
from pipeline.plan_import.importing import import_office_file
from pipeline.training.importing import ReviewLine, UnknownCodeError, import_reviews
from pipeline.training.releases import UnknownClassifierError, find_current, list_classifiers, restore_classifier
from pipeline.training.reviewed import gather_reviewed
from tests import factories as make

PLANS = Path(__file__).parents[2] / "plans"
NOW = datetime(2023, 7, 1, tzinfo=UTC)
ACCEPT, REJECT = ReviewDecision.ACCEPT, ReviewDecision.REJECT


@pytest.fixture
def plan(session: Session, now: datetime) -> Plan:
    """The shipped plan with its organisation."""
    import_office_file(session, PLANS / "to-chuc-2023.yaml", now=now)
    import_office_file(session, PLANS / "ke-hoach-2023.yaml", now=now)
    return session.scalars(select(Plan)).one()


def test_a_reviewed_article_is_a_lesson_with_the_codes_accepted(session: Session, plan: Plan) -> None:
    """What was rejected or not asked is no label; an article nobody placed in the sector is no lesson."""
    read, unread = make.make_article(session), make.make_article(session)
    make.make_review(session, read, plan, TagAxis.RELEVANT, RELEVANT, decision=ACCEPT)
    make.make_review(session, read, plan, TagAxis.ROW, "HD06", decision=ACCEPT)
    make.make_review(session, read, plan, TagAxis.ROW, "ND07", decision=REJECT)
    make.make_review(session, unread, plan, TagAxis.ROW, "HD06", decision=REJECT)

    lessons = gather_reviewed(session, plan)

    assert [(one.article_id, one.gold.relevant, one.gold.rows) for one in lessons] == [(read.id, True, {"HD06"})]


def test_an_answer_on_other_words_is_no_lesson(session: Session, plan: Plan) -> None:
    """The article was edited after it was read."""
    article = make.make_article(session)
    make.make_review(session, article, plan, TagAxis.RELEVANT, RELEVANT, decision=ACCEPT)
    article.text_sha256 = "f" * 64
    session.flush()

    assert gather_reviewed(session, plan) == []


def test_last_years_answers_teach_next_years_rows(session: Session, plan: Plan, tmp_path: Path, now: datetime) -> None:
    """A row renamed in the new plan takes over the labels of the row it continues."""
    article = make.make_article(session)
    make.make_review(session, article, plan, TagAxis.RELEVANT, RELEVANT, decision=ACCEPT)
    make.make_review(session, article, plan, TagAxis.ROW, "HD06", decision=ACCEPT)
    later = _next_year(session, tmp_path, now)

    lessons = gather_reviewed(session, later)

    assert [one.gold.rows for one in lessons] == [{"RAC"}]


def _next_year(session: Session, folder: Path, now: datetime) -> Plan:
    text = (PLANS / "ke-hoach-2023.yaml").read_text(encoding="utf-8")
    text = text.replace("code: KH-2023", "code: KH-2024", 1).replace("HD06", "RAC")
    text = text.replace("- code: RAC\n", "- code: RAC\n    same_as: KH-2023/HD06\n", 1)
    path = folder / "ke-hoach-2024.yaml"
    path.write_text(text, encoding="utf-8")
    import_office_file(session, path, now=now)
    return session.scalars(select(Plan).where(Plan.code == "KH-2024")).one()


def test_reviews_from_a_file_answer_what_was_proposed_too(session: Session, plan: Plan) -> None:
    """Codes given are accepted, proposed ones left out are rejected, an unknown address is counted."""
    article = make.make_article(session, url="https://bao.vn/a-1.html")
    make.make_tag(session, article, plan, TagAxis.ROW, "ND07")
    lines = [
        ReviewLine("https://bao.vn/a-1.html", relevant=True, rows=frozenset({"HD06"}), fields=frozenset()),
        ReviewLine("https://bao.vn/khong-co", relevant=False, rows=frozenset(), fields=frozenset()),
    ]

    counts = import_reviews(session, plan, lines, by="thu", now=NOW)

    given = session.execute(select(Review.code, Review.decision, Review.decided_by).order_by(Review.code)).all()
    assert dict(counts) == {"answered": 1, "unknown": 1}
    assert [tuple(one) for one in given] == [
        ("HD06", ACCEPT, "thu"),
        ("ND07", REJECT, "thu"),
        (RELEVANT, ACCEPT, "thu"),
    ]


def test_reviews_with_an_unknown_code_change_nothing(session: Session, plan: Plan) -> None:
    """A typing error is told before anything is written."""
    line = ReviewLine("https://bao.vn/a", relevant=True, rows=frozenset({"HD99"}), fields=frozenset())

    with pytest.raises(UnknownCodeError, match="HD99"):
        import_reviews(session, plan, [line], by="thu", now=NOW)

    assert session.scalars(select(Review)).all() == []


def test_the_shipped_classifier_works_until_another_is_released(session: Session, tmp_path: Path) -> None:
    """Restoring the shipped one writes a release and makes it current; a version nobody knows is refused."""
    shipped = find_current(session, tmp_path)

    with pytest.raises(UnknownClassifierError, match="Không có bộ phân loại «x»"):
        restore_classifier(session, tmp_path, "x", by="thu", now=NOW)
    session.add_all(_releases(session, "cu", "moi"))
    session.flush()

    assert find_current(session, tmp_path) == tmp_path / "moi"
    assert shipped.name == "starter"


def _releases(session: Session, *versions: str) -> list[ClassifierRelease]:
    return [
        ClassifierRelease(
            version=make.make_classifier(session, version).version,
            released_at=NOW,
            released_by="thu",
            reason="thử",
            measured={},
        )
        for version in versions
    ]


def test_going_back_to_the_shipped_classifier_is_a_release_of_its_own(session: Session, tmp_path: Path) -> None:
    """History grows; the list shows which one is at work."""
    import json

    version = json.loads((find_current(session, tmp_path) / "card.json").read_text("utf-8"))["version"]

    restore_classifier(session, tmp_path, version, by="thu", now=NOW)

    assert [(one.version, one.is_current, one.released_by) for one in list_classifiers(session, tmp_path)] == [
        (version, True, "thu")
    ]
