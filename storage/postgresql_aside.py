"""Putting all tables of a PostgreSQL database aside, into a schema of their own, and back."""

from sqlalchemy import Connection, inspect, text

from storage.tables import Base


def put_aside(connection: Connection, wanted: str) -> str:
    """Move every table of ours into a new schema; returns its name, empty when there is no table."""
    tables = _ours(connection)
    if not tables:
        return ""
    schema, taken = wanted, inspect(connection).get_schema_names()
    while schema in taken:
        schema += "_2"
    connection.execute(text(f"CREATE SCHEMA {_quoted(connection, schema)}"))
    for table in tables:
        _move(connection, table, _quoted(connection, schema))
    return schema


def put_back(connection: Connection, schema: str) -> None:
    """Undo `put_aside`, which returned `schema`; whatever stands in the tables' place is dropped."""
    for table in _ours(connection):
        connection.execute(text(f"DROP TABLE {_quoted(connection, table)} CASCADE"))
    if not schema:
        return
    place = _quoted(connection, str(connection.scalar(text("SELECT current_schema()"))))
    for table in inspect(connection).get_table_names(schema):
        _move(connection, f"{schema}.{table}", place)
    drop_aside(connection, schema)


def drop_aside(connection: Connection, schema: str) -> None:
    """Drop what was put aside for good."""
    connection.execute(text(f"DROP SCHEMA {_quoted(connection, schema)} CASCADE"))


def _ours(connection: Connection) -> list[str]:
    ours = {*Base.metadata.tables, "alembic_version"}
    return [table for table in inspect(connection).get_table_names() if table in ours]


def _move(connection: Connection, table: str, schema: str) -> None:
    named = ".".join(_quoted(connection, part) for part in table.split("."))
    connection.execute(text(f"ALTER TABLE {named} SET SCHEMA {schema}"))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
