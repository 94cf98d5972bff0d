"""The address of a calendar over HTTP: what it gives, to whom, how often, and that it is in no log."""

import logging
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from aiohttp import ClientSession
from icalendar import Calendar

from bot.build import App
from bot.calendar_route import REQUESTS_A_MINUTE
from bot.server import start_server
from tests.builders import build_app, plan_in_force

STARTS = datetime.fromisoformat("2024-06-01T08:00+07:00")
PUBLIC = "https://dondoc.example.vn"


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    app = build_app(tmp_path, STARTS, public_url=PUBLIC)
    await app.open()
    await app.web.start(app.take_in)
    yield app
    await app.stop()


@pytest.fixture
async def client(app: App) -> AsyncIterator[ClientSession]:
    """A calendar program that asks the real server."""
    runner, url = await start_server(app)
    async with ClientSession(url) as session:
        yield session
    await runner.cleanup()


async def test_the_address_gives_the_calendar(
    app: App, client: ClientSession, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    _staff, phones = await plan_in_force(app, "CBT-02")
    await phones["CBT-02"].says("/lich diachi")
    path = (await phones["CBT-02"].last()).removeprefix(PUBLIC)
    caplog.clear()
    answer = await client.get(path)
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/calendar", "utf-8")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert len(Calendar.from_ical(await answer.read()).walk("VEVENT")) == 2
    assert path not in caplog.text


@pytest.mark.parametrize("name", ["k" * 43, "short", "x" * 4000, "%00" * 43, "..%2f..%2fetc%2fpasswd"])
async def test_any_other_address_gives_nothing(client: ClientSession, name: str) -> None:
    assert (await client.get(f"/calendar/{name}.ics")).status == 404


async def test_whoever_asks_all_the_time_is_asked_to_wait(client: ClientSession) -> None:
    path = "/calendar/" + "k" * 43 + ".ics"
    answers = [await client.get(path) for _ in range(REQUESTS_A_MINUTE + 1)]
    assert {answer.status for answer in answers[:-1]} == {404}
    assert (answers[-1].status, answers[-1].headers["Retry-After"]) == (429, "60")
