"""The migrations build exactly the tables the code declares, and lose nothing on the way."""

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Engine, text

from services.work import Database, DatabaseTooNewError, DatabaseUnavailableError, Installation
from storage.engine import open_engine
from storage.migrate import alembic_config, known_migrations, migrate
from storage.tables import Base
from storage.tables.base import UtcDateTime
from tests.databases import database_url
from tests.engines import DURABLE

INSTALLATION = Installation(zone=ZoneInfo("Asia/Ho_Chi_Minh"))
WAIT_AND_MIGRATE = """
import pathlib, sys, time
from storage.engine import open_engine
from storage.migrate import migrate
print("ready", flush=True)
while not pathlib.Path(sys.argv[2]).exists():
    time.sleep(0.001)
engine = open_engine(sys.argv[1])
migrate(engine)
engine.dispose()
"""
ROWS = """
INSERT INTO person (id, name, language, created_at) VALUES (1, 'Nguyễn Thị Hoa', 'vi', :at);
INSERT INTO address (id, channel, chat_id, person_id, display_name, created_at, unreachable_reason)
    VALUES (1, 'web', 'c1', 1, 'Hoa', :at, ''), (2, 'telegram', '-100', NULL, '', :at, 'blocked');
INSERT INTO inbox (id, channel, message_id, chat_id, kind, text, sender_name, received_at, handled_at,
    outcome, error) VALUES (1, 'web', 'm1', 'c1', 'text', 'đã học 45/50', 'Hoa', :at, :at, 'done', ''),
    (2, 'telegram', 'm2', '-100', 'text', 'xin chào', '', :at, NULL, '', '');
INSERT INTO unit (id, code, name, contact_name, contact_phone, is_active)
    VALUES (1, 'CBT-02', 'Chi bộ Trường THPT Lộc Ninh', '', '', true);
INSERT INTO plan (id, number, title, issuer, source, state, policy, created_at)
    VALUES (1, '14', 'Kế hoạch', '', '', 'active', '{"days_before":[3]}', :at);
INSERT INTO milestone (id, plan_id, position, title, kind, form, clause, phrase, recipient, via)
    VALUES (1, 1, 1, 'Học tập', 'study', 'study', '', '', '', '');
INSERT INTO assignment (id, milestone_id, unit_id, occurrence, late_from, waive_reason)
    VALUES (1, 1, 1, '', :at, '');
INSERT INTO outbox (id, address_id, kind, content, once_key, inbox_id, created_at, not_before, state,
    reason, attempts, claimed_at) VALUES
    (1, 1, 'reply', '{"text":"Đã ghi nhận"}', NULL, 1, :at, :at, 'sending', '', 1, :at),
    (2, 1, 'reminder', '{"assignment_ids":[1]}', NULL, NULL, :at, :at, 'sending', '', 1, :at),
    (3, 2, 'notice', '{"text":"a"}', NULL, 2, :at, :at, 'queued', '', 0, NULL),
    (4, 1, 'digest', '{"text":"b"}', 'digest/1', NULL, :at, :at, 'sent', '', 1, :at);
INSERT INTO reminder (id, assignment_id, step, recipient, due_at, outbox_id, reason)
    VALUES (1, 1, '2024-06-30/T-7', 'address:1', :at, 2, '');
"""
OLD_COLUMNS = {
    "person": "id, name, created_at",
    "address": "id, channel, chat_id, person_id, unreachable_reason",
    "inbox": "id, channel, message_id, chat_id, text, received_at, handled_at, outcome",
    "outbox": "id, address_id, kind, CAST(content AS TEXT), once_key, inbox_id, created_at, attempts",
    "reminder": "id, assignment_id, step, recipient, due_at, outbox_id",
}


def stored(connection: Connection, columns: dict[str, str]) -> dict[str, list[tuple[object, ...]]]:
    """The rows of tables, by table."""
    asked = {table: f"SELECT {names} FROM {table} ORDER BY id" for table, names in columns.items()}  # noqa: S608
    return {table: [tuple(row) for row in connection.execute(text(query))] for table, query in asked.items()}


