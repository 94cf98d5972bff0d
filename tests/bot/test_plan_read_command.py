"""`dondoc plan read`: prints what a document would propose; touches no database."""

import json
from pathlib import Path

import pytest

from tests.scans import picture_of, require_tesseract
from tests.terminal import ROOT, dondoc

SCANNED = "KẾ HOẠCH\nI. NHIỆM VỤ\nCác chi bộ gửi báo cáo về Huyện ủy trước ngày 03/7/2024."
REAL_PLAN = ROOT / "tests/domain/plan/documents/ke-hoach-14-nq-tu.txt"


def test_json_has_the_promised_shape_and_no_database_is_made(tmp_path: Path) -> None:
    nowhere = f"sqlite:///{tmp_path}/none.db"
    shown = dondoc(tmp_path, "plan", "read", str(REAL_PLAN), "--json", DONDOC_DATABASE_URL=nowhere)
    assert (shown.code, shown.err) == (0, "")
    moments = [duty["last_moment"] for duty in json.loads(shown.out)["duties"] if duty["last_moment"]]
    assert [moment[:10] for moment in moments] == ["2024-06-11", "2024-06-30", "2024-07-02"]
    assert list(tmp_path.iterdir()) == []


def test_people_see_the_same_in_words(tmp_path: Path) -> None:
    shown = dondoc(tmp_path, "plan", "read", str(REAL_PLAN))
    assert "Hạn: 23:59 02/7/2024 – «trước ngày 03/7/2024» (mục V.3)" in shown.out
    assert "Gửi về: Thường trực Huyện ủy; qua: Ban Tuyên giáo Huyện ủy" in shown.out


def test_a_scan_is_said_to_be_one_beside_the_json(tmp_path: Path) -> None:
    require_tesseract()
    (tmp_path / "quet.png").write_bytes(picture_of(SCANNED, tmp_path))
    shown = dondoc(tmp_path, "plan", "read", "quet.png", "--json")
    assert shown.code == 0
    assert shown.err.count("\n") == 1
    assert "bản quét" in shown.err
    [duty] = json.loads(shown.out)["duties"]
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
    told = dondoc(tmp_path, "plan", "read", name, PATH="")
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert words in told.err
