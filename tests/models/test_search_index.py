"""The search index follows the articles by itself, on SQLite and PostgreSQL, and can be made anew."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from models.search import ID_MASK, fold_letters, spell_both_ways
from models.search_index import SQLITE_TRIGGERS, TABLE, drop_index, examine_index, first_key, make_index
from models.text import fold_accents
from models.vocabulary import ArticleStatus
from tests.factories import make_article


def find_ids(session: Session, word: str) -> set[int]:
    """Return the articles whose words hold `word`."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    asked = f"{TABLE} MATCH :word" if is_sqlite else "words @@ CAST(:word AS tsquery)"
    key = "rowid" if is_sqlite else "key"
    quote = '"' if is_sqlite else "'"
    found = session.execute(text(f"SELECT {key} FROM {TABLE} WHERE {asked}"), {"word": f"{quote}{word}{quote}"})
    return {key & ID_MASK for key in found.scalars()}


@pytest.mark.parametrize("word", ["rác", "rac", "đê", "de", "2023"])
def test_a_new_article_is_found_by_its_words_with_and_without_accents(session: Session, word: str) -> None:
    """An accented word stands in the index as written and as typed without accents."""
    article = make_article(session, "RÁC trên đê", text="Năm 2023.")

    assert find_ids(session, word) == {article.id}


def test_an_accented_word_is_not_found_by_other_accents(session: Session) -> None:
    """Đạt and đất are different words although both are typed "dat"."""
    make_article(session, "Kết quả đạt được")
    land = make_article(session, "Giao đất")

    assert find_ids(session, "đất") == {land.id}


def test_changed_words_are_found_and_earlier_ones_no_more(session: Session) -> None:
    """A new text takes the place of the old one at once, whoever wrote it."""
    article = make_article(session, "Giao đất", text="Ruộng.")

    article.text = "Rừng."
    session.flush()

    assert (find_ids(session, "ruộng"), find_ids(session, "rừng")) == (set(), {article.id})


def test_a_corrected_day_and_a_removal_move_the_entry(session: Session) -> None:
    """The key follows the day; what became of an article stands among its words."""
    article = make_article(session, "Giao đất")

    article.published_at = datetime(2023, 7, 1, tzinfo=UTC)
    article.status = ArticleStatus.REMOVED
    session.flush()

    column = "rowid" if session.get_bind().dialect.name == "sqlite" else "key"
    keys = session.execute(text(f"SELECT {column} FROM {TABLE}")).scalars().all()
    assert keys == [first_key(datetime(2023, 7, 1, tzinfo=UTC)) + article.id]
    assert find_ids(session, "0sremoved") == {article.id}


def test_a_deleted_row_leaves_the_index(session: Session) -> None:
    """No entry stays behind for an article that is not there."""
    article = make_article(session, "Giao đất")

    session.delete(article)
    session.flush()

    assert find_ids(session, "đất") == set()
    assert examine_index(session.connection()).is_well


def test_undated_articles_come_last(session: Session) -> None:
    """Without a day the key is the article's id alone."""
    undated = make_article(session, "Không ngày", published_at=None)
    make_article(session, "Có ngày", published_at=datetime(2001, 1, 1, tzinfo=UTC))

    column = "rowid" if session.get_bind().dialect.name == "sqlite" else "key"
    keys = session.execute(text(f"SELECT {column} FROM {TABLE} ORDER BY {column}")).scalars().all()

    assert keys[0] == undated.id


def test_a_look_at_the_index_tells_what_is_missing_and_making_it_anew_mends_it(session: Session) -> None:
    """Lost triggers, articles without an entry: each is counted, and a new index is whole again."""
    connection = session.connection()
    drop = "" if connection.dialect.name == "sqlite" else " ON articles"
    connection.execute(text(f"DROP TRIGGER article_words_added{drop}"))
    make_article(session, "Giao đất")
    before = examine_index(connection)

    drop_index(connection)
    make_index(connection)

    assert (before.lost_triggers, before.missing, before.stray) == (1, 1, 0)
    assert examine_index(connection).is_well
    assert len(find_ids(session, "đất")) == 1


def test_the_index_agrees_with_the_texts_after_many_changes(session: Session) -> None:
    """FTS5's own check reads every text again; it finds no fault until the triggers are gone."""
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("FTS5 alone has such a check")
    articles = [make_article(session, f"Bài số {number} về đất") for number in range(30)]
    for article in articles[::2]:
        article.title = f"{article.title} và nước"
        session.flush()
    session.delete(articles[3])
    session.flush()
    check = text(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('integrity-check', 1)")

    session.execute(check)

    for name in SQLITE_TRIGGERS:
        session.execute(text(f"DROP TRIGGER {name}"))
    articles[0].title = "Lời khác"
    session.flush()
    with pytest.raises(DatabaseError):
        session.execute(check)


def test_a_huge_text_is_kept_and_its_beginning_found(session: Session) -> None:
    """No text is too long to be stored; beyond the indexed length it is not searched."""
    article = make_article(session, "Dài", text="đầu " + "giữa " * 40_000 + "cuối")

    assert (find_ids(session, "đầu"), find_ids(session, "cuối")) == ({article.id}, set())


@pytest.mark.parametrize("word", ["ô nhiễm", "ĐẤT ĐAI", "thuỷ", "nghiêng ngả", "Bờ"])
def test_letters_are_folded_as_everywhere_else(word: str) -> None:
    """The quick folding of the index and the general one agree but for the case."""
    assert fold_letters(word).lower() == fold_accents(word)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("thuỷ", ("thủy", "thuỷ")),
        ("thủy", ("thủy", "thuỷ")),
        ("hòa", ("hòa", "hoà")),
        ("khỏe", ("khỏe", "khoẻ")),
        ("quý", ("quý",)),
        ("đất", ("đất",)),
        ("thuyền", ("thuyền",)),
        ("loại", ("loại",)),
    ],
)
def test_both_placements_of_a_tone_are_one_word(word: str, forms: tuple[str, ...]) -> None:
    """Thủy and thuỷ are searched together; after "qu" and in closed syllables there is one way only."""
    assert spell_both_ways(word) == forms
