"""Restoring a backup: examined first, put into place at the end; what stood there is kept aside."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL, select
from sqlalchemy.exc import DBAPIError

from domain.errors import DomainError
from services.backup import require_url, told_as_mistakes
from services.leases import give_up, living_holders
from services.work import Database, DatabaseUnavailableError, Installation
from storage import postgresql_aside, postgresql_dump, sqlite_file
from storage.contents import holds_data, row_counts
from storage.engine import disposed, open_engine
from storage.migrate import known_migrations
from storage.tables import Lease
from storage.unfinished import put_in_place, take_over, unfinished


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the rows of the main tables, and where the former database is now ("": nowhere)."""

    counts: dict[str, int]
    aside: str


def examine_backup(url: str, file: Path) -> None:
    """Refuse a file that cannot be restored into the database of a URL; changes nothing.

    Raises:
        DomainError: `file-trouble`, `backup-foreign`, `backup-broken`, `backup-newer`, or
            `backup-other-kind` when it is of SQLite and the database of PostgreSQL, or the reverse.
    """
    require_url(url)
    with told_as_mistakes(file):
        is_sqlite, is_dump = sqlite_file.looks_like_sqlite(file), postgresql_dump.looks_like_dump(file)
    if not is_sqlite and not is_dump:
        raise DomainError("backup-foreign", file=str(file))
    if is_sqlite != (sqlite_file.sqlite_file(url) is not None):
        raise DomainError("backup-other-kind", file=str(file))
    revision = _revision_of_sqlite(file) if is_sqlite else postgresql_dump.revision_of(file)
    if revision > known_migrations()[-1]:
        raise DomainError("backup-newer", file=str(file), revision=revision)


def refuse_in_use(
    url: str, installation: Installation, now: datetime, steady: Callable[[], float], *, may_replace: bool
) -> None:
    """Refuse to restore into a database that somebody works on, or (unless `may_replace`) has used.

    Raises:
        DomainError: `bot-is-running`, `database-in-use`.
        DatabaseUnavailableError: the database cannot be asked; a damaged file may be replaced.
    """
    file = sqlite_file.sqlite_file(url)
    if file is not None and not file.exists():
        return
    database = Database(url, installation)
    try:
        holders = living_holders(database, now, steady)
        if holders:
            raise DomainError("bot-is-running", holder=holders[0])
        with database.look(now) as work:
            if not may_replace and holds_data(work.session.connection()):
                raise DomainError("database-in-use")
    except DBAPIError as error:
        if file is None or not may_replace:
            raise DatabaseUnavailableError(str(error.orig)) from None
    finally:
        database.close()


def restore(url: str, file: Path, installation: Installation, now: datetime) -> Restored:
    """Put an examined backup in the place of a database that no process works on.

    The backup is migrated; what a process was sending when it was made goes by the usual policy.
    """
    stamp = now.astimezone(installation.zone).strftime("%Y%m%dt%H%M%S")
    with told_as_mistakes(file):
        target = sqlite_file.sqlite_file(url)
        if target is None:
            return _load_dump(url, file, installation, now, f"{postgresql_dump.ASIDE}{stamp}")
        return _put_file(target, file, installation, now, stamp)


def _revision_of_sqlite(file: Path) -> str:
    fault = sqlite_file.fault_of(file)
    if fault:
        raise DomainError("backup-broken", file=str(file), problem=fault)
    revision = sqlite_file.revision_of(file)
    if not revision:
        raise DomainError("backup-foreign", file=str(file))
    return revision


def _put_file(target: Path, file: Path, installation: Installation, now: datetime, stamp: str) -> Restored:
    target.parent.mkdir(parents=True, exist_ok=True)
    with unfinished(target) as part:
        sqlite_file.copy_sqlite(file, part)
        url = URL.create("sqlite", database=str(part)).render_as_string()
        counts = _bring_up_to_date(url, installation, now)
        aside = ""
        if target.exists():
            take_over(target, part)
            aside = str(sqlite_file.put_aside(target, stamp))
        put_in_place(part, target)
    return Restored(counts, aside)


def _load_dump(url: str, file: Path, installation: Installation, now: datetime, schema: str) -> Restored:
    with disposed(open_engine(url)) as engine:
        with engine.begin() as connection:
            was_used = holds_data(connection)
            aside = postgresql_aside.put_aside(connection, schema)
        try:
            postgresql_dump.load(url, file)
            counts = _bring_up_to_date(url, installation, now)
        except BaseException:
            with engine.begin() as connection:
                postgresql_aside.put_back(connection, aside)
            raise
        if aside and not was_used:
            with engine.begin() as connection:
                postgresql_aside.drop_aside(connection, aside)
    return Restored(counts, aside if was_used else "")


def _bring_up_to_date(url: str, installation: Installation, now: datetime) -> dict[str, int]:
    database = Database(url, installation)
    try:
        database.migrate()
        with database.work(now) as work:
            for lease_id in work.session.scalars(select(Lease.id)).all():
                give_up(work, lease_id)
            return row_counts(work.session.connection())
    finally:
        database.close()
