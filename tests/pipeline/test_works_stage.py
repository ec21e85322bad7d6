"""Works in the database: only new texts are read, what is found is what all texts together give, series are stored."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import Session

from crawler.bylines import parse_byline
from crawler.extract.series import read_series
from models.article import Article
from models.sketch import TextSketch
from pipeline.articles.keeping import Fate, keep_article
from pipeline.works.joining import JOINED
from pipeline.works.stage import find_works
from tests import factories as make
from tests.pipeline.test_keeping import SEEN, make_record

FIRST = datetime(2023, 3, 5, 1, 0, tzinfo=UTC)
STORY = " ".join(f"từ{number} của câu chuyện" for number in range(60))


def keep(session: Session, title: str, text: str = STORY, *, hours: float = 0, **changes: object) -> Article:
    """Keep an article published some hours after the first."""
    digest = sha256(f"{title}\n{text}".encode()).hexdigest()
    changes = {"text_key": digest, "text_sha256": digest} | changes
    return make.make_article(session, title, text=text, published_at=FIRST + timedelta(hours=hours), **changes)


def series_of(session: Session) -> list[tuple[str | None, int | None, bool]]:
    """Return what is stored of each article's series, by id."""
    session.expire_all()
    return [
        (one.series_key, one.series_part, one.series_last)
        for one in session.scalars(select(Article).order_by(Article.id))
    ]


def test_a_second_night_reads_only_what_is_new_or_changed(session: Session) -> None:
    """Texts already sketched are not read again; an edited one is."""
    known, edited = keep(session, "A"), keep(session, "B", "Lời khác " * 60, hours=1)
    first = find_works(session)

    edited.text, edited.text_sha256 = STORY + " thêm một câu", "1" * 64
    copy = keep(session, "C", STORY.replace("từ7 ", "chữ7 "), hours=2)
    second = find_works(session)

    session.expire_all()
    assert (first.sketched, first.reprints, second.sketched, second.reprints) == (2, 0, 2, 2)
    assert (edited.duplicate_of_id, copy.duplicate_of_id) == (known.id, known.id)
    assert find_works(session).sketched == 0


def test_an_earlier_publication_kept_later_becomes_the_first(session: Session) -> None:
    """Pointers follow time of publication, not the order of finding, and always lead to the first itself."""
    late, later = keep(session, "A", hours=5), keep(session, "B", hours=9)
    find_works(session)

    first = keep(session, "C", hours=1)
    find_works(session)

    session.expire_all()
    assert [one.duplicate_of_id for one in (first, late, later)] == [None, first.id, first.id]


def test_sketches_of_an_older_recipe_are_made_again(session: Session) -> None:
    """A changed way of sketching does not compare with what was kept before."""
    article = keep(session, "A")
    find_works(session)
    session.get_one(TextSketch, article.id).recipe = "cũ"
    session.flush()

    assert find_works(session).sketched == 1


def test_parts_of_a_series_bear_one_key_and_the_pages_word_is_kept(session: Session) -> None:
    """The joined key replaces the page's, the provenance tells what the page said, a second joining changes nothing."""
    keep(session, "Giữ rừng già (bài 1): Lửa", "Một", authors=("Thu",), series_key="giu-rung-gia", series_part=1)
    last = keep(session, "Bài cuối: Gió", "Hai", hours=30, authors=("Thu",), series_key="gio", series_last=True)

    found = [find_works(session).series for _ in range(2)]

    assert found == [1, 1]
    assert series_of(session) == [("giu-rung-gia", 1, False), ("giu-rung-gia", None, True)]
    assert last.provenance["series"] == JOINED + "gio"


def test_a_series_named_by_section_or_tag_is_found(session: Session) -> None:
    """Outlets give a series its own section or tag; other authors write the parts."""
    for number, where in enumerate(({}, {"section": "Giữ rừng già"}, {"page_tags": ["lửa", "giữ rừng già"]}), 1):
        title = "Giữ rừng già - Bài 1: Lửa" if number == 1 else f"Bài {number}: Gió {number}"
        keep(session, title, f"Chuyện {number}", hours=30 * number, authors=(f"Tên {number}",), **where)

    find_works(session)

    assert [key for key, *_ in series_of(session)] == ["giu-rung-gia"] * 3


def test_a_joining_that_no_longer_holds_is_undone(session: Session) -> None:
    """When the part before turns out to be of another author, the page's own key comes back."""
    first = keep(session, "Bài 1: Lửa", "Một", authors=("Thu",), series_key="lua", series_part=1)
    keep(session, "Bài 2: Gió", "Hai", hours=30, authors=("Thu",), series_key="gio", series_part=2)
    find_works(session)
    joined = series_of(session)

    first.title = "Lửa"
    session.flush()
    find_works(session)

    assert joined == [("lua", 1, False), ("lua", 2, False)]
    assert series_of(session)[1] == ("gio", 2, False)
    assert "series" not in session.get_one(Article, first.id + 1).provenance


def test_a_reprinted_part_bears_the_key_of_its_series_at_the_first_outlet(session: Session) -> None:
    """What another outlet took over is the same part."""
    keep(session, "Giữ rừng già (bài 1): Lửa", "Một", series_key="giu-rung-gia", series_part=1)
    keep(session, "Bài 2: Gió", hours=30, series_key="gio", series_part=2, lead="Tiếp loạt bài Giữ rừng già.")
    other = make.make_outlet(session, "dai", "Đài Thử")
    keep(session, "Bài 2: Gió", hours=35, outlet=other, series_key="gio", series_part=2)

    find_works(session)

    assert [key for key, *_ in series_of(session)] == ["giu-rung-gia"] * 3


def test_a_title_read_by_an_older_program_or_typed_by_hand_is_read_again(session: Session) -> None:
    """The mark stands in the headline, whether or not anybody noted it."""
    keep(session, "Giữ rừng già - Bài 2 (bài cuối): Gió")

    find_works(session)

    assert series_of(session) == [("giu-rung-gia", 2, True)]


def test_reading_a_page_of_a_joined_series_again_is_no_news(session: Session) -> None:
    """The page still says its own key; the next joining puts the series' key back."""
    keep(session, "Giữ rừng già (bài 1): Lửa", "Một", authors=("Thu",), outlet=make.make_outlet(session, "baohatinh"))
    title = "Bài 2: Gió"
    page = make_record(title=title, series=read_series(title), byline=parse_byline("Thu"), published_at=FIRST)
    article, _ = keep_article(session, page, SEEN)
    find_works(session)
    joined = series_of(session)[1]

    fate = keep_article(session, page, SEEN)[1]
    find_works(session)

    assert fate is Fate.UNCHANGED
    assert joined == series_of(session)[1] == ("giu-rung-gia", 2, False)
    assert article.provenance["series"] == JOINED + "gio"
