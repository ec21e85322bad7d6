"""Make the search index anew, whole or not at all. Nobody can write articles meanwhile."""

from sqlalchemy import Engine

from models.search_index import drop_index, make_index


def remake_index(engine: Engine) -> None:
    """Take the index away and fill it again from the articles."""
    if engine.dialect.name != "sqlite":
        with engine.begin() as connection:
            drop_index(connection)
            make_index(connection)
        return
    # SQLite's driver would commit each change of a table by itself.
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        try:
            drop_index(connection)
            make_index(connection)
        except BaseException:
            connection.exec_driver_sql("ROLLBACK")
            raise
        connection.exec_driver_sql("COMMIT")
