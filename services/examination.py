"""Looking into the configured database for `dondoc doctor`."""

from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from services.backup import require_url
from services.work import DatabaseUnavailableError
from storage.engine import disposed, is_usable, open_engine
from storage.examination import DatabaseFacts, examine
from storage.sqlite_file import sqlite_file

__all__ = ["DatabaseFacts", "database_file", "examine_database", "place_of"]


def examine_database(url: str) -> DatabaseFacts | None:
    """What is to know about a database; None when there is none yet, which is only so with SQLite.

    Raises:
        DatabaseUnavailableError: the URL is none, or the database cannot be opened; names no password.
    """
    require_url(url)
    file = sqlite_file(url)
    if file is not None and not file.exists():
        return None
    try:
        with disposed(open_engine(url)) as engine:
            return examine(engine)
    except (DBAPIError, OSError) as error:
        raise DatabaseUnavailableError(" ".join(str(getattr(error, "orig", error)).split())) from None


def database_file(url: str) -> Path | None:
    """The file of a SQLite database; None for a server, or when the URL is none."""
    return sqlite_file(url) if is_usable(url) else None


def place_of(url: str) -> str:
    """Where a database is, without user and password."""
    file = sqlite_file(url)
    if file is not None:
        return str(file)
    parsed = make_url(url)
    return f"{parsed.host or 'localhost'}:{parsed.port or 5432}/{parsed.database}"
