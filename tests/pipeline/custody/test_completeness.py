"""The certificate of a night and of a period, from what each channel was seen to list."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from models.crawl import Address, AddressSighting, ListingVisit
from models.night import Run
from models.vocabulary import AddressState
from pipeline.custody.certificate import Certificate, Channel, Counts, OneNight, OutletLine, Period
from pipeline.custody.completeness import find_last_night, read_completeness
from pipeline.custody.telling import lay_certificate, summarise_outlet, tell_certificate
from reports.documents.record import Note, Table
from tests import factories as make
from tests.pipeline.custody.looks import make_address, make_snapshot

FIRST = datetime.fromisoformat("2023-03-05T20:00:00+00:00")
NIGHT = timedelta(days=1)
LATER = FIRST + 30 * NIGHT


def start_night(session: Session, at: datetime, *, pass_start: datetime | None = None) -> Run:
    """Make a run whose crawl began a pass, or went on with an interrupted one, and came to its end."""
    make.make_outlet(session)
    started = (pass_start or at).timestamp()
    return make.make_run(session, {("bao", "started"): started, ("bao", "finished"): 1.0}, started_at=at)


def list_articles(
    session: Session, run: Run, channel: Channel, addresses: Sequence[Address], *, pages: int = 1
) -> None:
    """Note that a channel listed some articles in a run, on one list."""
    for address in addresses:
        session.add(AddressSighting(run_id=run.id, channel=channel.value, address_id=address.id))
    url = f"https://bao.example/{channel.value}"
    visit = ListingVisit(run_id=run.id, outlet_key="bao", channel=channel.value, url=url, pages=pages)
    visit.listed, visit.reached_known = len(addresses), False
    session.add(visit)
    session.flush()


def make_held(session: Session, key: str, run: Run, **changes: object) -> Address:
    """Make an article that was kept and read in a run."""
    address = make_address(session, key, first_seen_at=run.started_at, **changes)
    snapshot = make_snapshot(session, address, run.started_at, run_id=run.id)
    make.make_article(session, key, address_id=address.id, snapshot_id=snapshot.id, published_at=run.started_at)
    return address


def read_outlet(session: Session, scope: OneNight | Period) -> OutletLine:
    """Return the only outlet's line."""
    (line,) = read_completeness(session, scope, LATER).outlets
    return line


def count_of(line: OutletLine, channel: Channel) -> Counts:
    """Return a channel's counts."""
    return next(one.counts for one in line.channels if one.channel is channel)


def test_each_listed_article_comes_to_one_end(session: Session) -> None:
    """Held, missing, error or no article; together they are what was listed."""
    run = start_night(session, FIRST)
    new = {"first_seen_at": FIRST}
    addresses = [
        make_held(session, "held", run),
        make_held(session, "gone-later", run, state=AddressState.GONE),
        make_address(session, "twice", state=AddressState.DUPLICATE, **new),
        make_address(session, "waits", state=AddressState.QUEUED, **new),
        make_address(session, "gone-before", state=AddressState.GONE, **new),
        make_address(session, "fails", state=AddressState.FAILED, reason="timeout", **new),
        make_address(session, "forbidden", state=AddressState.ROBOTS, **new),
        make_address(session, "large", state=AddressState.DROPPED, reason="too_large", **new),
        make_address(session, "programme", state=AddressState.DROPPED, reason="trang danh sách", **new),
    ]
    list_articles(session, run, Channel.SECTION, addresses)

    line = read_outlet(session, OneNight(run.id))

    assert count_of(line, Channel.SECTION) == Counts(listed=9, held=3, missing=2, errors=3, no_articles=1)
    assert line.new == 8


def test_channels_are_told_apart_and_joined_without_counting_twice(session: Session) -> None:
    """An article in two channels is one of the outlet's."""
    run = start_night(session, FIRST)
    one, two, three = (make_held(session, key, run) for key in ("1", "2", "3"))
    list_articles(session, run, Channel.SITEMAP, [one, two])
    list_articles(session, run, Channel.SECTION, [two, three])
    list_articles(session, run, Channel.FEED, [], pages=0)

    line = read_outlet(session, OneNight(run.id))

    assert [(c.channel, c.lists, c.broken_lists, c.counts.listed) for c in line.channels] == [
        (Channel.FEED, 1, 1, 0),
        (Channel.SITEMAP, 1, 0, 2),
        (Channel.SECTION, 1, 0, 2),
    ]
    assert line.counts.listed == 3
    assert line.estimate is not None
    assert (line.estimate.first, line.estimate.both, line.estimate.seen) == (("section",), 1, 3)


def test_the_estimate_of_a_night_is_about_its_new_articles(session: Session) -> None:
    """What earlier nights found is listed again by the sitemap only, and would look like a fault of the others."""
    first, second = start_night(session, FIRST), start_night(session, FIRST + NIGHT)
    old = [make_held(session, f"old-{n}", first) for n in range(5)]
    new = [make_held(session, f"new-{n}", second) for n in range(3)]
    list_articles(session, first, Channel.SITEMAP, old)
    list_articles(session, second, Channel.SITEMAP, [*old, *new])
    list_articles(session, second, Channel.SECTION, new)

    line = read_outlet(session, OneNight(second.id))

    assert (line.counts.listed, line.new) == (8, 3)
    assert line.estimate is not None
    assert (line.estimate.both, line.estimate.missed) == (3, 0.0)


