"""Where the databases of tests stand: a SQLite file each, or one each on the PostgreSQL server that is named.

`DONDOC_TEST_POSTGRESQL` names the server. A fresh database there is a copy of one that was migrated once.
"""

import itertools
import os
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import Connection, make_url, text

from storage.engine import open_engine
from storage.migrate import migrate
from storage.tables import Base

SERVER = os.environ.get("DONDOC_TEST_POSTGRESQL", "")
EMPTY = "template0"
_PREFIX = f"dondoc_test_{os.getpid()}"
_TEMPLATE = f"{_PREFIX}_template"
_numbers = itertools.count(1)
_made: dict[Path, str] = {}
_has_template = False


def database_url(folder: Path, name: str = "dondoc", *, is_empty: bool = False) -> str:
    """The database of a name in a test's folder; asked for again it is the same one, as a file would be.

    On PostgreSQL it is migrated already unless it is to be empty.
    """
    if not SERVER:
        return f"sqlite:///{folder}/{name}.sqlite3"
    place = folder.resolve() / name
    if place not in _made:
        _made[place] = f"{_PREFIX}_{next(_numbers)}"
        _create(_made[place], EMPTY if is_empty else _template())
    return _url(_made[place])


def number_on(connection: Connection) -> None:
    """Number new rows after those that stand, whose ids were given; SQLite does so by itself.

    A table without rows begins with 1 again, so that the same steps always make the same ids.
    """
    if connection.dialect.name != "postgresql":
        return
    for table in Base.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = f"pg_get_serial_sequence('{table.name}', '{column.name}')"
            highest = f"(SELECT max({column.name}) FROM {table.name})"  # noqa: S608
            connection.execute(text(f"SELECT setval({sequence}, coalesce({highest}, 0) + 1, false)"))


def places() -> frozenset[Path]:
    """Where databases were made on the server and still stand."""
    return frozenset(_made)


def drop(wanted: frozenset[Path]) -> None:
    """Drop the databases of these places."""
    for place in wanted:
        _drop(_made.pop(place))


def drop_all() -> None:
    """Drop everything this process made on the server."""
    drop(places())
    if _has_template:
        _drop(_TEMPLATE)


def _template() -> str:
    global _has_template
    if not _has_template:
        _create(_TEMPLATE, EMPTY)
        engine = open_engine(_url(_TEMPLATE))
        migrate(engine)
        engine.dispose()
        _has_template = True
    return _TEMPLATE


def _create(name: str, template: str) -> None:
    _on_server(
        sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    )


def _drop(name: str) -> None:
    _on_server(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _url(name: str) -> str:
    return make_url(SERVER).set(database=name).render_as_string(hide_password=False)


def _on_server(statement: sql.Composed) -> None:
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(statement)
