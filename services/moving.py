"""Moving everything from one database to another: SQLite to PostgreSQL, or back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.engine import make_url

from domain.errors import DomainError
from services.backup import require_url
from services.leases import give_up, living_holders
from services.work import Database
from storage.contents import OF_THE_PROGRAM, holds_data, row_counts
from storage.copying import Fingerprint, copy_table, fingerprint, set_sequence
from storage.engine import is_usable
from storage.sqlite_file import sqlite_file
from storage.tables import Base, Lease

Told = Callable[[str, int], None]
"""Hears of which table how many more rows went over."""


@dataclass(frozen=True, slots=True)
class MovedTable:
    """A table that both databases now hold alike, with the beginning of their checksum."""

    name: str
    rows: int
    checksum: str


def refuse_same(source_url: str, target_url: str) -> None:
    """DomainError `move-onto-itself` when both URLs name one database, `no-database-url` for no URL."""
    require_url(source_url)
    if not is_usable(target_url):
        raise DomainError("no-database-url")
    source, target = sqlite_file(source_url), sqlite_file(target_url)
    if source is not None and target is not None:
        is_same = source.resolve() == target.resolve()
    else:
        is_same = _place(source_url) == _place(target_url)
    if is_same:
        raise DomainError("move-onto-itself")


def refuse_running(database: Database, now: datetime, steady: Callable[[], float]) -> None:
    """DomainError `bot-is-running` when a process works on a database; see `leases.living_holders`."""
    holders = living_holders(database, now, steady)
    if holders:
        raise DomainError("bot-is-running", holder=holders[0])


def rows_to_move(source: Database, now: datetime) -> int:
    """How many rows there are in all."""
    with source.look(now) as work:
        return sum(row_counts(work.session.connection(), Base.metadata.tables).values())


def move_data(source: Database, target: Database, now: datetime, told: Told) -> list[MovedTable]:
    """Copy every table into an empty, migrated database and compare; all or nothing.

    Raises:
        DomainError: `target-in-use` when the target holds data; `move-differs` when, against all
            expectation, a table is not the same on both sides.
    """
    with source.look(now) as seen, target.work(now) as work:
        seen.session.connection(execution_options=_one_moment(source))
        read, written = seen.session.connection(), work.session.connection()
        if holds_data(written):
            raise DomainError("target-in-use")
        for name in OF_THE_PROGRAM:
            written.execute(delete(Base.metadata.tables[name]))
        moved = [_move(name, read, written, told) for name in _in_order()]
        # Nobody who was sending lives on in the new database.
        for lease_id in work.session.scalars(select(Lease.id)).all():
            give_up(work, lease_id)
        return moved


def _move(name: str, read: Connection, written: Connection, told: Told) -> MovedTable:
    table = Base.metadata.tables[name]
    copied = copy_table(table, read, written, lambda rows: told(name, rows))
    set_sequence(table, written)
    arrived: Fingerprint = fingerprint(table, written)
    if arrived != copied:
        raise DomainError("move-differs", table=name)
    return MovedTable(name, arrived.rows, arrived.short)


def _in_order() -> list[str]:
    """What is referred to comes before what refers to it."""
    return [table.name for table in Base.metadata.sorted_tables]


def _one_moment(source: Database) -> dict[str, str]:
    return {"isolation_level": "REPEATABLE READ"} if source.kind == "postgresql" else {}


def _place(url: str) -> tuple[object, ...]:
    parsed = make_url(url)
    port = parsed.port or 5432
    return parsed.get_backend_name().removesuffix("ql"), parsed.host, port, parsed.database