def test_what_was_kept_later_was_missing_that_night(session: Session) -> None:
    """The certificate of a night stays what it was."""
    first, second = start_night(session, FIRST), start_night(session, FIRST + NIGHT)
    late = make_address(session, "late", first_seen_at=FIRST)
    snapshot = make_snapshot(session, late, FIRST + NIGHT, run_id=second.id)
    make.make_article(session, "late", address_id=late.id, snapshot_id=snapshot.id)
    for run in (first, second):
        list_articles(session, run, Channel.SECTION, [late])

    told = [read_outlet(session, OneNight(run.id)).counts for run in (first, second)]

    assert [(counts.held, counts.missing) for counts in told] == [(0, 1), (1, 0)]


def test_an_interrupted_run_belongs_to_the_night_that_took_it_up(session: Session) -> None:
    """Lists read before the kill are not read again: both runs are one night."""
    killed = start_night(session, FIRST)
    finished = start_night(session, FIRST + timedelta(hours=2), pass_start=FIRST)
    one, two = make_held(session, "1", killed), make_held(session, "2", finished)
    list_articles(session, killed, Channel.SITEMAP, [one, two])
    list_articles(session, finished, Channel.SECTION, [two])

    line = read_outlet(session, OneNight(finished.id))

    assert (line.counts.listed, line.new) == (2, 2)
    assert [channel.channel for channel in line.channels] == [Channel.SITEMAP, Channel.SECTION]


def test_a_period_is_about_the_articles_of_its_days(session: Session) -> None:
    """Whichever night listed them; the day an article was listed counts while it is not read."""
    first, second = start_night(session, FIRST), start_night(session, FIRST + 3 * NIGHT)
    inside = make_held(session, "1", first)
    outside = make_held(session, "2", second)
    unread = make_address(session, "3", state=AddressState.QUEUED, listed_on=date(2023, 3, 6), first_seen_at=LATER)
    unlisted = make_address(session, "4", state=AddressState.QUEUED, first_seen_at=FIRST)
    list_articles(session, first, Channel.SECTION, [inside, unlisted])
    list_articles(session, second, Channel.SITEMAP, [inside, outside, unread])

    line = read_outlet(session, Period(date(2023, 3, 6), date(2023, 3, 7)))

    assert (count_of(line, Channel.SECTION).listed, count_of(line, Channel.SITEMAP).listed) == (2, 2)
    assert line.counts == Counts(listed=3, held=1, missing=2, errors=0, no_articles=0)


def test_a_night_before_channels_were_noted_says_so(session: Session) -> None:
    """Nothing is made up where nothing is known."""
    run = make.make_run(session, {("bao", "listed"): 20.0})
    make.make_outlet(session)

    certificate = read_completeness(session, OneNight(run.id), LATER)

    assert certificate.outlets == ()
    assert "không có số liệu từng nguồn" in " ".join(tell_certificate(certificate))


def test_the_last_night_is_the_last_crawl_that_ended(session: Session) -> None:
    """A run without a crawl, or one that was killed, is not it."""
    finished = start_night(session, FIRST)
    make.make_run(session, {("bao", "started"): FIRST.timestamp()})

    assert find_last_night(session) == finished.id


@pytest.fixture
def certificate(session: Session) -> Certificate:
    """A night in which section pages and sitemap overlap in part."""
    run = start_night(session, FIRST)
    articles = [make_held(session, str(n), run) for n in range(12)]
    list_articles(session, run, Channel.SECTION, articles[:10])
    list_articles(session, run, Channel.SITEMAP, articles[2:])
    return read_completeness(session, OneNight(run.id), LATER)


def test_the_certificate_is_told_in_plain_words(certificate: Certificate) -> None:
    """What was listed and held, what was missed by estimate with its interval, and what to beware of."""
    title, held, missed, untested, limits = tell_certificate(certificate)

    assert title.startswith("Độ đầy đủ của lượt thu thập số ")
    assert held == "Báo Thử: các nguồn nêu 12 bài; đã lưu 12, còn thiếu 0, lỗi 0."
    assert missed == (
        "Báo Thử: ước lượng các nguồn bỏ sót khoảng 0 bài ngoài 12 bài mới đã thấy (khoảng tin cậy 95 %: từ 0 đến 6), "
        "so trang chuyên mục (10 bài) với sơ đồ trang (10 bài): 8 bài có ở cả hai."
    )
    assert "không có nguồn thứ ba" in untested
    assert "không phụ thuộc nhau" in limits


def test_the_night_tells_each_outlet_in_one_sentence(certificate: Certificate) -> None:
    """For the morning's summary."""
    (line,) = certificate.outlets

    assert summarise_outlet(line) == (
        "Các nguồn nêu 12 bài: đã lưu 12, còn thiếu 0, lỗi 0; ước lượng các nguồn bỏ sót 0 bài mới (từ 0 đến 6)."
    )


def test_the_certificate_is_laid_for_documents(certificate: Certificate) -> None:
    """A table with a line for each channel and one for all, then the sentences."""
    table, *_, note = lay_certificate(certificate)

    assert isinstance(table, Table)
    assert [[cell.value for cell in row.cells] for row in table.rows] == [
        ["Báo Thử"],
        ["Sơ đồ trang", 1, 0, 10, 10, 0, 0, 0],
        ["Trang chuyên mục", 1, 0, 10, 10, 0, 0, 0],
        ["Các nguồn, không trùng", None, None, 12, 12, 0, 0, 0],
    ]
    assert isinstance(note, Note)
