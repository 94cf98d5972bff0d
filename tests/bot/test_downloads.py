"""The route that gives a file to whoever has a signed link, and to nobody else."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from aiohttp import ClientSession

from bot.build import App
from bot.clock import MovableClock
from bot.server import start_server
from services.downloads import LINK_DAYS, link_to
from services.files import store_file

NAME = 'Sổ theo dõi "tháng 6".xlsx'


@pytest.fixture
async def link(app: App) -> AsyncIterator[str]:
    """A link to a workbook, at the running server."""
    runner, address = await start_server(app)
    app.database.installation = replace(app.database.installation, public_url=address)
    with app.database.work(app.clock.now()) as work:
        made = link_to(work, store_file(work, NAME, "application/vnd.ms-excel", b"PK\x03\x04"))
    yield made
    await runner.cleanup()


async def test_the_link_gives_the_file_as_a_download(link: str) -> None:
    async with ClientSession() as session, session.get(link) as answer:
        assert (answer.status, await answer.read()) == (200, b"PK\x03\x04")
        assert answer.content_type == "application/vnd.ms-excel"
        disposition = answer.content_disposition
        assert disposition is not None
        assert (disposition.type, disposition.filename) == ("attachment", NAME)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("change", ["x", "/x", "?x=1"])
async def test_anything_but_the_whole_link_finds_nothing(link: str, change: str) -> None:
    wanted = 200 if change.startswith("?") else 404
    async with ClientSession() as session, session.get(link + change) as answer:
        assert answer.status == wanted


async def test_an_old_link_says_that_it_is_old(app: App, link: str) -> None:
    assert isinstance(app.clock, MovableClock)
    app.clock.advance(timedelta(days=LINK_DAYS))
    async with ClientSession() as session, session.get(link) as answer:
        assert answer.status == 410
        assert "hết hạn" in await answer.text()
