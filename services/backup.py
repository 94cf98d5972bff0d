"""Backing up: a verified copy of everything in one file, made while the bot works."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from domain.errors import DomainError
from services.work import DatabaseUnavailableError
from storage import postgresql_dump
from storage.contents import row_counts
from storage.engine import disposed, is_usable, open_engine
from storage.sqlite_file import copy_sqlite, fault_of, plain_engine, sqlite_file
from storage.unfinished import put_in_place, unfinished


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made: its size in bytes, and the rows of the main tables."""

    size: int
    counts: dict[str, int]


def back_up(url: str, file: Path, *, may_replace: bool) -> Backup:
    """Copy the database of a URL into a file, which appears only when it was examined and found good.

    Raises:
        DomainError: `backup-exists`, `backup-onto-itself`, `no-database`, `file-trouble` (a full disk),
            `backup-broken` (the database itself is damaged), `postgresql-failed`,
            `postgresql-programs-missing`.
        DatabaseUnavailableError: the server cannot be reached.
    """
    require_url(url)
    source = sqlite_file(url)
    _refuse(file, source, may_replace)
    with told_as_mistakes(file), unfinished(file) as part:
        counts = _dump(url, part) if source is None else _copy(source, part)
        _refuse(file, source, may_replace)
        put_in_place(part, file)
        return Backup(file.stat().st_size, counts)


def require_url(url: str) -> None:
    """DatabaseUnavailableError when the setting names no database this program works on."""
    if not is_usable(url):
        raise DatabaseUnavailableError("DONDOC_DATABASE_URL")


@contextmanager
def told_as_mistakes(file: Path) -> Iterator[None]:
    """Trouble with a disk or a database, named."""
    try:
        yield
    except DBAPIError as error:
        raise DatabaseUnavailableError(str(error.orig)) from None
    except (OSError, sqlite3.Error) as error:
        problem = getattr(error, "strerror", None) or str(error)
        raise DomainError("file-trouble", file=str(file), problem=problem) from None


def _refuse(file: Path, source: Path | None, may_replace: bool) -> None:
    if source is not None and not source.is_file():
        raise DomainError("no-database", file=str(source))
    if source is not None and file.exists() and file.samefile(source):
        raise DomainError("backup-onto-itself", file=str(file))
    if file.exists() and not may_replace:
        raise DomainError("backup-exists", file=str(file))


def _copy(source: Path, part: Path) -> dict[str, int]:
    try:
        copy_sqlite(source, part)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise DomainError("backup-broken", file=str(source), problem=str(error)) from None
    fault = fault_of(part)
    if fault:
        raise DomainError("backup-broken", file=str(source), problem=fault)
    engine = plain_engine(part)
    with engine.connect() as connection:
        return row_counts(connection)


def _dump(url: str, part: Path) -> dict[str, int]:
    with disposed(open_engine(url)) as engine, engine.connect() as connection:
        connection.execution_options(isolation_level="REPEATABLE READ")
        # What is counted is what the dump sees, however much is written meanwhile.
        snapshot = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        counts = row_counts(connection)
        postgresql_dump.dump(url, part, snapshot)
    postgresql_dump.revision_of(part)
    return counts
