"""The search index in the database: made, filled, looked over, taken away. The database keeps it by triggers.

On SQLite `article_words` is an FTS5 table beside the articles, fed through the view `article_search_texts`; on
PostgreSQL a table with a tsvector. Its key sorts by time of publication, to the minute, and holds the article's id
in its last bits: the newest come first without sorting, and a period is a range of keys.

A later migration that makes `articles` anew must take the index away first and make it again afterwards.
"""

# ruff: noqa: S608  # statements are put together of constants of this program and of numbers, never of typed words

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from models.search import EVERY, ID_BITS, ID_MASK, INDEXED_LENGTH, MARKS, SEAM

TABLE = "article_words"
WATCHED = ("title", "lead", "text", "byline", "published_at", "outlet_key", "genre", "status", "origin")
BATCH = 1000
FILLING_BYTES, USUAL_BYTES = 64 * 1024**2, 1024**2  # of new entries that FTS5 gathers before it writes them
MERGED_AT_ONCE = 8  # pieces of the index; four, FTS5's own choice, make a new article half as dear again

_FACTS = " || ' ' || ".join(
    (
        f"'{EVERY}'",
        *(
            f"'0{kind}' || replace(replace({column}, '_', ''), '-', '')"
            for kind, column in (("o", "outlet_key"), ("g", "coalesce(genre, '')"), ("s", "status"), ("c", "origin"))
        ),
    )
)
_COLUMNS = "title, body, byline, facts"
_IS_CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in WATCHED)
_TAKE_OUT = f"""INSERT INTO {TABLE} ({TABLE}, rowid, {_COLUMNS})
    SELECT 'delete', key, {_COLUMNS} FROM article_search_texts WHERE id = old.id"""
_PUT_IN = f"""INSERT INTO {TABLE} (rowid, {_COLUMNS})
    SELECT key, {_COLUMNS} FROM article_search_texts WHERE id = new.id"""

SQLITE_TRIGGERS = {
    "article_words_added": f"AFTER INSERT ON articles BEGIN {_PUT_IN}; END",
    "article_words_leaving": f"BEFORE UPDATE ON articles WHEN {_IS_CHANGED} BEGIN {_TAKE_OUT}; END",
    "article_words_changed": f"AFTER UPDATE ON articles WHEN {_IS_CHANGED} BEGIN {_PUT_IN}; END",
    "article_words_gone": f"BEFORE DELETE ON articles BEGIN {_TAKE_OUT}; END",
}
_SQLITE = (
    f"""CREATE VIEW article_search_texts AS SELECT
        id,
        (coalesce(max(CAST(strftime('%s', published_at) AS INTEGER) / 60, 1), 0) << {ID_BITS})
            | (id & {ID_MASK}) AS key,
        search_words(coalesce(title, '')) AS title,
        search_words(substr(coalesce(lead, '') || char(10) || text, 1, {INDEXED_LENGTH})) AS body,
        search_words(coalesce(byline, '')) AS byline,
        {_FACTS} AS facts
    FROM articles""",
    f"""CREATE VIRTUAL TABLE {TABLE} USING fts5({_COLUMNS}, content='article_search_texts', content_rowid='key',
        tokenize='unicode61 remove_diacritics 0')""",
)

# What is no letter or digit becomes a space, said by code points: the rules of the server's own locale vary.
_NO_WORD = (
    r"[\x01-\x2f\x3a-\x40\x5b-\x60\x7b-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2000-\u206f\u20a0-\u2bff\u3000-\u303f]+"
)
_POSTGRES = (
    f"""CREATE FUNCTION search_words(given text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
        SELECT setweight(to_tsvector('simple', small || ' {SEAM} '
            || translate(normalize(small, NFD), 'đ{MARKS}', 'd')), weight)
        FROM (SELECT regexp_replace(lower(left(given, {INDEXED_LENGTH}) {{collation}}), '{_NO_WORD}', ' ', 'g'))
            AS one (small)
    $$""",
    f"""CREATE FUNCTION keep_article_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {TABLE} (article_id, key, words)
        SELECT id, key, words FROM article_search_texts WHERE id = new.id
        ON CONFLICT (article_id) DO UPDATE SET key = excluded.key, words = excluded.words;
        RETURN NULL;
    END $$""",
    f"""CREATE VIEW article_search_texts AS SELECT
        id,
        (CASE WHEN published_at IS NULL THEN 0
            ELSE greatest(floor(extract(epoch FROM published_at) / 60)::bigint, 1) END << {ID_BITS})
            | (id & {ID_MASK}) AS key,
        search_words(coalesce(title, ''), 'A') || search_words(coalesce(byline, ''), 'B')
            || setweight(to_tsvector('simple', {_FACTS}), 'C')
            || search_words(coalesce(lead, '') || chr(10) || text, 'D') AS words
    FROM articles""",
    f"""CREATE TABLE {TABLE} (
        article_id integer PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
        key bigint NOT NULL,
        words tsvector NOT NULL)""",
)
_POSTGRES_AFTER_FILLING = (
    f"CREATE UNIQUE INDEX {TABLE}_key ON {TABLE} (key)",
    f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)",
    f"""CREATE TRIGGER article_words_added AFTER INSERT OR UPDATE OF {", ".join(WATCHED)} ON articles
        FOR EACH ROW EXECUTE FUNCTION keep_article_words()""",
)


