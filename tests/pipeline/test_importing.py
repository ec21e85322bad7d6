"""Articles added by hand, and everything out again."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.article import Article
from models.vocabulary import ArticleOrigin, ArticleStatus, Genre
from pipeline.articles.exporting import export_articles
from pipeline.articles.importing import ImportFileError, import_articles, read_import_file, read_lines

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


def test_facts_added_to_a_line_later_are_taken_over(session: Session) -> None:
    """Date and genre written into the file afterwards change the article, as a state of its own."""
    add(session, line(published_at=None))

    counts = add(session, line(genre="Phóng sự"))

    article = session.scalars(select(Article)).one()
    assert (counts["changed"], article.genre, len(article.revisions)) == (1, Genre.REPORTAGE, 2)
    assert article.published_at == datetime(2023, 7, 12, 1, 30, tzinfo=UTC)


def test_ids_of_other_programs_overwrite_nothing(session: Session) -> None:
    """The same id under two texts without URL, from two files, is two articles."""
    add(session, line(id="1", url=None))
    counts = add(session, line(id="1", url=None, title="Trồng rừng ngập mặn"))

    assert counts["new"] == 1
    assert len(session.scalars(select(Article)).all()) == 2


def test_equal_texts_without_url_are_one_article_however_often_imported(session: Session) -> None:
    """Repeated lines count as unchanged, fill in each other's facts, and a second import finds nothing to do."""
    repeated = [line(url=None, byline="Mai Hạ"), line(url=None, title="DỌN RÁC VEN SÔNG", published_at=None)]

    first, second = add(session, *repeated), add(session, *repeated)

    article = session.scalars(select(Article)).one()
    assert (first["new"], first["unchanged"], second["unchanged"], second["changed"]) == (1, 1, 2, 0)
    assert (article.byline, article.published_at) == ("Mai Hạ", datetime(2023, 7, 12, 1, 30, tzinfo=UTC))


def test_an_export_comes_in_again_without_change(session: Session) -> None:
    """The exported line of an article without URL finds that article by its id, even after a word was mended."""
    add(session, line(url=None, byline="Mai Hạ", genre="tin", tags=["rác"]))
    [exported] = export_articles(session, None)

    same = add(session, json.dumps(exported))
    mended = add(session, json.dumps(exported | {"title": "Dọn rác ven biển"}))

    assert (same["unchanged"], mended["changed"]) == (1, 1)
    assert session.scalars(select(Article)).one().title == "Dọn rác ven biển"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title": 5}, "title phải là chữ"),
        ({"text": ["a"]}, "text phải là chữ"),
        ({"byline": {"name": "Mai Hạ"}}, "byline phải là chữ"),
        ({"section": 1}, "section phải là chữ"),
        ({"url": 7}, "url phải là chữ"),
        ({"url": "ftp://bao.vn/1"}, "http://"),
        ({"url": "http://[bao.vn"}, "http://"),
        ({"url": "https://bao.vn/a b"}, "http://"),
        ({"tags": "rác"}, "tags phải là danh sách chữ"),
        ({"tags": ["rác", 1]}, "tags phải là danh sách chữ"),
        ({"genre": "thơ"}, "Tin, Bài, Phóng sự"),
        ({"published_at": ["12/07/2023"]}, "published_at phải là chữ"),
        ({"authors": "Mai Hạ"}, "authors phải là danh sách tên"),
        ({"authors": [{"name": "Mai Hạ", "role": "photo"}]}, "byline"),
        ({"title": "", "text": "\u200b"}, "không có tiêu đề và nội dung"),
    ],
)
def test_a_value_of_the_wrong_kind_is_told(changes: dict[str, object], told: str) -> None:
    """Nothing is guessed from a number where words belong, nor from an unknown genre."""
    with pytest.raises(ImportFileError, match="dòng 1: ") as caught:
        read_lines([line(**changes)])

    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("{", "không phải JSON đúng, sai từ ký tự thứ 2"),
        ("[" * 100_000, "quá sâu"),
        ('{"title": "a", "n": ' + "9" * 5000 + "}", "số quá dài"),
        ('{"title": "a", "n": NaN}', "NaN"),
        ("[1]", "không phải một đối tượng JSON"),
    ],
)
def test_broken_json_is_told_in_vietnamese(printed: str, told: str) -> None:
    """The person who made the file reads what is wrong, not an English message of a library."""
    with pytest.raises(ImportFileError, match="dòng 2: ") as caught:
        read_lines([line(), printed])

    assert told in str(caught.value)


def test_words_come_in_clean() -> None:
    """A line break in a title is a blank, in a body a paragraph; halves of characters go; a label is a genre."""
    [read] = read_lines(
        [line(title="Dọn rác\nven sông", text="Một.\r\nHai\ud800.", genre="PHỎNG VẤN", section="Môi\ntrường")]
    )

    record = read.record
    assert (record.title, record.text, record.section) == ("Dọn rác ven sông", "Một.\n\nHai.", "Môi trường")
    assert record.genre is Genre.INTERVIEW


def test_a_list_of_writers_stands_in_for_a_missing_byline() -> None:
    """Plain names and the objects of an export are both taken; a printed byline goes first."""
    names, objects, printed = read_lines(
        [
            line(authors=["Mai Hạ", "Thu Cúc"]),
            line(authors=[{"name": "Mai Hạ", "role": "text", "affiliation": None}]),
            line(authors=["Mai Hạ"], byline="Thu Cúc"),
        ]
    )

    found = [[credit.name for credit in one.record.byline.credits] for one in (names, objects, printed)]
    assert found == [["Mai Hạ", "Thu Cúc"], ["Mai Hạ"], ["Thu Cúc"]]


def test_a_file_that_is_not_utf8_is_told_with_a_way_out(tmp_path: Path) -> None:
    """A sheet program's UTF-16 is refused in one sentence; a BOM before UTF-8 is none of the person's business."""
    wrong, right = tmp_path / "utf16.jsonl", tmp_path / "bom.jsonl"
    wrong.write_text(line(), "utf-16")
    right.write_text(line(), "utf-8-sig")

    with pytest.raises(ImportFileError, match=r"tệp không phải UTF-8 .*lưu lại"):
        read_import_file(wrong)

    assert len(read_import_file(right)) == 1


def test_progress_reaches_the_end_once(session: Session) -> None:
    """The counts of the last batch are told once; an empty file tells zeros."""
    told = [sum(counts.values()) for counts in import_articles(session, read_lines([line()]), now=NOW)]
    empty = [sum(counts.values()) for counts in import_articles(session, [], now=NOW)]

    assert (told, empty) == ([1], [0])


def test_undated_articles_are_exported_last(session: Session) -> None:
    """Both databases agree on where an article without a date stands."""
    add(session, line(published_at=None), line(url="https://bao.vn/2", title="Khác"))

    assert [article["url"] for article in export_articles(session, None)] == ["https://bao.vn/2", "https://bao.vn/1"]
