"""Thousands of tests open a database each; what one of them paid for, the next need not pay again.

SQL compiled for one engine serves the others of its kind, and SQLite does not wait for the disk: that nothing
is lost when the power fails is its own affair, not tested here.
"""

import gc
from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from storage import engine

DURABLE = engine.SQLITE_PRAGMAS
HASTY = "PRAGMA synchronous=OFF"
_compiled: LRUCache[Any, Any] = LRUCache(5000)


def open_cheaply() -> None:
    """From now on every engine of this process shares and hurries."""
    for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
        # Compiled SQL is kept under its dialect, and all of ours of one kind are alike.
        kind.__hash__ = _hash_of_kind  # type: ignore[method-assign,assignment]
        kind.__eq__ = lambda dialect, other: type(dialect) is type(other)  # type: ignore[method-assign]
    vars(engine).update(SQLITE_PRAGMAS=(*DURABLE, HASTY), create_engine=_create_engine)
    # Objects of the libraries, which never go, are looked through again and again otherwise.
    gc.set_threshold(50_000, 20, 100)


def _hash_of_kind(dialect: object) -> int:
    return hash(type(dialect))


def _create_engine(*arguments: Any, **options: Any) -> Engine:
    made = create_engine(*arguments, **options)
    made.update_execution_options(compiled_cache=_compiled)
    return made
