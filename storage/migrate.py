"""Bringing a database to the current schema; runs at every start, in any number of processes at once."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that no other program on the same PostgreSQL server uses for its advisory locks.
MIGRATION_LOCK = 0x00D0_D0C0


def migrate(engine: Engine) -> None:
    """Apply every pending migration in one transaction; a second process waits and finds nothing to do."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        if pending_migrations(connection):
            from alembic import command  # slow to import, and seldom needed

            command.upgrade(alembic_config(connection), "head")


def pending_migrations(connection: Connection) -> list[str]:
    """The revisions this database has not had yet, oldest first."""
    known = sorted(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    if not inspect(connection).has_table("alembic_version"):
        return known
    current = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return [revision for revision in known if current is None or revision > current]


def alembic_config(connection: Connection) -> Any:
    """What Alembic's own commands need to work on this connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
