"""What a person puts right stays right, the original beside it; waiting articles are mended by hand and released."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from models.article import Article, ArticleState, Revision
from models.clock import day_start
from models.desk import ArticleCorrection
from models.errors import InputError
from models.records import ExtractedArticle
from models.vocabulary import ArticleOrigin, ArticleStatus, Certainty, CorrectedField, Genre, ReadingState
from pipeline.articles.columns import Sighting
from pipeline.articles.keeping import keep_article
from pipeline.reviews.correcting import Correction, correct_article, release_article, undo_correction
from tests import factories as make
from tests.pipeline.reviews.conftest import Office

PAGE = ExtractedArticle(
    url="https://bao.example/a-post1.html",
    outlet="bao",
    outlet_article_id="1",
    title="Ra quân làm sạch biển",
    lead="Sáng nay, thanh niên ra quân.",
    text="Hơn 200 người tham gia.",
    byline=None,
    published_at=datetime(2023, 3, 5, 1, 0, tzinfo=UTC),
    modified_at=None,
    section=None,
    tags=(),
    genre=Genre.NEWS,
    series=None,
    own_report=None,
    layout="test",
    provenance={"published_at": "meta", "title": "h1"},
)


def read(office: Office, page: ExtractedArticle = PAGE) -> Article:
    """Keep what a page says, as the night does."""
    make.make_outlet(office.session)
    sighting = Sighting(office.tick(), ArticleOrigin.CRAWLED)
    return keep_article(office.session, page, sighting)[0]


def correct(office: Office, article: Article, field: CorrectedField, value: str | datetime | None) -> str | None:
    """Put one fact right."""
    change = Correction(field, value)
    return correct_article(office.session, office.plan, article.id, [change], by="lan", now=office.tick())


def test_a_corrected_date_moves_the_article_in_the_plan_and_keeps_the_original(office: Office) -> None:
    """Out of the plan's year it no longer counts; what the page said stands beside it."""
    article = office.keep()
    office.accept(article)

    correct(office, article, CorrectedField.PUBLISHED_AT, datetime(2022, 12, 31, 5, tzinfo=UTC))

    kept = office.session.scalars(select(ArticleCorrection)).one()
    assert office.matches() == {}
    assert (kept.before["value"], kept.corrected_by) == ("2023-03-05T01:00:00+00:00", "lan")
    assert office.states() == {article.id: ReadingState.ANSWERED}


def test_a_corrected_byline_is_read_into_credits(office: Office) -> None:
    """Names, roles and the kind of signature follow the new line."""
    article = read(office, PAGE)

    correct(office, article, CorrectedField.BYLINE, "Thu Hà - Văn Đức")

    assert [credit.name for credit in article.credits] == ["Thu Hà", "Văn Đức"]
    assert article.byline == "Thu Hà - Văn Đức"


@pytest.mark.parametrize(
    ("field", "value", "column"),
    [
        (CorrectedField.PUBLISHED_AT, datetime(2023, 3, 4, 5, tzinfo=UTC), "published_at"),
        (CorrectedField.BYLINE, "Thu Hà", "byline"),
        (CorrectedField.GENRE, "phong_su", "genre"),
    ],
)
def test_a_later_reading_of_the_page_does_not_overwrite_a_correction(
    office: Office, field: CorrectedField, value: str | datetime, column: str
) -> None:
    """Another page of the outlet with other words comes in: the words change, the corrected fact stays."""
    article = read(office)
    correct(office, article, field, value)
    corrected = getattr(article, column)

    read(office, replace(PAGE, text="Hơn 300 người tham gia.", genre=Genre.FEATURE))

    assert getattr(article, column) == corrected
    assert article.text == "Hơn 300 người tham gia."
    assert len(article.credits) == (1 if field is CorrectedField.BYLINE else 0)


def test_undoing_a_correction_lets_the_page_speak_again(office: Office) -> None:
    """The first value and its rule are back, and the next reading may change it."""
    article = read(office)
    batch = correct(office, article, CorrectedField.GENRE, "phong_su")
    assert batch is not None

    undo_correction(office.session, office.plan, article.id, batch, by="lan", now=office.tick())

    assert (article.genre, article.provenance["published_at"]) == (Genre.NEWS, "meta")
    read(office, replace(PAGE, genre=Genre.FEATURE))
    assert article.genre is Genre.FEATURE
    assert len(office.session.scalars(select(ArticleCorrection)).all()) == 2


