"""Articles that a person adds: by an address that the next crawl fetches, or typed in whole."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from crawler.outlet_file import load_outlets
from crawler.run import crawl
from models.article import Article
from models.crawl import Address
from models.database import open_engine
from models.desk import ArticleNote
from models.errors import InputError
from models.organisation import Outlet
from models.records import ExtractedArticle
from models.tag import Match, Tag
from models.vocabulary import AddressState, ArticleOrigin, ArticleStatus, Genre
from pipeline.articles.adding_by_hand import add_by_hand
from pipeline.articles.asking import BY_HAND, NotAnOutletError, ask_for_article, list_asked
from pipeline.articles.columns import Sighting
from pipeline.articles.import_line import MANUAL_OUTLET
from pipeline.articles.keeping import keep_article
from pipeline.articles.lookalikes import find_lookalikes
from pipeline.articles.tagging_new import tag_new
from pipeline.articles.typed_article import TypedArticle, read_typed
from pipeline.config import Config
from pipeline.lock import hold_data_folder
from pipeline.plan_import.importing import import_office_file
from pipeline.works.stage import keep_sketches
from tests.crawler.crawl_site import NOW as NIGHT
from tests.crawler.crawl_site import ORIGIN, Site, Workplace, listing, page
from tests.factories import make_article, make_outlet
from tests.models.office_texts import ORGANISATION_PATH, PLAN_PATH

OUTLETS = load_outlets()
PUBLISHED = datetime(2023, 7, 4, 1, 0, tzinfo=UTC)
URL = "https://baohatinh.vn/thu-gom-rac-thai-nhua-post123456.html"
TYPED = TypedArticle(
    outlet="baohatinh",
    url=URL,
    title="Thu gom rác thải nhựa ở xã ven biển",
    lead="",
    text="Đoàn viên xã Thử thu gom rác thải nhựa.\nHai tấn rác được đưa đi xử lý.",
    byline="Bài, ảnh: An Bình",
    section="Môi trường",
    genre=Genre.NEWS,
    published_at=PUBLISHED,
)


def _add(session: Session, record: ExtractedArticle, now: datetime) -> Article:
    return add_by_hand(session, record, OUTLETS, reason="thấy trên báo in", by="lan", now=now)


def test_an_address_given_by_hand_is_fetched_by_the_next_crawl(tmp_path: Path) -> None:
    """No channel lists it, and yet it is asked for, once, like any other."""
    place = Workplace(tmp_path)
    with Site({"/tin/": listing(), "/an-post7.html": page("Bài bị bỏ sót")}) as site:
        crawl(place.order(site))
        with place.session() as session:
            asked = ask_for_article(
                session, f"{ORIGIN}/an-post7.html?utm_source=x", load_outlets(place.outlets), now=NIGHT
            )
            session.commit()

        crawl(place.order(site))

    assert asked.is_queued
    assert place.address("7").state is AddressState.KEPT
    assert site.paths.count("/an-post7.html") == 1


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8000/quan-tri",
        "http://169.254.169.254/latest/meta-data",
        "file:///etc/passwd",
        "https://baohatinh.vn@evil.example/a-post1.html",
        "https://evil.example/a-post1.html",
        "https://baohatinh.vn:8080/a-post1.html",
        "https://baohatinh.vn/",
        "không phải địa chỉ",
    ],
)
def test_only_articles_of_followed_outlets_can_be_asked_for(session: Session, now: datetime, url: str) -> None:
    """Nobody can make this machine ask another host, a port of its own or a file."""
    with pytest.raises(NotAnOutletError):
        ask_for_article(session, url, OUTLETS, now=now)


def test_an_address_waits_once_and_one_with_an_end_is_asked_again(session: Session, now: datetime) -> None:
    """Given twice it waits once; given again after it was gone it waits anew."""
    first = ask_for_article(session, URL, OUTLETS, now=now)
    second = ask_for_article(session, URL, OUTLETS, now=now)
    address = session.get_one(Address, first.address_id)
    address.state = AddressState.GONE

    third = ask_for_article(session, URL, OUTLETS, now=now)

    assert (first.is_queued, second.is_queued, third.is_queued) == (True, False, True)
    assert session.scalar(select(func.count()).select_from(Address)) == 1
    assert [(one.channel, article_id) for one, article_id in list_asked(session, limit=5)] == [(BY_HAND, None)]


def test_a_held_article_is_not_asked_for_again(session: Session, now: datetime) -> None:
    """The answer leads to the article that is there."""
    asked = ask_for_article(session, URL, OUTLETS, now=now)
    outlet = make_outlet(session, "baohatinh")
    article = make_article(session, outlet=outlet, article_id="123456", address_id=asked.address_id)

    again = ask_for_article(session, URL, OUTLETS, now=now)

    assert (again.article_id, again.is_queued) == (article.id, False)


def test_a_typed_article_is_kept_and_marked(session: Session, now: datetime) -> None:
    """It bears the outlet's own number, its byline is read, who added it and why stays as a note."""
    article = _add(session, read_typed(TYPED, OUTLETS), now)

    assert (article.outlet_key, article.article_id) == ("baohatinh", "123456")
    assert (article.origin, article.status) == (ArticleOrigin.IMPORTED, ArticleStatus.LIVE)
    assert [credit.name for credit in article.credits] == ["An Bình", "An Bình"]
    assert article.text.count("\n\n") == 1
    note = session.scalars(select(ArticleNote)).one()
    assert (note.written_by, note.text) == ("lan", "Bổ sung thủ công: thấy trên báo in")


