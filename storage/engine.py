"""Opening the database: SQLite as a durable single file, or PostgreSQL."""

from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.sqlite_connection import connect

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=30000",
)


def open_engine(url: str, *, is_reader: bool = False) -> AsyncEngine:
    """An engine for `url` (`sqlite+aiosqlite:///file` or a PostgreSQL URL); the file's folder is made.

    On SQLite a reader's transactions take no write lock, so that looking never waits for writing.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True)
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError("SQLite needs a file: an in-memory database loses concurrent writes")
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    file = parsed.database
    engine = create_async_engine(parsed, async_creator=lambda: connect(file))
    event.listen(engine.sync_engine, "connect", _prepare_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_reading if is_reader else _begin_writing)
    return engine


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
