"""Bringing a database to the current schema; runs at every start, in any number of processes at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from storage.locks import MIGRATING, wait_for_lock

MIGRATIONS = Path(__file__).parent / "migrations"


class NewerDatabaseError(Exception):
    """The database was migrated by a newer version of the program; the text is its revision."""


def migrate(engine: Engine) -> None:
    """Apply every pending migration in one transaction; a second process waits and finds nothing to do.

    Raises:
        NewerDatabaseError: this program is too old for the database, which is left as it is.
    """
    with engine.connect() as connection, _foreign_keys_off(connection), connection.begin():
        wait_for_lock(connection, MIGRATING)
        if pending_migrations(connection):
            from alembic import command  # slow to import, and seldom needed

            command.upgrade(alembic_config(connection), "head")
            _refuse_broken_references(connection)


def pending_migrations(connection: Connection) -> list[str]:
    """The revisions this database has not had yet, oldest first; NewerDatabaseError when it is ahead."""
    known = known_migrations()
    if not inspect(connection).has_table("alembic_version"):
        return known
    current = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if current is not None and current > known[-1]:
        raise NewerDatabaseError(current)
    return [revision for revision in known if current is None or revision > current]


def known_migrations() -> list[str]:
    """Every revision this program knows, oldest first."""
    return sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def alembic_config(connection: Connection) -> Any:
    """What Alembic's own commands need to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _foreign_keys_off(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by writing it anew and dropping the old one, which other tables refer to."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Straight to the driver: inside a transaction, which SQLAlchemy would begin, this changes nothing.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_broken_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.execute(text("PRAGMA foreign_key_check")).first()
        if broken is not None:
            raise ValueError(f"a migration broke a reference of table {broken[0]}")
