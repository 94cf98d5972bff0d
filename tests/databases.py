"""Where the databases of tests stand: a SQLite file each, or one each on the PostgreSQL server that is named.

`DONDOC_TEST_POSTGRESQL` names the server. A fresh database is a copy of one that was migrated once.
"""

import functools
import itertools
import os
import sqlite3
import tempfile
from contextlib import closing
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

    It is migrated already unless it is to be empty.
    """
    if not SERVER:
        return _sqlite_url(folder / f"{name}.sqlite3", is_empty=is_empty)
    place = folder.resolve() / name
    if place not in _made:
        _made[place] = f"{_PREFIX}_{next(_numbers)}"
        _create(_made[place], EMPTY if is_empty else _template())
    return _url(_made[place])


def _sqlite_url(file: Path, *, is_empty: bool) -> str:
    if not is_empty and not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_migrated_file())
    return f"sqlite:///{file}"


@functools.cache
def _migrated_file() -> bytes:
    """A database that was migrated once, as the bytes of its file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "template.sqlite3")
        engine = open_engine(f"sqlite:///{file}")
        migrate(engine)
        engine.dispose()  # The last connection to close leaves everything in the one file.
        return file.read_bytes()


def content_of(url: str) -> sqlite3.Connection:
    """Everything a SQLite database holds now, in memory."""
    kept = sqlite3.connect(":memory:", check_same_thread=False)
    with closing(sqlite3.connect(_file_of(url))) as source:
        source.backup(kept)
    return kept


def put_in_place(url: str, content: sqlite3.Connection) -> None:
    """Replace everything a SQLite database holds, also for those who have it open."""
    with closing(sqlite3.connect(_file_of(url))) as target:
        content.backup(target)


def _file_of(url: str) -> str:
    return make_url(url).database or ""


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
