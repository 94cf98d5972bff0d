"""Several processes on one database: what only one may do is done by one."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from domain.errors import DomainError
from domain.plans import PlanDraft
from services.leadership import may_lead, run_alone, wait_for_turn
from services.plans import create_plan, list_plans
from services.purpose import PRODUCTION, claim_purpose
from services.work import Database, Installation, Work
from tests.databases import SERVER, database_url

NOW = datetime(2024, 6, 1, 1, tzinfo=UTC)
POLL = """
import asyncio, sys, zoneinfo
from services.work import Database, Installation
database = Database(sys.argv[1], Installation(zone=zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")))
async def poll():
    while True:
        print(await database.is_sole("polling"), flush=True)
        await asyncio.sleep(0.05)
asyncio.run(poll())
"""


@contextmanager
def opened(folder: Path) -> Iterator[Database]:
    """What one process has of the database."""
    database = Database(database_url(folder), Installation(zone=ZoneInfo("Asia/Ho_Chi_Minh")))
    database.migrate()
    yield database
    database.close()


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Database, Database]]:
    with opened(tmp_path) as first, opened(tmp_path) as second:
        yield first, second


def test_alone_one_always_leads_and_polls(tmp_path: Path) -> None:
    with opened(tmp_path) as database:
        for _ in range(2):
            assert asyncio.run(database.is_sole("polling"))
            with database.work(NOW) as work:
                wait_for_turn(work, "plans")
                assert may_lead(work, "tick")
                assert run_alone(work, "tick", lambda _work: 7) == 7


@pytest.mark.postgresql
def test_a_job_that_another_process_runs_is_skipped_until_that_one_commits(
    two: tuple[Database, Database],
) -> None:
    first, second = two
    with first.work(NOW) as leading:
        assert may_lead(leading, "tick")
        with second.work(NOW) as following:
            assert run_alone(following, "tick", lambda _work: 7) is None
            assert run_alone(following, "digests", lambda _work: 7) == 7, "another job is another matter"
    with second.work(NOW) as following:
        assert run_alone(following, "tick", lambda _work: 7) == 7


@pytest.mark.postgresql
def test_a_job_that_fails_leaves_the_lead(two: tuple[Database, Database]) -> None:
    first, second = two

    def fail(_work: Work) -> int:
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError), first.work(NOW) as work:
        run_alone(work, "tick", fail)
    with second.work(NOW) as work:
        assert may_lead(work, "tick")


@pytest.mark.postgresql
async def test_one_process_polls_until_it_ends(two: tuple[Database, Database]) -> None:
    first, second = two
    assert await first.is_sole("polling")
    assert not await second.is_sole("polling")
    assert await first.is_sole("polling"), "asked again it still is"
    assert await second.is_sole("something else")
    first.close()
    # The server lets go of the lock a moment after the connection.
    for _ in range(100):
        if await second.is_sole("polling"):
            return
        await asyncio.sleep(0.05)
    pytest.fail("nobody polls any more")


@pytest.mark.postgresql
def test_the_server_is_asked_to_notice_when_our_machine_vanishes(tmp_path: Path) -> None:
    with opened(tmp_path) as database, database.look(NOW) as work:
        options = work.session.connection().connection.driver_connection.info.options  # type: ignore[union-attr]
    assert "tcp_keepalives_idle=10" in options


@pytest.mark.postgresql
async def test_who_loses_the_connection_loses_the_claim_and_may_win_it_again(
    two: tuple[Database, Database],
) -> None:
    first, second = two
    assert await first.is_sole("polling")
    _break_connections(first)
    assert await first.is_sole("polling"), "nobody took it meanwhile"
    _break_connections(first)
    assert await second.is_sole("polling")
    assert not await first.is_sole("polling")


@pytest.mark.postgresql
async def test_while_the_database_is_away_nobody_knows_who_polls() -> None:
    database = Database("postgresql://a@127.0.0.1:1/a", Installation(zone=ZoneInfo("Asia/Ho_Chi_Minh")))
    with pytest.raises(DBAPIError):
        await database.is_sole("polling")
    database.close()


@pytest.mark.postgresql
def test_when_the_polling_process_is_killed_another_polls(tmp_path: Path) -> None:
    with (
        opened(tmp_path) as second,
        subprocess.Popen(
            [sys.executable, "-c", POLL, database_url(tmp_path)], stdout=subprocess.PIPE
        ) as first,
    ):
        assert first.stdout is not None
        assert first.stdout.readline().strip() == b"True"
        assert not asyncio.run(second.is_sole("polling"))
        first.send_signal(signal.SIGKILL)
        first.wait(10)
        give_up_at = time.monotonic() + 5
        while not asyncio.run(second.is_sole("polling")):
            assert time.monotonic() < give_up_at
            time.sleep(0.02)


def test_processes_that_open_a_new_database_together_agree_what_it_is_for(
    two: tuple[Database, Database],
) -> None:
    def claim(database: Database) -> None:
        with database.work(NOW) as work:
            claim_purpose(work, PRODUCTION)

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(claim, two * 8))


def test_a_plan_imported_by_two_at_once_is_stored_once(two: tuple[Database, Database]) -> None:
    def store(database: Database) -> str:
        try:
            with database.work(NOW) as work:
                create_plan(work, None, PlanDraft("Học tập", number="14-KH/BTG"))
        except DomainError as error:
            return error.code
        return ""

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(store, two * 2)) == ["", *["plan-exists"] * 3]
    with two[0].look(NOW) as work:
        assert len(list_plans(work)) == 1


def _break_connections(database: Database) -> None:
    """End every connection of the database on the server, as a restart of it would."""
    name = database._engine.url.database
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
