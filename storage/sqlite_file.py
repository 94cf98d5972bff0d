"""A SQLite database as a file: copying it while others write to it, and examining a copy."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import URL, Engine, NullPool, create_engine, make_url

BEGINNING = b"SQLite format 3\x00"
COMPANIONS = ("-wal", "-shm", "-journal")
BUSY_SECONDS = 30.0


def sqlite_file(url: str) -> Path | None:
    """The file a database URL names; None when it names a server."""
    parsed = make_url(url)
    is_file = parsed.get_backend_name() == "sqlite" and parsed.database
    return Path(parsed.database or "") if is_file else None


def looks_like_sqlite(file: Path) -> bool:
    """Whether a file begins as a SQLite database does."""
    with file.open("rb") as opened:
        return opened.read(len(BEGINNING)) == BEGINNING


def copy_sqlite(source: Path, target: Path) -> None:
    """A consistent copy in one file; whoever reads or writes the source meanwhile is not held up.

    Raises:
        sqlite3.Error: the source is no sound database, or the disk is full.
    """
    with closing(_open(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
        # Without a log beside it, so that this one file is everything.
        written.execute("PRAGMA journal_mode=DELETE")


def fault_of(file: Path) -> str:
    """What is wrong with a database file, in the words of SQLite; empty when it is sound."""
    try:
        with closing(_open(file)) as database:
            found = str(database.execute("PRAGMA integrity_check(1)").fetchone()[0])
            if found != "ok":
                return found.splitlines()[-1]
            broken = database.execute("PRAGMA foreign_key_check").fetchone()
            return f"broken reference in {broken[0]}" if broken else ""
    except sqlite3.Error as error:
        return str(error)


def revision_of(file: Path) -> str:
    """The migration a database file stands at; empty when it is no database of this program."""
    try:
        with closing(_open(file)) as database:
            return str(database.execute("SELECT version_num FROM alembic_version").fetchone()[0])
    except (sqlite3.Error, TypeError):
        return ""


def plain_engine(file: Path) -> Engine:
    """For looking into a file without turning it into a database in use, with a log beside it."""
    return create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)


def put_aside(file: Path, suffix: str) -> Path:
    """Rename a database with its log, so that nothing of it is lost; returns its new place."""
    aside = file.with_name(f"{file.name}.{suffix}")
    while aside.exists():
        aside = aside.with_name(f"{aside.name}-2")
    file.replace(aside)
    for companion in COMPANIONS:
        beside = file.with_name(file.name + companion)
        if beside.exists():
            beside.replace(aside.with_name(aside.name + companion))
    return aside


def _open(file: Path) -> sqlite3.Connection:
    # `rw`: a missing file is an error and not a new database.
    return sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True, timeout=BUSY_SECONDS)
