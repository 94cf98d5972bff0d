"""Everything moves from one database to another and back, and is compared; or nothing moves."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, text

from bot.build import App
from domain.errors import DomainError
from domain.messages import Incoming
from services import moving
from services.files import store_file
from services.moving import move_data, refuse_running, refuse_same, rows_to_move
from services.work import Database, Installation
from storage.contents import holds_data
from storage.copying import fingerprint
from storage.tables import Base, Lease, OutboxMessage, Plan, Unit
from tests.builders import build_app, plan_in_force
from tests.databases import database_url

NOW = datetime(2024, 6, 20, 1, tzinfo=UTC)
PLACE = Installation(zone=ZoneInfo("Asia/Ho_Chi_Minh"))
SCHOOL = "CBT-02"


def said_nothing(_table: str, _rows: int) -> None:
    """Nobody watches."""


def opened(url: str) -> Database:
    database = Database(url, PLACE)
    database.migrate()
    return database


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """An empty SQLite database: the other kind when the application's own is on PostgreSQL."""
    database = opened(f"sqlite:///{tmp_path}/other.sqlite3")
    yield database
    database.close()


@pytest.fixture
def third(tmp_path: Path) -> Iterator[Database]:
    """An empty database of the kind that is tested."""
    database = opened(database_url(tmp_path, "third"))
    yield database
    database.close()


def fingerprints(database: Database) -> dict[str, object]:
    with database.look(NOW) as work:
        connection = work.session.connection()
        return {
            table.name: fingerprint(table, connection)
            for table in Base.metadata.sorted_tables
            if table.name != "lease"
        }


async def test_everything_moves_there_and_back_and_the_bot_goes_on(
    app: App, other: Database, third: Database, tmp_path: Path
) -> None:
    staff, phones = await plan_in_force(app, SCHOOL, "DBX-01")
    with app.database.work(NOW) as work:
        # A unit may stand below one that was entered after it.
        first, last = work.session.scalars(select(Unit).order_by(Unit.id)).all()[::23]
        first.parent_id = last.id
        store_file(work, "ảnh.jpg", "image/jpeg", bytes(range(256)) * 5000)
        expected = rows_to_move(app.database, NOW)
    heard: list[int] = []
    moved = move_data(app.database, other, NOW, lambda _table, rows: heard.append(rows))
    assert sum(table.rows for table in moved) == sum(heard) >= expected
    move_data(other, third, NOW, said_nothing)
    assert fingerprints(app.database) == fingerprints(other) == fingerprints(third)
    again = build_app(tmp_path, app.clock.now(), database_url=database_url(tmp_path, "third"))
    await again.open()
    await again.web.start(again.take_in)
    for phone in (staff, phones[SCHOOL]):
        phone.app = again
    assert "còn phải thực hiện" in await phones[SCHOOL].says("/tasks")
    assert "Học tập" in await staff.says("/summary"), "new rows are numbered after the moved ones"
    await again.stop()


async def test_what_was_being_sent_goes_by_policy_and_no_lease_moves(app: App, other: Database) -> None:
    await plan_in_force(app, SCHOOL)
    with app.database.work(NOW) as work:
        row = work.session.scalars(select(OutboxMessage)).first()
        assert row is not None
        row.state, row.kind, row.lease_id = "sending", "reminder", app.dispatcher.lease_id
        outbox_id = row.id
    move_data(app.database, other, NOW, said_nothing)
    with other.look(NOW) as work:
        assert work.session.get_one(OutboxMessage, outbox_id).state == "uncertain"
        assert work.session.scalars(select(Lease)).all() == []


async def test_a_target_with_data_is_refused_and_keeps_them(app: App, other: Database) -> None:
    await plan_in_force(app)
    with other.work(NOW) as work:
        work.session.add(Plan(title="Kế hoạch khác", created_at=NOW))
    with pytest.raises(DomainError, match="target-in-use"):
        move_data(app.database, other, NOW, said_nothing)
    with other.look(NOW) as work:
        assert [plan.title for plan in work.session.scalars(select(Plan))] == ["Kế hoạch khác"]


async def test_a_target_that_was_only_started_once_counts_as_empty(
    app: App, third: Database, tmp_path: Path
) -> None:
    started = build_app(tmp_path, app.clock.now(), database_url=database_url(tmp_path, "third"))
    await started.open()
    await started.stop()
    await plan_in_force(app)
    move_data(app.database, third, NOW, said_nothing)
    assert fingerprints(app.database) == fingerprints(third)


async def test_when_a_copy_differs_nothing_is_moved(
    app: App, other: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await plan_in_force(app)
    honest = moving.copy_table

    def careless(table, source, target, told):  # type: ignore[no-untyped-def]
        found = honest(table, source, target, told)
        if table.name == "plan":
            target.execute(text("UPDATE plan SET title = 'Kế hoạch sai'"))
        return found

    monkeypatch.setattr(moving, "copy_table", careless)
    with pytest.raises(DomainError, match="move-differs"):
        move_data(app.database, other, NOW, said_nothing)
    with other.look(NOW) as work:
        assert not holds_data(work.session.connection())


@pytest.mark.postgresql
def test_text_that_only_sqlite_took_is_cut_on_the_way(other: Database, third: Database) -> None:
    with other.work(NOW) as work:
        work.session.add(Plan(title="K" * 700 + "\x00", number="1\x00", created_at=NOW))
    move_data(other, third, NOW, said_nothing)
    with third.look(NOW) as work:
        plan = work.session.scalars(select(Plan)).one()
        assert (plan.title, plan.number) == ("K" * 500, "1")


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("sqlite:///var/a.sqlite3", "sqlite:///./var/a.sqlite3"),
        ("sqlite+aiosqlite:///var/a.sqlite3", "sqlite:///var/a.sqlite3"),
        ("postgresql://a:b@h/dondoc", "postgresql+psycopg://c:d@h:5432/dondoc"),
    ],
)
def test_a_database_is_not_moved_onto_itself(one: str, another: str) -> None:
    with pytest.raises(DomainError, match="move-onto-itself"):
        refuse_same(one, another)
    refuse_same(one, "sqlite:///var/b.sqlite3")


async def test_nothing_moves_under_a_running_bot(app: App) -> None:
    await app.take_in([Incoming("web", "1", "c1", "a")])
    seconds = iter(range(100))
    beaten = iter(range(1, 100))

    def beat(_wait: float) -> None:
        with app.database.work(NOW) as work:
            work.session.get_one(Lease, app.dispatcher.lease_id).beats = next(beaten)

    from services import leases

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(leases, "sleep", beat)
        with pytest.raises(DomainError, match="bot-is-running"):
            refuse_running(app.database, NOW, lambda: float(next(seconds)))
