"""The product's database, looked at from outside in plain SQL."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Database:
    """One database by the URL that the product gets; `?` stands for a value on every engine."""

    url: str

    @classmethod
    def sqlite(cls, file: Path) -> "Database":
        """A SQLite file."""
        return cls(f"sqlite:///{file}")

    @property
    def is_file(self) -> bool:
        """Whether it is a SQLite file."""
        return self.url.startswith("sqlite")

    def rows(self, sql: str, *values: object) -> list[Row]:
        """What a query finds."""
        with self.connection() as connection:
            return rows(connection, sql, *values)

    def counts(self, sql: str, *values: object) -> dict[Any, int]:
        """A query of two columns, a thing and how many there are of it."""
        return dict(tuple(row.values()) for row in self.rows(sql, *values))

    def count(self, sql: str, *values: object) -> int:
        """The one number a query finds."""
        return int(next(iter(self.rows(sql, *values)[0].values())))

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A transaction, committed with the block."""
        connection = self._connect()
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()

    def _connect(self) -> Any:
        _, _, place = self.url.partition("://")
        if self.is_file:
            return sqlite3.connect(place.removeprefix("/"), timeout=30)
        import psycopg

        return psycopg.connect(f"postgresql://{place}")


def rows(connection: Any, sql: str, *values: object) -> list[Row]:
    """What a query finds inside a transaction."""
    cursor = connection.cursor()
    cursor.execute(_dialect(connection, sql), values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def copy_of(database: Database, file: Path) -> Database:
    """A copy of a SQLite database that nobody uses."""
    shutil.copy(database.url.partition(":///")[2], file)
    return Database.sqlite(file)


def insert_like(connection: Any, table: str, model: Row, **differences: object) -> int:
    """A row like another one, but for these differences and its id, which is returned (0: it has none)."""
    values = {name: value for name, value in (model | differences).items() if name != "id"}
    places = ", ".join("?" * len(values))
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places}) RETURNING *"  # noqa: S608
    return int(rows(connection, sql, *values.values())[0].get("id", 0))


def _dialect(connection: Any, sql: str) -> str:
    return sql if isinstance(connection, sqlite3.Connection) else sql.replace("?", "%s")