@dataclass(frozen=True, slots=True)
class IndexState:
    """What a look at the index found: triggers that are missing, articles not in it, entries that no article has."""

    lost_triggers: int
    missing: int
    stray: int

    @property
    def is_well(self) -> bool:
        """Say that searches see every article as it is dated."""
        return not (self.lost_triggers or self.missing or self.stray)


def is_of_index(table: str | None) -> bool:
    """Say that a table belongs to the index; none of them is declared among the models."""
    return table is not None and (table == TABLE or table.startswith(f"{TABLE}_"))


def first_key(instant: datetime) -> int:
    """Return the least key of an article published at `instant` (aware) or later."""
    return max(int(instant.timestamp()) // 60, 1) << ID_BITS


def make_index(connection: Connection) -> None:
    """Make the index and fill it with the articles there are; some minutes for 500,000."""
    is_sqlite = connection.dialect.name == "sqlite"
    for statement in _SQLITE if is_sqlite else _write_postgres(connection):
        connection.exec_driver_sql(statement)
    fill_index(connection)
    for name, rule in SQLITE_TRIGGERS.items() if is_sqlite else ():
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {rule}")
    for statement in () if is_sqlite else _POSTGRES_AFTER_FILLING:
        connection.exec_driver_sql(statement)


def drop_index(connection: Connection) -> None:
    """Take away the index and what keeps it, as far as it is there."""
    is_sqlite = connection.dialect.name == "sqlite"
    for name in SQLITE_TRIGGERS if is_sqlite else ():
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
    if not is_sqlite:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS article_words_added ON articles")
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {TABLE}")
    connection.exec_driver_sql("DROP VIEW IF EXISTS article_search_texts")
    if not is_sqlite:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS keep_article_words()")
        connection.exec_driver_sql('DROP FUNCTION IF EXISTS search_words(text, "char")')


def fill_index(connection: Connection) -> None:
    """Put all articles into an empty index, the oldest first: in the order of its keys it is built fastest."""
    ids = connection.execute(text("SELECT id FROM articles ORDER BY published_at NULLS FIRST, id")).scalars().all()
    columns = f"rowid, {_COLUMNS}" if connection.dialect.name == "sqlite" else "article_id, key, words"
    chosen = f"key, {_COLUMNS}" if connection.dialect.name == "sqlite" else "id, key, words"
    if connection.dialect.name == "sqlite":
        _set_option(connection, "automerge", MERGED_AT_ONCE)
        _set_option(connection, "hashsize", FILLING_BYTES)
    for start in range(0, len(ids), BATCH):
        part = ", ".join(map(str, ids[start : start + BATCH]))
        rows = f"SELECT {chosen} FROM article_search_texts WHERE id IN ({part}) ORDER BY key"
        connection.exec_driver_sql(f"INSERT INTO {TABLE} ({columns}) {rows}")
    if connection.dialect.name == "sqlite":
        _set_option(connection, "hashsize", USUAL_BYTES)


def _set_option(connection: Connection, name: str, value: int) -> None:
    """Set an option of FTS5; the table keeps it."""
    connection.exec_driver_sql(f"INSERT INTO {TABLE} ({TABLE}, rank) VALUES ('{name}', {value})")


def examine_index(connection: Connection) -> IndexState:
    """Hold the index against the articles: one look at each key, no text is read."""
    entries = f"{TABLE}_docsize" if connection.dialect.name == "sqlite" else TABLE
    column = "id" if connection.dialect.name == "sqlite" else "key"
    triggers = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'article_words_%'"
    wanted = len(SQLITE_TRIGGERS)
    if connection.dialect.name != "sqlite":
        triggers, wanted = "SELECT count(*) FROM pg_trigger WHERE tgname = 'article_words_added'", 1
    known = f"EXISTS (SELECT 1 FROM {entries} AS one WHERE one.{column} = article_search_texts.key)"
    missing = connection.execute(text(f"SELECT count(*) FROM article_search_texts WHERE NOT {known}")).scalar_one()
    held = connection.execute(text(f"SELECT count(*) FROM {entries}")).scalar_one()
    articles = connection.execute(text("SELECT count(*) FROM articles")).scalar_one()
    there = connection.execute(text(triggers)).scalar_one()
    return IndexState(wanted - there, missing, held - (articles - missing))


def _write_postgres(connection: Connection) -> list[str]:
    """Return the statements for PostgreSQL; letters become small by the rules of Unicode where the server has them."""
    icu = connection.execute(text("SELECT count(*) FROM pg_collation WHERE collname = 'und-x-icu'")).scalar_one()
    collation = 'COLLATE "und-x-icu"' if icu else ""
    return [statement.replace("{collation}", collation) for statement in _POSTGRES]
