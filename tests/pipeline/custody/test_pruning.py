"""Only what can be made again and was not handed over is ever removed."""

import os
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from pipeline.config import Config
from pipeline.custody.pruning import Found, PrunedKind, find_prunable, remove_found
from pipeline.reporting.orders import Ordered, ReportWish
from pipeline.reporting.shelf import place_order, write_json
from tests import factories as make
from tests.factories import CLASSIFIER

NOW = datetime(2025, 1, 15, 2, tzinfo=UTC)
REPORTS = ("bao-cao-KH-2023_2023-01-01_2023-12-31.docx", "bao-cao-KH-2023_2023-01-01_2023-12-31.html")
WISH = ReportWish(Ordered.EVIDENCE, "KH-2023", NOW)


def lay(path: Path, at: datetime = NOW, content: bytes = b"x") -> Path:
    """Lay down a file as of an instant."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, (at.timestamp(), at.timestamp()))
    os.utime(path.parent, (at.timestamp(), at.timestamp()))
    return path


def lay_night(config: Config, day: date) -> Path:
    """Lay down what a night writes."""
    at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
    for name in REPORTS:
        lay(config.report_folder / f"{day}" / name, at)
    lay(config.digest_folder / f"{day}.html", at)
    return config.report_folder / f"{day}"


def lay_order(config: Config, at: datetime, *, files: Sequence[str] = (), problem: str | None = None) -> Path:
    """Lay down a report ordered at the desk that ended, with the files it brought."""
    folder = place_order(config.order_folder, WISH, by="lan", now=at)
    for name in files:
        lay(folder / "tep" / name, at)
    write_json(folder / "outcome.json", {"told": [], "problem": problem})
    return folder


def names(found: Sequence[Found], *, going: bool) -> list[tuple[PrunedKind, str]]:
    """Return what goes, or what stays of the same kinds and age."""
    return [(one.kind, one.path.name) for one in found if (one.reason is None) is going]


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An installation's data folder."""
    return Config(data=tmp_path / "data")


def find(session: Session, config: Config, days: int = 365) -> tuple[Found, ...]:
    """Look for what is older than a year."""
    return find_prunable(session, config, older_than_days=days, now=NOW)


def test_what_the_nights_laid_down_goes_when_it_is_old(session: Session, config: Config) -> None:
    """Reports can be made again as of any instant, summaries are read in the morning."""
    lay_night(config, date(2023, 12, 31))
    lay_night(config, date(2024, 6, 1))

    found = find(session, config)

    assert names(found, going=True) == [
        (PrunedKind.DIGEST, "2023-12-31.html"),
        (PrunedKind.NIGHTLY_REPORT, "2023-12-31"),
    ]


def test_looking_removes_nothing(session: Session, config: Config) -> None:
    """Finding and removing are two steps."""
    night = lay_night(config, date(2023, 1, 1))

    find(session, config)

    assert len(list(night.iterdir())) == len(REPORTS)


@pytest.mark.parametrize("name", ["giu-lai.txt", "bao-cao KH-2023 da ky.docx", "ho-so/manifest.json"])
def test_a_night_with_something_laid_beside_it_stays_whole(session: Session, config: Config, name: str) -> None:
    """A signed copy, a note, a folder of evidence: a person's things are not the night's."""
    night = lay_night(config, date(2023, 1, 1))
    lay(night / name, NOW - timedelta(days=700))

    found = find(session, config)
    remove_found(found)

    assert (PrunedKind.NIGHTLY_REPORT, "2023-01-01") in names(found, going=False)
    assert (night / REPORTS[0]).exists()


def test_a_night_whose_report_was_changed_stays(session: Session, config: Config) -> None:
    """The master is a Word file: somebody may have worked in it."""
    night = lay_night(config, date(2023, 1, 1))
    lay(night / REPORTS[0], NOW - timedelta(days=600))

    assert (PrunedKind.NIGHTLY_REPORT, "2023-01-01") in names(find(session, config), going=False)


