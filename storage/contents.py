"""What a database holds: how many rows, of what."""

from collections.abc import Iterable

from sqlalchemy import Connection, func, inspect, select

from storage.tables import Base

MAIN_TABLES = ("unit", "person", "plan", "assignment", "report", "inbox", "outbox")
# Written by a mere start of the program; whatever else has rows was entered by people.
OF_THE_PROGRAM = frozenset({"setting", "lease", "pace"})


def has_table(connection: Connection, name: str) -> bool:
    """Whether a table is there; an empty or old database may lack it."""
    return bool(inspect(connection).has_table(name))


def row_counts(connection: Connection, tables: Iterable[str] = MAIN_TABLES) -> dict[str, int]:
    """How many rows each of these tables has; a table that an older version did not have has none."""
    present = frozenset(inspect(connection).get_table_names())
    return {
        name: connection.scalar(select(func.count()).select_from(Base.metadata.tables[name])) or 0
        if name in present
        else 0
        for name in tables
    }


def holds_data(connection: Connection) -> bool:
    """Whether anybody has used this database."""
    used = [name for name in Base.metadata.tables if name not in OF_THE_PROGRAM]
    return any(row_counts(connection, used).values())
