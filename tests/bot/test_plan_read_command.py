"""`dondoc plan read`: prints what a document would propose; touches no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.scans import picture_of, require_tesseract

ROOT = Path(__file__).parents[2]
SCANNED = "KẾ HOẠCH\nI. NHIỆM VỤ\nCác chi bộ gửi báo cáo về Huyện ủy trước ngày 03/7/2024."
REAL_PLAN = ROOT / "tests/domain/plan/documents/ke-hoach-14-nq-tu.txt"


def dondoc(folder: Path, *words: str, path: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", *words],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "PATH": path, "DONDOC_DATABASE_URL": f"sqlite:///{folder}/none.db"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_json_has_the_promised_shape_and_no_database_is_made(tmp_path: Path) -> None:
    shown = dondoc(tmp_path, "plan", "read", str(REAL_PLAN), "--json")
    assert (shown.returncode, shown.stderr) == (0, "")
    moments = [duty["last_moment"] for duty in json.loads(shown.stdout)["duties"] if duty["last_moment"]]
    assert [moment[:10] for moment in moments] == ["2024-06-11", "2024-06-30", "2024-07-02"]
    assert list(tmp_path.iterdir()) == []


def test_people_see_the_same_in_words(tmp_path: Path) -> None:
    shown = dondoc(tmp_path, "plan", "read", str(REAL_PLAN))
    assert "Hạn: 23:59 02/7/2024 – «trước ngày 03/7/2024» (mục V.3)" in shown.stdout
    assert "Gửi về: Thường trực Huyện ủy; qua: Ban Tuyên giáo Huyện ủy" in shown.stdout


def test_a_scan_is_said_to_be_one_beside_the_json(tmp_path: Path) -> None:
    require_tesseract()
    (tmp_path / "quet.png").write_bytes(picture_of(SCANNED, tmp_path))
    shown = dondoc(tmp_path, "plan", "read", "quet.png", "--json", path=os.environ["PATH"])
    assert shown.returncode == 0
    assert shown.stderr.count("\n") == 1
    assert "bản quét" in shown.stderr
    [duty] = json.loads(shown.stdout)["duties"]
    assert duty["last_moment"] == "2024-07-02T23:59:59+07:00"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("trong.txt", b"", "Tệp rỗng"),
        ("cu.doc", b"\xd0\xcf\x11\xe0" + bytes(64), "Word đời cũ"),
        ("to.txt", bytes(50 * 1024 * 1024), "quá lớn"),
        ("anh.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "tesseract-ocr-vie"),
    ],
)
def test_a_bad_file_is_one_line_on_stderr(tmp_path: Path, name: str, content: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    told = dondoc(tmp_path, "plan", "read", name)
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (2, "", 1)
    assert words in told.stderr
