"""Keeping articles: one row per article, a revision per change, never a deletion."""

from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.article import Article, Author, Revision
from models.crawl import Address, PageSnapshot
from models.organisation import Outlet
from models.records import Credit, ExtractedArticle, ParsedByline
from models.vocabulary import AddressKind, AddressState, ArticleOrigin, ArticleStatus, CreditRole, Genre, Signature
from pipeline.articles.columns import Sighting, work_key
from pipeline.articles.keeping import Fate, keep_article, keep_articles, mark_removed, mark_returned

SEEN = Sighting(datetime(2023, 7, 12, tzinfo=UTC), ArticleOrigin.CRAWLED)
LATER = Sighting(datetime(2023, 7, 20, tzinfo=UTC), ArticleOrigin.CRAWLED)


def make_record(**changes: object) -> ExtractedArticle:
    """A good page of the newspaper."""
    record = ExtractedArticle(
        url="https://baohatinh.vn/thu-gom-rac-post251000.html",
        outlet="baohatinh",
        outlet_article_id="251000",
        title="Thu gom rác ở vùng biển",
        lead="Bà con cùng làm.",
        text="Đoạn một.\n\nĐoạn hai.",
        byline=ParsedByline(
            "Bài, ảnh: Mai Hạ",
            (Credit("Mai Hạ"), Credit("Mai Hạ", CreditRole.PHOTO)),
            Signature.NAMED,
        ),
        published_at=datetime(2023, 7, 11, 3, 0, tzinfo=UTC),
        modified_at=None,
        section="Môi trường",
        tags=("rác thải",),
        genre=Genre.NEWS,
        series=None,
        own_report=True,
        layout="baohatinh-2024",
        provenance={"title": "layout"},
    )
    return replace(record, **changes)


def keep(session: Session, record: ExtractedArticle, sighting: Sighting = SEEN) -> tuple[Article, Fate]:
    """Keep a record at an outlet that exists."""
    session.merge(Outlet(key="baohatinh", name="Báo Hà Tĩnh", hosts=["baohatinh.vn"], is_crawled=True))
    session.flush()
    return keep_article(session, record, sighting)


def make_page_sighting(session: Session) -> Sighting:
    """The sighting of the article's one kept page, the same at every call."""
    snapshot = session.scalar(select(PageSnapshot)) or _add_page(session)
    return Sighting(SEEN.seen_at, ArticleOrigin.CRAWLED, snapshot.address_id, snapshot.id)


def _add_page(session: Session) -> PageSnapshot:
    session.merge(Outlet(key="baohatinh", name="Báo Hà Tĩnh", hosts=["baohatinh.vn"], is_crawled=True))
    session.flush()
    url = "https://baohatinh.vn/thu-gom-rac-post251000.html"
    address = Address(
        outlet_key="baohatinh",
        key="baohatinh:251000",
        url=url,
        kind=AddressKind.ARTICLE,
        state=AddressState.KEPT,
        first_seen_at=SEEN.seen_at,
        last_seen_at=SEEN.seen_at,
    )
    snapshot = PageSnapshot(
        address=address,
        url=url,
        captured_at=SEEN.seen_at,
        http_status=200,
        headers=[],
        sha256="0" * 64,
        length=1,
        warc_name="a.warc.gz",
        warc_offset=0,
        warc_length=1,
    )
    session.add_all([address, snapshot])
    session.flush()
    return snapshot


def test_keeping_the_same_record_twice_changes_nothing(session: Session) -> None:
    """The second time is told as unchanged; there is one article, one revision, one author."""
    _, first = keep(session, make_record())
    _, second = keep(session, make_record(), LATER)

    counts = [session.scalar(select(func.count()).select_from(table)) for table in (Article, Revision, Author)]
    assert (first, second) == (Fate.NEW, Fate.UNCHANGED)
    assert counts == [1, 1, 1]


