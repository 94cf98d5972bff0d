"""Opening the database: SQLite as a durable single file, or PostgreSQL."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout=30000",
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-32000",
)
POSTGRESQL_CONNECTIONS = 12
# A server that vanished without a word is noticed within half a minute, not within hours.
POSTGRESQL_OPTIONS = {
    "application_name": "dondoc",
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
    # The server, in turn, notices that we have vanished, and frees what we held alone.
    "options": "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3",
}
# Older installations name the asynchronous drivers; both databases are spoken to in threads now.
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}


def open_engine(url: str, *, is_reader: bool = False) -> Engine:
    """An engine for `url` (`sqlite:///file` or `postgresql://…`); the file's folder is made.

    On SQLite a reader's transactions take no write lock, so that looking never waits for writing.
    """
    parsed = _with_our_driver(make_url(url))
    if parsed.get_backend_name() != "sqlite":
        return _open_postgresql(parsed)
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError("SQLite needs a file: every connection to an in-memory database sees its own")
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed, connect_args={"check_same_thread": False}, json_serializer=_json)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_reading if is_reader else _begin_writing)
    return engine


def is_usable(url: str) -> bool:
    """Whether a text is the URL of a kind of database that this program works on."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return False
    return parsed.get_backend_name() in DRIVERS and parsed.database not in (None, "", ":memory:")


@contextmanager
def disposed(engine: Engine) -> Iterator[Engine]:
    """Close an engine's connections when the block ends."""
    try:
        yield engine
    finally:
        engine.dispose()


def _open_postgresql(url: URL) -> Engine:
    chosen = {name: value for name, value in POSTGRESQL_OPTIONS.items() if name not in url.query}
    return create_engine(
        url,
        pool_pre_ping=True,
        pool_size=POSTGRESQL_CONNECTIONS,
        json_serializer=_json,
        connect_args=chosen,
    )


def _with_our_driver(url: URL) -> URL:
    backend = url.get_backend_name()
    return url.set(drivername=DRIVERS.get(backend, url.drivername))


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver would begin transactions by itself, too late for savepoints; SQLAlchemy begins them below.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in SQLITE_PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_reading(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Any) -> None:
    # Taking the write lock at once makes a second writer wait instead of failing in mid-transaction.
    connection.exec_driver_sql("BEGIN IMMEDIATE")
