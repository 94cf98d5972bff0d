"""Fixtures of tests that need a database and no application."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.work import Database
from tests.core import open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A migrated database with nothing in it."""
    database = open_database(tmp_path)
    yield database
    database.close()