def old_database(url: str) -> Engine:
    """A database as the first version left it, with rows."""
    engine = open_engine(url)
    with engine.begin() as connection:
        command.upgrade(alembic_config(connection), "0001")
        for statement in ROWS.split(";\n")[:-1]:
            # What looks like a parameter in the middle of JSON is none.
            words = statement.replace('":', '"\\:')
            at = {"at": datetime(2024, 6, 1, 1, tzinfo=UTC)} if ":at" in statement else {}
            connection.execute(text(words), at)
    return engine


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
    engine = open_engine(database_url(tmp_path, is_empty=True))
    migrate(engine)
    with engine.connect() as connection:
        assert list(compare_metadata(MigrationContext.configure(connection), Base.metadata)) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    engine = open_engine(database_url(tmp_path, is_empty=True))
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


def test_processes_started_together_on_an_empty_database_migrate_it_once(tmp_path: Path) -> None:
    url, signal = database_url(tmp_path, is_empty=True), tmp_path / "go"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", WAIT_AND_MIGRATE, url, str(signal)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for process in started:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"ready"
    signal.touch()
    for process in started:
        _, complaint = process.communicate(timeout=60)
        assert (process.returncode, complaint.decode()) == (0, "")
    engine = open_engine(url)
    with engine.connect() as connection:
        revisions = list(connection.scalars(text("SELECT version_num FROM alembic_version")))
        assert revisions == [known_migrations()[-1]]
    engine.dispose()


def test_upgrading_a_used_database_of_the_first_version_keeps_every_row(tmp_path: Path) -> None:
    engine = old_database(database_url(tmp_path, is_empty=True))
    with engine.connect() as connection:
        before = stored(connection, OLD_COLUMNS)
    migrate(engine)
    with engine.connect() as connection:
        after = stored(connection, OLD_COLUMNS)
        # A step belongs to the person now, not to the one address the person had.
        assert [row[3] for row in after.pop("reminder")] == ["person:1"]
        assert [row[3] for row in before.pop("reminder")] == ["address:1"]
        assert after == before
        sending = stored(connection, {"outbox": "id, state, reason, channel, rank, resends, lease_id"})
        assert sending["outbox"] == [
            (1, "queued", "", "web", 0, 1, None),
            (2, "uncertain", "interrupted", "web", 2, 0, None),
            (3, "queued", "", "telegram", 1, 0, None),
            (4, "sent", "", "web", 2, 0, None),
        ], "what an older version was sending goes again, or is held for staff"
    engine.dispose()


@pytest.mark.sqlite
def test_references_are_checked_again_after_an_upgrade(tmp_path: Path) -> None:
    engine = old_database(database_url(tmp_path, is_empty=True))
    migrate(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        assert list(connection.execute(text("PRAGMA foreign_key_check"))) == []
    engine.dispose()


@pytest.mark.parametrize("revision", ["9999", "f3a9c1d2"])
def test_a_database_of_a_newer_version_or_another_program_is_refused(tmp_path: Path, revision: str) -> None:
    url = database_url(tmp_path)
    database = Database(url, INSTALLATION)
    database.migrate()
    with database.work(datetime.now(UTC)) as work:
        work.session.execute(text("UPDATE alembic_version SET version_num = :n"), {"n": revision})
    with pytest.raises(DatabaseTooNewError, match=revision):
        database.migrate()
    database.close()


@pytest.mark.sqlite
def test_sqlite_is_durable_and_strict(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.engine.SQLITE_PRAGMAS", DURABLE)
    engine = open_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2, "FULL"
        assert connection.scalar(text("PRAGMA foreign_keys")) == 1
    engine.dispose()


def test_an_in_memory_database_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a file"):
        open_engine("sqlite://")


def test_a_server_that_does_not_answer_is_told_without_the_password() -> None:
    database = Database("postgresql://dondoc:mat-khau-that@127.0.0.1:1/dondoc", INSTALLATION)
    with pytest.raises(DatabaseUnavailableError) as refusal:
        database.migrate()
    assert "mat-khau-that" not in str(refusal.value)
    database.close()


def test_a_naive_instant_is_refused() -> None:
    from sqlalchemy.dialects import sqlite

    with pytest.raises(ValueError, match="naive"):
        UtcDateTime().process_bind_param(datetime(2024, 7, 3), sqlite.dialect())  # noqa: DTZ001
    aware = datetime(2024, 7, 3, tzinfo=UTC)
    stored = UtcDateTime().process_bind_param(aware, sqlite.dialect())
    assert UtcDateTime().process_result_value(stored, sqlite.dialect()) == aware
