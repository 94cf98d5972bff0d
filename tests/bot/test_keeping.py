"""`dondoc backup` and `dondoc restore` as an administrator runs them, beside a bot that runs."""

import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.bot.test_cli import DONDOC, LONGEST_RUN, UNITS, dondoc, environment

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
    with subprocess.Popen(
        [*DONDOC, "run"],
        cwd=tmp_path,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as bot:
        try:
            assert bot.stdout is not None
            assert "http://" in bot.stdout.readline().decode()
            assert "b" in dondoc(tmp_path, "backup", "b").answer
            assert "dừng bot" in dondoc(tmp_path, "restore", "b", "--force").complaint
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(LONGEST_RUN) == 0
        finally:
            bot.kill()
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


@pytest.mark.parametrize("content", [b"", b"this is a letter", b"PK\x03\x04"])
def test_what_is_no_backup_is_told_in_one_line(backed_up: Path, content: bytes) -> None:
    (backed_up / "letter").write_bytes(content)
    assert "letter" in dondoc(backed_up, "restore", "letter", "--force").complaint
    assert ("Đơn vị", "24") in COUNT.findall(dondoc(backed_up, "backup", "c", "--force").answer)


def test_a_missing_file_a_folder_and_a_missing_name_are_told(backed_up: Path) -> None:
    assert "nowhere" in dondoc(backed_up, "restore", "nowhere").complaint
    assert dondoc(backed_up, "restore", str(backed_up)).complaint
    assert dondoc(backed_up, "backup", str(backed_up), "--force").complaint
    assert "FILE" in dondoc(backed_up, "backup").complaint
    assert "FILE" in dondoc(backed_up, "restore").complaint


@pytest.mark.postgresql
def test_a_server_that_does_not_answer_is_told_without_the_password(tmp_path: Path) -> None:
    url = "postgresql://nobody:mat-khau-that@127.0.0.1:1/none"
    outcome = dondoc(tmp_path, "backup", "b", DONDOC_DATABASE_URL=url)
    assert outcome.complaint
    assert "mat-khau-that" not in outcome.err
