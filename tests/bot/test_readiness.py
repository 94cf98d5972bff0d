"""`/readyz`: what stops it from being ready, judged for the database and not for one process."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.build import App
from bot.clock import MovableClock
from domain.messages import Incoming
from handlers.alarm import check_accounts
from services.health import check_health
from services.inbox import receive
from services.uptime import TICKED, note_tick
from storage.tables import OutboxMessage, Setting
from tests.builders import build_app, plan_in_force
from tests.databases import database_url

STARTS = datetime.fromisoformat("2024-06-03T09:00+07:00")


@pytest.fixture
def at_work(app: App) -> App:
    app._is_ticking = True
    with app.database.work(app.clock.now()) as work:
        note_tick(work)
        check_accounts(work)
    return app


def pass_by(app: App, **time: float) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(**time))


async def test_a_new_installation_is_ready(at_work: App) -> None:
    assert await at_work.find_problems() == []


async def test_jobs_that_never_ran_are_a_problem(app: App) -> None:
    app._is_ticking = True
    assert await app.find_problems() == ["ticker: last run at –", "audit: last run at –"]


async def test_a_message_that_waits_is_a_problem(at_work: App) -> None:
    with at_work.database.work(at_work.clock.now()) as work:
        receive(work, [Incoming("web", "m1", "c1", "xin chào")])
    pass_by(at_work, minutes=3)
    with at_work.database.work(at_work.clock.now()) as work:
        note_tick(work)
    assert [problem.split(":")[0] for problem in await at_work.find_problems()] == ["inbox"]


async def test_the_tick_of_any_process_counts(at_work: App) -> None:
    pass_by(at_work, minutes=3)
    assert [problem.split(":")[0] for problem in await at_work.find_problems()] == ["ticker"]
    with at_work.database.work(at_work.clock.now()) as other_process:
        note_tick(other_process)
    assert await at_work.find_problems() == []


async def test_where_no_jobs_run_no_tick_is_missed(app: App) -> None:
    with app.database.work(app.clock.now()) as work:
        note_tick(work)
    pass_by(app, days=3)
    assert await app.find_problems() == []


async def test_an_audit_that_stopped_is_a_problem(at_work: App) -> None:
    pass_by(at_work, minutes=5)
    with at_work.database.work(at_work.clock.now()) as work:
        note_tick(work)
    assert [problem.split(":")[0] for problem in await at_work.find_problems()] == ["audit"]


async def test_what_the_audit_finds_is_a_problem_until_it_is_mended(at_work: App) -> None:
    await plan_in_force(at_work)
    with at_work.database.work(at_work.clock.now()) as work:
        note_tick(work)
    with at_work.database.work(at_work.clock.now()) as work:
        row = work.session.scalars(select(OutboxMessage).limit(1)).one()
        row.state = "lost"
        number = row.id
    with at_work.database.work(at_work.clock.now()) as work:
        check_accounts(work)
    assert await at_work.find_problems() == [f"audit: outbox_unknown_state: 1 (row {number})"]
    pass_by(at_work, minutes=1)
    with at_work.database.work(at_work.clock.now()) as work:
        work.session.get_one(OutboxMessage, number).state = "sent"
        work.session.flush()
        check_accounts(work)
    assert await at_work.find_problems() == []


# On PostgreSQL the tests' databases are copies of a migrated one.
@pytest.mark.sqlite
async def test_a_database_that_is_away_is_a_problem_in_one_line(tmp_path: Path) -> None:
    app = build_app(tmp_path, STARTS, database_url=database_url(tmp_path, is_empty=True))
    with app.database.work(app.clock.now()) as work:
        assert work.session is not None
    problems = await check_health(app.database, app.clock.now(), is_ticking=False)
    assert len(problems) == 1
    assert problems[0].startswith("database: ")
    app.database.close()


async def test_the_jobs_of_a_start_leave_word_of_the_tick(tmp_path: Path) -> None:
    app = build_app(tmp_path, STARTS)
    await app.open()
    await app.start()
    assert await app.find_problems() == []
    with app.database.look(app.clock.now()) as work:
        kept = work.session.scalars(select(Setting.value).where(Setting.key == TICKED)).one()
    assert datetime.fromisoformat(kept) == STARTS
    await app.stop()