def test_records_kept_together_end_as_one_after_the_other(session: Session) -> None:
    """New, repeated, changed, known and broken ones in one call: fates, revisions and credits are the same."""
    keep(session, make_record(outlet_article_id="1"))
    records = [
        make_record(),
        make_record(outlet_article_id="1"),
        make_record(text="Đoạn khác."),
        make_record(outlet_article_id="2", byline=ParsedByline("Thu Cúc", (Credit("Thu Cúc"),), Signature.NAMED)),
        make_record(outlet_article_id="3", text="", quarantine="không có nội dung"),
    ]

    fates = keep_articles(session, [(record, LATER) for record in records])

    articles = {article.article_id: article for article in session.scalars(select(Article))}
    assert fates == [Fate.NEW, Fate.UNCHANGED, Fate.CHANGED, Fate.NEW, Fate.QUARANTINED]
    assert {key: len(article.revisions) for key, article in articles.items()} == {"1": 1, "251000": 2, "2": 1, "3": 1}
    assert [credit.author.name for credit in articles["2"].credits] == ["Thu Cúc"]
    assert articles["251000"].credits[0].author is articles["1"].credits[0].author
    assert (articles["3"].status, articles["3"].status_reason) == (ArticleStatus.QUARANTINED, "không có nội dung")


def test_an_edited_text_becomes_a_revision_with_a_diff(session: Session) -> None:
    """The article says it was edited and when; both texts are kept and the diff names the changed paragraph."""
    keep(session, make_record())

    article, fate = keep(session, make_record(text="Đoạn một.\n\nĐoạn hai đã sửa."), LATER)

    session.expire(article)
    assert fate is Fate.CHANGED
    assert (article.status, article.status_since) == (ArticleStatus.EDITED, LATER.seen_at)
    assert [revision.text for revision in article.revisions] == [
        "Đoạn một.\n\nĐoạn hai.",
        "Đoạn một.\n\nĐoạn hai đã sửa.",
    ]
    assert "-Đoạn hai.\n+Đoạn hai đã sửa." in (article.revisions[1].diff or "")


def test_a_removed_article_keeps_its_text_and_may_come_back(session: Session) -> None:
    """Removal and return are states with their instants; saying it twice is no news."""
    article, _ = keep(session, make_record())

    first, second = mark_removed(article, "404", LATER.seen_at), mark_removed(article, "404", LATER.seen_at)

    assert (first, second, article.status) == (True, False, ArticleStatus.REMOVED)
    assert article.text == "Đoạn một.\n\nĐoạn hai."
    assert mark_returned(article, LATER.seen_at)
    assert article.status is ArticleStatus.LIVE


def test_a_quarantined_page_is_kept_with_its_reason_and_freed_by_a_good_one(session: Session) -> None:
    """A page without a date waits; the same page with one is live, and both states are revisions."""
    article, fate = keep(session, make_record(published_at=None, text="", quarantine="không có nội dung"))
    status, reason = article.status, article.status_reason

    _, freed = keep(session, make_record(), LATER)

    assert (fate, status, reason) == (Fate.QUARANTINED, ArticleStatus.QUARANTINED, "không có nội dung")
    assert (freed, article.status) == (Fate.CHANGED, ArticleStatus.LIVE)


def test_a_broken_page_does_not_replace_a_good_text(session: Session) -> None:
    """When a known article's page comes back empty, the text held stays and the reason is noted."""
    article, _ = keep(session, make_record())

    _, fate = keep(session, make_record(text="", quarantine="không có nội dung"), LATER)

    assert fate is Fate.UNCHANGED
    assert article.text == "Đoạn một.\n\nĐoạn hai."
    assert "giữ bản trước" in (article.status_reason or "")


def test_unicode_form_and_tone_placement_make_no_second_work() -> None:
    """hoà and hòa, composed or not, capital or not, give one key; another word gives another."""
    assert work_key("Hoà Bình", None, "thuỷ lợi") == work_key("HÒA BÌNH", None, "thuy\u0309 lợi".replace("ỷ", "ủy"))
    assert work_key("Hoà Bình", None, "x") != work_key("Hoa Bình", None, "x")


def test_a_date_and_genre_told_later_are_taken_over(session: Session) -> None:
    """The same words with the missing facts are a state of their own, but not edited; silence wipes none."""
    keep(session, make_record(published_at=None, genre=None))

    article, told = keep(session, make_record(), LATER)
    _, silent = keep(session, make_record(published_at=None, genre=None, section=None, tags=()), LATER)

    assert (told, silent) == (Fate.CHANGED, Fate.UNCHANGED)
    assert (article.published_at, article.genre) == (datetime(2023, 7, 11, 3, 0, tzinfo=UTC), Genre.NEWS)
    assert (article.section, article.page_tags) == ("Môi trường", ["rác thải"])
    assert (article.status, len(article.revisions)) == (ArticleStatus.LIVE, 2)


