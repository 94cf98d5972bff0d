"""`dondoc plan import` with a document: a draft of what it proposes, and what is left to settle."""

from pathlib import Path

import pytest

from tests.terminal import ROOT, dondoc

REAL_PLAN = ROOT / "tests/domain/plan/documents/ke-hoach-14-nq-tu.txt"
UNITS = ROOT / "examples/don-vi-mau.csv"
RELATIVE = """KẾ HOẠCH
Tổng kết công tác năm 2024
I. NHIỆM VỤ
1. Sau 15 ngày kể từ ngày kết thúc hội nghị, các cơ quan liên quan gửi báo cáo về Huyện ủy.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a database that knows the example units."""
    assert dondoc(tmp_path, "units", "import", str(UNITS)).code == 0
    return tmp_path


def test_the_real_plan_becomes_a_draft_and_what_is_undated_is_named(folder: Path) -> None:
    told = dondoc(folder, "plan", "import", str(REAL_PLAN))
    assert (told.code, told.err) == (0, "")
    assert "Đã nhập kế hoạch 1 (dự thảo) với 9 việc." in told.out
    undated = [line for line in told.out.splitlines() if line.startswith("Việc chưa có thời hạn")]
    assert len(undated) == 6
    assert any("Định kỳ báo cáo Ban Thường vụ Huyện ủy" in line for line in undated)


def test_what_has_to_be_settled_is_named_with_its_duty(folder: Path) -> None:
    (folder / "tong-ket.txt").write_text(RELATIVE, encoding="utf-8")
    told = dondoc(folder, "plan", "import", "tong-ket.txt")
    assert "Cần xác định mốc tính thời hạn, đơn vị thực hiện" in told.out


@pytest.mark.parametrize(
    ("name", "content", "option", "words"),
    [
        ("a.txt", RELATIVE.encode(), "--activate", "phải được xem lại trước khi ban hành"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + bytes(64), "", "Word đời cũ"),
        ("a.pdf", b"%PDF-1.7\n" + b"x" * 500, "", "Tệp bị hỏng"),
        ("a.txt", b"MAT", "", "không có chữ để đọc"),
    ],
)
def test_a_document_that_makes_no_draft_is_one_line_on_stderr(
    tmp_path: Path, name: str, content: bytes, option: str, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    told = dondoc(tmp_path, "plan", "import", name, *([option] if option else []))
    assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)
    assert words in told.err
