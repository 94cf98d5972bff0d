"""Copying a table from one database to another in chunks, with a checksum that both sides must agree on."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from storage.text import storable

ROWS_AT_ONCE = 500
Row = dict[str, Any]


@dataclass(slots=True)
class Fingerprint:
    """What tells two copies of a table apart: how many rows, and a sum over all, whatever their order."""

    rows: int = 0
    total: int = 0

    def add(self, row: Row) -> None:
        """Count one row in."""
        words = json.dumps([_canonical(value) for value in row.values()], ensure_ascii=False)
        digest = hashlib.sha256(words.encode(errors="surrogatepass")).digest()
        self.rows += 1
        self.total = (self.total + int.from_bytes(digest)) % 2**256

    @property
    def short(self) -> str:
        """The beginning of the sum, for people."""
        return f"{self.total:064x}"[:12]


def copy_table(
    table: Table, source: Connection, target: Connection, told: Callable[[int], None]
) -> Fingerprint:
    """Insert every row of a table; returns what was copied. `told` hears how many rows went over.

    Text that the target could not store is cut as it would be today; older versions took it on SQLite.
    """
    found = Fingerprint()
    own = _columns_to_itself(table)
    for rows in _chunks(table, source):
        fitted = [
            {column.name: _fitted(column, row[column.name]) for column in table.columns} for row in rows
        ]
        for row in fitted:
            found.add(row)
        # A row may refer to one that comes after it.
        target.execute(insert(table), [row | dict.fromkeys(own) for row in fitted])
        told(len(rows))
    for column in own:
        _refer(table, table.columns[column], source, target)
    return found


def fingerprint(table: Table, connection: Connection) -> Fingerprint:
    """What a table holds."""
    found = Fingerprint()
    for rows in _chunks(table, connection):
        for row in rows:
            found.add(row)
    return found


def set_sequence(table: Table, connection: Connection) -> None:
    """Let new rows be numbered after the copied ones; SQLite does so by itself."""
    column = table.autoincrement_column
    if column is None or connection.dialect.name != "postgresql":
        return
    highest = connection.scalar(select(func.max(column)))
    if highest is not None:
        sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :highest)")
        connection.execute(sequence, {"table": table.name, "column": column.name, "highest": highest})


def _chunks(table: Table, connection: Connection) -> Iterator[list[Row]]:
    """All rows, a few at a time; files one by one, because each may be large."""
    has_files = any(isinstance(column.type, LargeBinary) for column in table.columns)
    ordered = select(table).order_by(*table.primary_key.columns)
    at_once = 1 if has_files else ROWS_AT_ONCE
    with connection.execute(ordered, execution_options={"yield_per": at_once}) as result:
        for rows in result.mappings().partitions():
            yield [dict(row) for row in rows]


def _columns_to_itself(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _refer(table: Table, column: Column[Any], source: Connection, target: Connection) -> None:
    (key,) = table.primary_key.columns
    changed = update(table).where(key == bindparam("row")).values({column.name: bindparam("to")})
    pairs = source.execute(select(key, column).where(column.is_not(None)))
    for part in pairs.partitions(ROWS_AT_ONCE):
        target.execute(changed, [{"row": row, "to": to} for row, to in part])


def _fitted(column: Column[Any], value: Any) -> Any:
    if isinstance(value, str) and isinstance(column.type, String):
        return storable(value)[: column.type.length]
    return value


def _canonical(value: Any) -> Any:
    """A value as both databases give it back, whatever their driver makes of it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | memoryview):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return value if value is None or isinstance(value, bool | int | str) else str(value)
