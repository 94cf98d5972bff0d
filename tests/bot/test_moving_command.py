"""`dondoc migrate-data` as an administrator runs it."""

from pathlib import Path

import pytest

from tests.databases import database_url
from tests.terminal import ROOT, dondoc

UNITS = ROOT / "examples/don-vi-mau.csv"
PASSWORD = "mat-khau-that"
MISTAKES: dict[str, tuple[list[str], str]] = {
    "no target": ([], "--to"),
    "no URL": (["--to", f"my {PASSWORD} database"], "sqlite:///"),
    "another kind of server": (["--to", f"mysql://a:{PASSWORD}@h/d"], "sqlite:///"),
    "a database in memory": (["--to", "sqlite://"], "sqlite:///"),
    "a server that does not answer": (["--to", f"postgresql://a:{PASSWORD}@127.0.0.1:1/d"], "127.0.0.1"),
    "a file that is no database": (["--to", "sqlite:///letter"], ""),
    "a target that holds data": (["--to", "sqlite:///used.sqlite3"], "còn trống"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder whose database holds the example units, which were moved to `used.sqlite3`, too."""
    made = tmp_path_factory.mktemp("moving")
    dondoc(made, "units", "import", str(UNITS)).answer  # noqa: B018 - the property asserts
    printed = dondoc(made, "migrate-data", "--to", "sqlite:///used.sqlite3").answer
    assert "SQLite" in printed
    assert ["unit", "24"] in [line.split()[:2] for line in printed.splitlines()]
    (made / "letter").write_bytes(b"this is a letter and no database " * 100)
    return made


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line_without_the_password(folder: Path, mistake: str) -> None:
    words, named = MISTAKES[mistake]
    complaint = dondoc(folder, "migrate-data", *words).complaint
    assert named in complaint
    assert PASSWORD not in complaint


def test_the_database_in_use_is_no_target(folder: Path) -> None:
    assert "đang dùng" in dondoc(folder, "migrate-data", "--to", database_url(folder)).complaint


def test_the_target_may_be_named_where_nobody_reads_the_password(folder: Path, tmp_path: Path) -> None:
    target = database_url(tmp_path, "target")
    moved = dondoc(folder, "migrate-data", DONDOC_MIGRATE_TO=target)
    assert "Đã chuyển" in moved.answer
    numbers = dondoc(tmp_path, "units", "import", str(UNITS), DONDOC_DATABASE_URL=target).answer
    assert "24" in numbers
