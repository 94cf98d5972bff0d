"""Fixtures shared by every test that needs a database or a whole application."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.build import App
from tests.builders import build_app
from tests.databases import SERVER, drop, drop_all, places
from tests.engines import open_cheaply

open_cheaply()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests about one database are skipped on the other."""
    other, reason = ("sqlite", "about SQLite") if SERVER else ("postgresql", "no PostgreSQL server is named")
    for item in items:
        if item.get_closest_marker(other):
            item.add_marker(pytest.mark.skip(reason=reason))


def pytest_sessionfinish() -> None:
    """Leave nothing on the server."""
    drop_all()


@pytest.fixture(autouse=True)
def _databases() -> Iterator[None]:
    stood = places()
    yield
    drop(places() - stood)


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """An application on a database of its own, its clock standing at 08:00 on 1 June 2024."""
    app = build_app(tmp_path, datetime.fromisoformat("2024-06-01T08:00+07:00"))
    await app.open()
    await app.web.start(app.take_in)
    yield app
    await app.stop()
