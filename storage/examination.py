"""What can be found out about a database from outside, without changing anything."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from storage.contents import has_table
from storage.migrate import NewerDatabaseError, pending_migrations
from storage.sqlite_file import COMPANIONS, sqlite_file
from storage.tables import Lease


@dataclass(frozen=True, slots=True)
class DatabaseFacts:
    """What was found out; a fault is in the words of the database, empty when there is none.

    Attributes:
        version: of SQLite or of the server.
        size: in bytes.
        pending: how many migrations the next start will apply.
        newer: the revision of a newer version that has used this database, else empty.
        clock: what time it is on the server; None for SQLite, which has no clock of its own.
        leases: the running processes, as (holder, last beat).
    """

    version: str
    size: int
    pending: int = 0
    newer: str = ""
    writing_fault: str = ""
    integrity_fault: str = ""
    clock: datetime | None = None
    leases: list[tuple[str, datetime]] = field(default_factory=list)


def examine(engine: Engine) -> DatabaseFacts:
    """Look into a database that exists.

    Raises:
        DBAPIError: it cannot be reached or opened at all.
    """
    with engine.connect() as connection:
        is_postgresql = connection.dialect.name == "postgresql"
        version = connection.scalar(text(f"SELECT {'version()' if is_postgresql else 'sqlite_version()'}"))
        size = _server_size(connection) if is_postgresql else _file_size(engine)
        clock = connection.scalar(text("SELECT clock_timestamp()")) if is_postgresql else None
        connection.rollback()
        pending, newer = _revision(connection)
        return DatabaseFacts(
            " ".join(str(version).split()[:2]),
            size,
            pending,
            newer,
            _fault_of(connection, _write),
            _fault_of(connection, _check_server if is_postgresql else _check_file),
            clock,
            _leases(connection),
        )


def _revision(connection: Connection) -> tuple[int, str]:
    try:
        return len(pending_migrations(connection)), ""
    except NewerDatabaseError as error:
        return 0, str(error)


def _fault_of(connection: Connection, check: Callable[[Connection], str]) -> str:
    try:
        return check(connection)
    except DBAPIError as error:
        return " ".join(str(error.orig).split())
    finally:
        connection.rollback()


def _write(connection: Connection) -> str:
    connection.execute(text("CREATE TABLE dondoc_doctor (id INTEGER)"))
    return ""


def _check_file(connection: Connection) -> str:
    found = str(connection.scalar(text("PRAGMA quick_check(1)")))
    broken = connection.execute(text("PRAGMA foreign_key_check")).first()
    if found != "ok":
        return found.splitlines()[-1]
    return f"broken reference in {broken[0]}" if broken else ""


def _check_server(connection: Connection) -> str:
    """The server examines its pages by itself, where checksums are on; a broken index it only marks."""
    mistaken = text(
        "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"
    )
    unusable = text("SELECT indexrelid::regclass FROM pg_index WHERE NOT indisvalid LIMIT 1")
    if failures := connection.scalar(mistaken):
        return f"{failures} checksum failures"
    index = connection.scalar(unusable)
    return f"invalid index {index}" if index else ""


def _leases(connection: Connection) -> list[tuple[str, datetime]]:
    if not has_table(connection, Lease.__tablename__):
        return []
    rows = connection.execute(select(Lease.holder, Lease.beat_at).order_by(Lease.id))
    return [(row.holder, row.beat_at) for row in rows]


def _server_size(connection: Connection) -> int:
    return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)


def _file_size(engine: Engine) -> int:
    file = sqlite_file(engine.url.render_as_string(hide_password=False)) or Path()
    beside = [file.with_name(file.name + companion) for companion in COMPANIONS]
    return sum(part.stat().st_size for part in (file, *beside) if part.exists())