def test_an_article_from_elsewhere_needs_no_address(session: Session, now: datetime) -> None:
    """One of a printed paper is kept under the outlet of hand-added articles, by its words."""
    article = _add(session, read_typed(replace(TYPED, outlet=MANUAL_OUTLET, url=""), OUTLETS), now)

    assert article.url is None
    assert session.get_one(Outlet, MANUAL_OUTLET).is_crawled is False


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": "  "}, "tiêu đề"),
        ({"text": "", "lead": ""}, "sapo hoặc nội dung"),
        ({"outlet": "bao-la"}, "chọn cơ quan"),
        ({"url": "javascript:alert(1)"}, "http"),
        ({"url": "https://hatinhtv.vn/mot-bai-12"}, "không thuộc cơ quan"),
        ({"outlet": MANUAL_OUTLET}, "không thuộc cơ quan"),
        ({"byline": "x" * 5000}, "quá dài"),
    ],
)
def test_what_is_missing_or_wrong_is_told(changes: dict[str, str], told: str) -> None:
    """Each mistake of the form is one sentence."""
    with pytest.raises(InputError, match=told):
        read_typed(replace(TYPED, **changes), OUTLETS)  # type: ignore[arg-type]  # fields by name


def test_an_article_is_not_added_twice(session: Session, now: datetime) -> None:
    """The second time nothing is written over the first."""
    record = read_typed(TYPED, OUTLETS)
    _add(session, record, now)

    with pytest.raises(InputError, match="đã có"):
        _add(session, replace(record, title="Khác"), now)


def test_without_a_reason_nothing_is_added(session: Session, now: datetime) -> None:
    """A hand-added article must say why it was added."""
    with pytest.raises(InputError, match="vì sao"):
        add_by_hand(session, read_typed(TYPED, OUTLETS), OUTLETS, reason=" ", by="lan", now=now)


def test_articles_that_resemble_a_new_one_are_found(session: Session, now: datetime) -> None:
    """The same number, nearly the same words and the same title are found; another text is not."""
    bao = make_outlet(session, "baohatinh")
    words = " ".join(f"từ{number}" for number in range(200))
    same = make_article(session, "Tên khác", outlet=bao, article_id="123456", published_at=PUBLISHED)
    near = make_article(session, "Tên gần", text=f"{words} thêm vài chữ", published_at=PUBLISHED)
    titled = make_article(session, "THU GOM rác thải nhựa, ở xã ven biển!", published_at=PUBLISHED)
    other = make_article(session, "Bài khác hẳn", text=" ".join(f"chữ{n}" for n in range(200)), published_at=PUBLISHED)
    keep_sketches(session)

    found = find_lookalikes(session, read_typed(replace(TYPED, text=words), OUTLETS), now=now)

    whys = {one.article_id: (one.why, one.is_same) for one in found}
    assert whys[same.id] == ("cùng một bài của báo này", True)
    assert whys[near.id][0].startswith("nội dung giống khoảng 9")
    assert whys[titled.id] == ("cùng tiêu đề", False)
    assert other.id not in whys


def test_the_page_of_a_typed_article_corrects_it_without_calling_it_edited(session: Session, now: datetime) -> None:
    """When the collector meets the page, the outlet's words and the capture join what was typed."""
    record = read_typed(TYPED, OUTLETS)
    article = _add(session, record, now)
    asked = ask_for_article(session, URL, OUTLETS, now=now)
    seen = Sighting(seen_at=now, origin=ArticleOrigin.CRAWLED, address_id=asked.address_id)

    kept, _ = keep_article(session, replace(record, text="Lời của trang báo."), seen)

    assert kept.id == article.id
    assert (kept.text, kept.status) == ("Lời của trang báo.", ArticleStatus.LIVE)
    assert kept.address_id == asked.address_id
    assert kept.origin is ArticleOrigin.IMPORTED


@pytest.fixture
def office(sqlite_url: str, now: datetime) -> Engine:
    """A database with the shipped plan and organisation and one typed article."""
    engine = open_engine(sqlite_url)
    with Session(engine) as session, session.begin():
        import_office_file(session, ORGANISATION_PATH, now=now)
        import_office_file(session, PLAN_PATH, now=now)
        _add(session, read_typed(TYPED, OUTLETS), now)
    return engine


def test_a_new_article_is_tagged_and_counted_at_once(office: Engine, tmp_path: Path, now: datetime) -> None:
    """It gets its proposals and its place in the plan without waiting for the night."""
    with Session(office) as session:
        article_id = session.scalars(select(Article.id)).one()

    done = tag_new(Config(data=tmp_path), office, article_id, None, now=now)

    with Session(office) as session:
        assert done
        assert session.scalars(select(Tag.code).where(Tag.code == "HD06")).all() == ["HD06"]
        assert session.scalar(select(func.count()).select_from(Match)) == 1


def test_while_a_night_runs_the_new_article_is_left_to_it(office: Engine, tmp_path: Path, now: datetime) -> None:
    """Two programs do not tag one article at the same time."""
    with hold_data_folder(tmp_path):
        done = tag_new(Config(data=tmp_path), office, 1, None, now=now)

    with Session(office) as session:
        assert not done
        assert session.scalar(select(func.count()).select_from(Tag)) == 0