def test_an_older_correction_cannot_be_undone_past_a_newer_one(office: Office) -> None:
    """The newest goes first."""
    article = read(office)
    older = correct(office, article, CorrectedField.GENRE, "phong_su")
    correct(office, article, CorrectedField.GENRE, "bai")
    assert older is not None

    with pytest.raises(InputError, match="sửa lại sau đó"):
        undo_correction(office.session, office.plan, article.id, older, by="lan", now=office.tick())

    assert article.genre is Genre.FEATURE


def test_an_earlier_report_finds_the_fact_as_it_was(office: Office) -> None:
    """The state before and the state after are both noted, each from its instant."""
    article = read(office)
    before = office.at
    correct(office, article, CorrectedField.GENRE, "phong_su")

    query = select(ArticleState).where(ArticleState.article_id == article.id).order_by(ArticleState.id)
    states = office.session.scalars(query).all()

    assert [state.values["genre"] for state in states] == ["tin", "phong_su"]
    assert states[0].since <= before < states[1].since


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (CorrectedField.PUBLISHED_AT, datetime(2033, 1, 1, tzinfo=UTC), "không thể đúng"),
        (CorrectedField.GENRE, "thơ", "Không có thể loại"),
        (CorrectedField.BYLINE, "A" * 500, "dài quá"),
        (CorrectedField.TEXT, "Chữ mới", "chờ xem lại"),
    ],
)
def test_what_cannot_be_is_refused(office: Office, field: CorrectedField, value: object, said: str) -> None:
    """A date to come, an unknown genre, an endless byline, words of a complete article."""
    article = read(office)

    with pytest.raises(InputError, match=said):
        correct(office, article, field, value)  # type: ignore[arg-type]  # values of several kinds

    assert office.session.scalars(select(ArticleCorrection)).all() == []


def test_a_value_that_stands_already_is_no_correction(office: Office) -> None:
    """Sending the form unchanged writes nothing."""
    article = read(office)

    assert correct(office, article, CorrectedField.GENRE, "tin") is None


def test_a_waiting_article_is_mended_and_released(office: Office) -> None:
    """With title, date and body it counts; the same page read again takes none of it back."""
    article = read(office, replace(PAGE, title=None, published_at=None, quarantine="thiếu tiêu đề, ngày"))
    with pytest.raises(InputError, match="tiêu đề, ngày đăng"):
        release_article(office.session, office.plan, article.id, now=office.tick())
    changes = [
        Correction(CorrectedField.TITLE, "Ra quân  làm sạch biển"),
        Correction(CorrectedField.TEXT, "Đoạn một.\n\n\nĐoạn hai."),
        Correction(CorrectedField.PUBLISHED_AT, day_start(PAGE.published_at.date()) + timedelta(hours=8)),  # type: ignore[union-attr]  # it has one
    ]
    correct_article(office.session, office.plan, article.id, changes, by="lan", now=office.tick())

    release_article(office.session, office.plan, article.id, now=office.tick())

    read(office, replace(PAGE, title=None, published_at=None, quarantine="thiếu tiêu đề, ngày"))
    assert article.status is ArticleStatus.LIVE
    assert (article.title, article.text) == ("Ra quân làm sạch biển", "Đoạn một.\n\nĐoạn hai.")
    numbers = select(Revision.number).where(Revision.article_id == article.id).order_by(Revision.number)
    assert office.session.scalars(numbers).all() == [1, 2]
    office.accept_rows(article, "ND01")
    assert office.matches() == {(article.id, "ND01"): Certainty.CONFIRMED}


def test_a_correction_is_undone_on_its_own_article_only(office: Office) -> None:
    """The address of another article takes nothing back."""
    article = read(office)
    batch = correct(office, article, CorrectedField.GENRE, "phong_su")
    assert batch is not None

    with pytest.raises(InputError, match="Không có lần sửa này"):
        undo_correction(office.session, office.plan, article.id + 1, batch, by="lan", now=office.tick())
