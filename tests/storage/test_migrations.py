"""The migrations build exactly the tables the code declares."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.engine import open_engine
from storage.migrate import alembic_config, migrate
from storage.tables import Base
from storage.tables.base import UtcDateTime

OLD_ROWS = """
INSERT INTO person (id, name, language, created_at) VALUES (1, 'An', 'vi', '2024-06-01 00:00:00');
INSERT INTO plan (id, number, title, issuer, source, state, policy, created_at, activated_at)
    VALUES (1, '', 'A', '', '', 'active', '{}', '2024-06-01 00:00:00', '2024-06-01 00:00:00'),
           (2, '', 'B', '', '', 'closed', '{}', '2024-06-01 00:00:00', '2024-06-01 00:00:00');
INSERT INTO milestone (id, plan_id, position, title, kind, form, clause, phrase, recipient, via)
    VALUES (1, 1, 1, 'A', 'study', 'study', '', '', '', ''), (2, 2, 1, 'B', 'study', 'study', '', '', '', '');
INSERT INTO unit (id, code, name, contact_name, contact_phone, is_active)
    VALUES (1, 'A', 'A', '', '', 1), (2, 'B', 'B', '', '', 1), (3, 'C', 'C', '', '', 1),
           (4, 'D', 'D', '', '', 1);
INSERT INTO assignment (id, milestone_id, unit_id, occurrence, late_from, waived_at, waive_reason)
    VALUES (1, 1, 1, '', '2024-07-01 00:00:00', NULL, ''), (2, 1, 2, '', '2024-07-01 00:00:00', NULL, ''),
           (3, 1, 3, '', '2024-07-01 00:00:00', NULL, ''), (4, 2, 3, '', '2024-07-01 00:00:00', NULL, ''),
           (5, 1, 4, '', '2024-07-01 00:00:00', '2024-06-02 00:00:00', 'x');
INSERT INTO report (id, assignment_id, code, received_at)
    VALUES (1, 1, 'BC-1', '2024-06-20 00:00:00'), (2, 2, 'BC-2', '2024-06-20 00:00:00');
INSERT INTO report_revision (report_id, number, "values", raw_text, sent_by, received_at)
    VALUES (1, 2, '{"attended": 47, "total": 50}', '', 1, '2024-06-21 00:00:00'),
           (1, 1, '{"attended": 45, "total": 50}', '', 1, '2024-06-20 00:00:00'),
           (2, 1, '{"done_on": ["2024-06-20"]}', '', 1, '2024-06-20 00:00:00')
"""


def test_migrated_tables_are_the_declared_ones(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    migrate(engine)

    def differences(connection: Connection) -> list[object]:
        return list(compare_metadata(MigrationContext.configure(connection), Base.metadata))

    with engine.connect() as connection:
        assert differences(connection) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    migrate(engine)
    migrate(engine)
    engine.dispose()


def test_what_older_reports_say_is_copied_beside_them(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0002")
        for statement in OLD_ROWS.strip().split(";\n"):
            connection.exec_driver_sql(statement)
    migrate(engine)
    with engine.connect() as connection:
        reports = connection.execute(text("SELECT id, revision, attended, total FROM report ORDER BY id"))
        assert [tuple(row) for row in reports] == [(1, 2, 47, 50), (2, 1, None, None)]
        waiting = connection.execute(text("SELECT id FROM assignment WHERE next_look_at IS NOT NULL"))
        assert [row.id for row in waiting] == [3], "only what is still owed in a plan in force"
    engine.dispose()


def test_sqlite_is_durable_and_strict(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2, "FULL"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


def test_an_in_memory_database_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        open_engine("sqlite://")


def test_a_naive_instant_is_refused() -> None:
    from sqlalchemy.dialects import sqlite

    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2024, 7, 3), sqlite.dialect())  # noqa: DTZ001
    aware = datetime(2024, 7, 3, tzinfo=UTC)
    stored = UtcDateTime().process_bind_param(aware, sqlite.dialect())
    assert UtcDateTime().process_result_value(stored, sqlite.dialect()) == aware