def test_a_date_found_by_a_newer_layout_ends_the_quarantine(session: Session) -> None:
    """The same page read anew, now with its date, is live, has that date and one revision."""
    undated = make_record(published_at=None, quarantine="không có ngày đăng")
    keep(session, undated, make_page_sighting(session))

    article, fate = keep(session, make_record(layout="baohatinh-2025"), make_page_sighting(session))

    assert (fate, article.status, article.status_reason) == (Fate.CHANGED, ArticleStatus.LIVE, None)
    assert article.published_at == datetime(2023, 7, 11, 3, 0, tzinfo=UTC)
    assert (article.layout, len(article.revisions)) == ("baohatinh-2025", 1)


def test_reading_the_same_page_better_is_no_edit_by_the_outlet(session: Session) -> None:
    """Words read otherwise from the same snapshot correct the revision in place; the article stays live."""
    keep(session, make_record(text="Menu\n\nĐoạn một."), make_page_sighting(session))

    article, fate = keep(session, make_record(), make_page_sighting(session))

    assert (fate, article.status) == (Fate.CHANGED, ArticleStatus.LIVE)
    assert [revision.text for revision in article.revisions] == ["Đoạn một.\n\nĐoạn hai."]
    assert article.revisions[0].text_sha256 == article.text_sha256


def test_reading_an_old_page_anew_brings_no_removed_article_back(session: Session) -> None:
    """The page was kept before the outlet took the article away, so it says nothing of a return."""
    article, _ = keep(session, make_record(), make_page_sighting(session))
    mark_removed(article, "404", LATER.seen_at)

    _, fate = keep(session, make_record(genre=Genre.FEATURE), make_page_sighting(session))

    assert (fate, article.status, article.genre) == (Fate.CHANGED, ArticleStatus.REMOVED, Genre.FEATURE)


def test_a_broken_page_with_the_same_words_keeps_the_known_date(session: Session) -> None:
    """A page that lost only its date changes nothing of a good article."""
    article, _ = keep(session, make_record())

    _, fate = keep(session, make_record(published_at=None, quarantine="không có ngày đăng"), LATER)

    assert (fate, article.status) == (Fate.UNCHANGED, ArticleStatus.LIVE)
    assert article.published_at is not None


def test_a_page_still_broken_stays_counted_as_waiting(session: Session) -> None:
    """A new title without the missing text is a revision of an article in quarantine; twice the same is no news."""
    keep(session, make_record(text="", quarantine="không có nội dung"))
    retitled = make_record(title="Tên khác", text="", quarantine="không có nội dung")

    article, changed = keep(session, retitled, LATER)
    _, repeated = keep(session, retitled, LATER)

    assert (changed, repeated) == (Fate.QUARANTINED, Fate.UNCHANGED)
    assert (article.status, article.title) == (ArticleStatus.QUARANTINED, "Tên khác")


def test_an_article_in_quarantine_is_never_removed(session: Session) -> None:
    """Removed articles are counted, one that never was complete must not be."""
    article, _ = keep(session, make_record(published_at=None, quarantine="không có ngày đăng"))

    assert not mark_removed(article, "404", LATER.seen_at)

    assert (article.status, article.status_reason) == (ArticleStatus.QUARANTINED, "không có ngày đăng")


def test_an_edited_article_that_comes_back_is_still_edited(session: Session) -> None:
    """Edited twice, taken away and back within one session: three numbered revisions, and told as edited."""
    keep(session, make_record())
    keep(session, make_record(text="Đã sửa."), LATER)
    article, _ = keep(session, make_record(text="Sửa lần nữa."), LATER)
    mark_removed(article, "404", LATER.seen_at)

    _, fate = keep(session, make_record(text="Sửa lần nữa."), LATER)

    assert (fate, article.status) == (Fate.CHANGED, ArticleStatus.EDITED)
    assert [revision.number for revision in article.revisions] == [1, 2, 3]


def test_credits_read_better_replace_the_old_ones(session: Session) -> None:
    """The same printed byline split into other names changes the credits without a revision."""
    joined = ParsedByline("Mai Hạ - Thu Cúc", (Credit("Mai Hạ - Thu Cúc"),), Signature.NAMED)
    parted = replace(joined, credits=(Credit("Mai Hạ"), Credit("Thu Cúc")))
    keep(session, make_record(byline=joined))

    article, fate = keep(session, make_record(byline=parted), LATER)

    assert (fate, article.status) == (Fate.CHANGED, ArticleStatus.LIVE)
    assert [credit.author.name for credit in article.credits] == ["Mai Hạ", "Thu Cúc"]
