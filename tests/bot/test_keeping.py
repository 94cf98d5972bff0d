"""`dondoc backup` and `dondoc restore` as an administrator runs them, beside a bot that runs."""

import re
from pathlib import Path

import pytest

from tests.terminal import ROOT, dondoc, running_bot

UNITS = ROOT / "examples/don-vi-mau.csv"
COUNT = re.compile(r"^(.+?) +([\d.]+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def backed_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example units in its database, and a backup `b`."""
    folder = tmp_path_factory.mktemp("backed_up")
    dondoc(folder, "units", "import", str(UNITS)).answer  # noqa: B018 - the property asserts
    printed = dondoc(folder, "backup", "b").answer
    assert ("Đơn vị", "24") in COUNT.findall(printed)
    return folder


def test_a_backup_is_made_beside_a_running_bot_and_restored_when_it_is_stopped(tmp_path: Path) -> None:
    with running_bot(tmp_path) as bot:
        assert bot.stdout is not None
        assert "http://" in bot.stdout.readline().decode()
        assert "b" in dondoc(tmp_path, "backup", "b").answer
        assert "dừng bot" in dondoc(tmp_path, "restore", "b", "--force").complaint
    # Nothing was entered yet, so there is nothing to lose.
    assert COUNT.findall(dondoc(tmp_path, "restore", "b").answer)


def test_a_restore_over_data_has_to_be_asked_for(backed_up: Path) -> None:
    assert "--force" in dondoc(backed_up, "restore", "b").complaint
    printed = dondoc(backed_up, "restore", "b", "--force", DONDOC_LANGUAGE="en").answer
    assert ("Units", "24") in COUNT.findall(printed)
    assert "is kept" in printed


def test_a_backup_is_not_overwritten_by_itself(backed_up: Path) -> None:
    assert "--force" in dondoc(backed_up, "backup", "b").complaint
    assert "b" in dondoc(backed_up, "backup", "b", "--force").answer


def test_what_is_no_backup_is_told_in_one_line_and_nothing_changes(backed_up: Path) -> None:
    for name, content in (("empty", b""), ("zip", b"PK\x03\x04"), ("text", b"this is a letter")):
        (backed_up / name).write_bytes(content)
        assert name in dondoc(backed_up, "restore", name, "--force").complaint
    assert ("Đơn vị", "24") in COUNT.findall(dondoc(backed_up, "backup", "c", "--force").answer)


AWAY = "postgresql://a:mat-khau-that@127.0.0.1:1/d"
MISTAKES: dict[str, tuple[list[str], str, str]] = {
    "a missing backup": (["restore", "nowhere"], "", "nowhere"),
    "a folder as backup": (["restore", "folder"], "", "folder"),
    "a backup over a folder": (["backup", "folder", "--force"], "", "folder"),
    "a backup into a folder that is not there": (["backup", "nowhere/b"], "", "nowhere"),
    "no name for the backup": (["backup"], "", "FILE"),
    "no name of the backup": (["restore"], "", "FILE"),
    "no database address": (["backup", "d"], "my database", "DONDOC_DATABASE_URL"),
    "no database address to restore to": (["restore", "b"], "my database", "DONDOC_DATABASE_URL"),
    "no database yet": (["backup", "d"], "sqlite:///none.sqlite3", "none.sqlite3"),
    "a file that is no database": (["backup", "d"], "sqlite:///letter", "letter bị hỏng"),
    "a server that does not answer": (
        ["backup", "d"],
        AWAY,
        "127.0.0.1",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_in_one_line(backed_up: Path, mistake: str) -> None:
    (backed_up / "folder").mkdir(exist_ok=True)
    (backed_up / "letter").write_bytes(b"this is a letter and no database " * 100)
    words, url, named = MISTAKES[mistake]
    complaint = dondoc(backed_up, *words, **({"DONDOC_DATABASE_URL": url} if url else {})).complaint
    assert named in complaint
    assert "mat-khau-that" not in complaint
    assert not (backed_up / "d").exists()