def test_folders_of_other_names_are_not_looked_at(session: Session, config: Config) -> None:
    """Evidence or a report written into the same folder by hand is no night's."""
    lay(config.report_folder / "ho-so-2023" / "manifest.json", NOW - timedelta(days=700))
    lay(config.digest_folder / "ghi-chu.html", NOW - timedelta(days=700))

    assert find(session, config) == ()


def test_orders_that_brought_a_file_stay(session: Session, config: Config) -> None:
    """It may have been handed over; one that failed without a file goes."""
    old = NOW - timedelta(days=500)
    done = lay_order(config, old, files=["bao-cao.docx"])
    cut_off = lay_order(config, old, files=["ho-so-minh-chung/manifest.json"], problem="bị ngắt")
    failed = lay_order(config, old, problem="thiếu tháng")

    found = find(session, config)
    remove_found(found)

    assert names(found, going=True) == [(PrunedKind.ORDER, failed.name)]
    assert (done.exists(), cut_off.exists(), failed.exists()) == (True, True, False)


def test_registered_classifiers_stay(session: Session, config: Config) -> None:
    """Tags name them and they can be put to work again; the leftover of a broken training goes."""
    for version in ("2023-02-01-ab12", "2023-03-01-cd34"):
        lay(config.classifier_folder / version / "card.json", NOW - timedelta(days=600))
    make.make_classifier(session, "2023-02-01-ab12")

    found = find(session, config)

    assert names(found, going=True) == [(PrunedKind.CLASSIFIER, "2023-03-01-cd34")]
    assert names(found, going=False) == [(PrunedKind.CLASSIFIER, "2023-02-01-ab12")]


DAYS = st.dates(date(2022, 1, 1), date(2025, 1, 14))
EXTRA = st.sampled_from(["", "giu-lai.txt", "ho-so/manifest.json"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    nights=st.dictionaries(DAYS, EXTRA, max_size=5),
    orders=st.lists(st.tuples(DAYS, st.booleans(), st.booleans()), max_size=4),
    classifiers=st.dictionaries(st.sampled_from(["2023-01-01-aa11", "2023-01-02-bb22", CLASSIFIER]), DAYS),
    days=st.integers(30, 800),
)
def test_nothing_cited_is_ever_removed(
    session: Session,
    nights: dict[date, str],
    orders: list[tuple[date, bool, bool]],
    classifiers: dict[str, date],
    days: int,
) -> None:
    """Whatever lies there and however old: kept pages, database, evidence, handed-over and registered things stay."""
    make.make_classifier(session)
    with TemporaryDirectory() as name:
        config = Config(data=Path(name))
        cited = {lay(config.warc_folder / "diembao-000001.warc"), lay(config.data / "diembao.db")}
        cited.add(lay(config.report_folder / "ho-so-2023" / "manifest.json", NOW - timedelta(days=900)))
        for day, extra in nights.items():
            night = lay_night(config, day)
            if extra:
                cited |= {lay(night / extra, NOW - timedelta(days=900)), *(night / each for each in REPORTS)}
        for day, has_file, has_failed in orders:
            at = datetime(day.year, day.month, day.day, tzinfo=UTC)
            files = ["ho-so-minh-chung/manifest.json"] if has_file else []
            order = lay_order(config, at, files=files, problem="hỏng" if has_failed else None)
            cited |= {order / "tep" / each for each in files}
        for version, day in classifiers.items():
            card = lay(
                config.classifier_folder / version / "card.json", datetime(day.year, day.month, day.day, tzinfo=UTC)
            )
            cited |= {card} if version == CLASSIFIER else set()
        recent = {
            path for day in nights if (NOW.date() - day).days < days for path in [config.digest_folder / f"{day}.html"]
        }

        remove_found(find_prunable(session, config, older_than_days=days, now=NOW))

        assert [path for path in cited | recent if not path.exists()] == []
