"""A connection of aiosqlite whose statements cross to its thread once instead of four times.

aiosqlite makes a cursor, executes, fetches and closes in four separate crossings, and on a busy machine
the crossing costs more than the statement. Here a statement and its rows come back together.
"""

import sqlite3
from collections.abc import Callable, Iterable
from typing import Any, Self

import aiosqlite

ROWS_A_FETCH = 64


class OneCrossingCursor:
    """What SQLAlchemy needs of a cursor: run a statement, then hand out the rows it brought along."""

    def __init__(self, connection: "OneCrossingConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Iterable[Any] = ()) -> Self:
        """Run one statement and bring its rows."""
        await self._connection.run(self._run, sqlite3.Cursor.execute, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Any]) -> Self:
        """Run one statement for many parameters."""
        await self._connection.run(self._run, sqlite3.Cursor.executemany, sql, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """The rows the statement brought."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open."""

    def _run(self, method: Any, sql: str, parameters: Iterable[Any]) -> None:
        cursor = self._connection._conn.cursor()
        try:
            method(cursor, sql, parameters)
            self.description = cursor.description
            self._rows = cursor.fetchall() if cursor.description else []
            self.rowcount, self.lastrowid = cursor.rowcount, cursor.lastrowid
        finally:
            cursor.close()


class OneCrossingConnection(aiosqlite.Connection):
    """An aiosqlite connection that hands out cursors of one crossing."""

    def cursor(self) -> OneCrossingCursor:  # type: ignore[override]
        """A cursor; nothing happens before it executes."""
        return OneCrossingCursor(self)

    async def run(self, function: Callable[..., None], *arguments: Any) -> None:
        """Run a function on the connection's own thread and wait for it."""
        await self._execute(function, *arguments)  # type: ignore[no-untyped-call]


async def connect(file: str) -> OneCrossingConnection:
    """Open a database file."""
    connection = OneCrossingConnection(lambda: sqlite3.connect(file, check_same_thread=False), ROWS_A_FETCH)
    # A forgotten connection must not keep the process from ending.
    connection._thread.daemon = True
    await connection
    return connection
