"""Articles added by hand, and everything out again."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.vocabulary import ArticleOrigin, ArticleStatus
from pipeline.articles.exporting import export_articles
from pipeline.articles.importing import ImportFileError, import_articles, read_lines
from pipeline.articles.sheets import write_csv, write_xlsx

NOW = datetime(2023, 12, 31, tzinfo=UTC)


def line(**changes: object) -> str:
    """One JSON line of an added article."""
    value = {
        "url": "https://bao.vn/1",
        "title": "Dọn rác ven sông",
        "text": "Bà con dọn rác.",
        "published_at": "12/07/2023 08:30",
    }
    return json.dumps(value | changes, ensure_ascii=False)


def add(session: Session, *lines: str) -> Counter[str]:
    """Import the lines and return the counts."""
    *_, counts = import_articles(session, read_lines(lines), now=NOW)
    return Counter(counts)


def test_an_added_article_is_marked_and_importing_again_doubles_nothing(session: Session) -> None:
    """Origin and outlet say that a person added it; the second import finds it known."""
    first = add(session, line())
    second = add(session, line())

    article = session.scalars(select(Article)).one()
    assert (article.origin, article.outlet_key) == (ArticleOrigin.IMPORTED, "nhap-tay")
    assert article.published_at == datetime(2023, 7, 12, 1, 30, tzinfo=UTC)
    assert (first["new"], second["new"], second["unchanged"]) == (1, 0, 1)


def test_an_undated_article_is_kept_and_counted_apart(session: Session) -> None:
    """No date and an unreadable date both leave the date empty; the unreadable one is told."""
    counts = add(session, line(published_at=None), line(url="https://bao.vn/2", title="Khác", published_at="hôm qua"))

    assert (counts["undated"], counts["lost_date"]) == (2, 1)
    assert {a.status for a in session.scalars(select(Article))} == {ArticleStatus.LIVE}


def test_a_bad_line_is_named_and_nothing_is_imported() -> None:
    """Every unreadable line is told with its number before anything is stored."""
    with pytest.raises(ImportFileError, match=r"2 dòng không đọc được: dòng 2: .*dòng 3: ") as caught:
        read_lines([line(), "{", json.dumps({"url": "x"})])

    assert "Chưa nhập bài nào" in str(caught.value)


def test_the_export_tells_what_was_imported(session: Session) -> None:
    """The JSON object has the keys of the contract, times with +07:00, and no labels without a plan."""
    add(session, line(byline="Bài: Mai Hạ - Ảnh: Thu Cúc"))

    [article] = export_articles(session, None)

    assert article["published_at"] == "2023-07-12T08:30:00+07:00"
    assert [author["role"] for author in article["authors"]] == ["text", "photo"]
    assert (article["labels"], article["snapshot"], article["urls"]) == (None, None, ["https://bao.vn/1"])


def test_sheets_hold_real_dates_and_no_formulas(session: Session, tmp_path: Path) -> None:
    """A crawled title that looks like a formula stays text in XLSX and CSV; the day is a date in XLSX."""
    add(session, line(title='=HYPERLINK("http://x")'))

    write_xlsx(tmp_path / "out.xlsx", export_articles(session, None))
    write_csv(tmp_path / "out.csv", export_articles(session, None))

    row = CalamineWorkbook.from_path(str(tmp_path / "out.xlsx")).get_sheet_by_index(0).to_python()[1]
    assert row[1] == '=HYPERLINK("http://x")'
    assert row[5] == datetime(2023, 7, 12, 8, 30)  # noqa: DTZ001  # Excel knows no zones
    csv_bytes = (tmp_path / "out.csv").read_bytes()
    assert csv_bytes.startswith(b"\xef\xbb\xbf")
    assert "\"'=HYPERLINK" in csv_bytes.decode("utf-8-sig")
