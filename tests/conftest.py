"""Fixtures shared by every test that needs a whole application."""

from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from bot.build import App
from tests.builders import build_app


@pytest.fixture
async def app(tmp_path: Path) -> AsyncIterator[App]:
    """An application on a file SQLite of its own, its clock standing at 08:00 on 1 June 2024."""
    app = build_app(tmp_path, datetime.fromisoformat("2024-06-01T08:00+07:00"))
    await app.open()
    await app.web.start(app.take_in)
    yield app
    await app.stop()
