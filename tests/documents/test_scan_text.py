"""Scanned plans: the real Tesseract reads them back, and whatever keeps it from doing so is told."""

import struct
from pathlib import Path

import pytest

from documents import scan_text
from documents.plan_text import read_document
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.plan.reading import read_plan
from tests.documents.test_plan_text import SENTENCE, pdf_file, word_file
from tests.scans import photo_of, picture_of, require_tesseract, scan_of

PLAN = """ĐẢNG ỦY XÃ PHÚ LỘC
Phú Lộc, ngày 12 tháng 8 năm 2025
Số 15-KH/ĐU
KẾ HOẠCH
học tập, quán triệt Nghị quyết số 68-NQ/TW ngày 04/5/2025
I. NỘI DUNG
1. Các chi bộ trực thuộc tổ chức học tập, quán triệt cho 100% đảng viên, hoàn thành trước ngày 15/9/2025.
2. Các chi bộ xây dựng kế hoạch, gửi về Đảng ủy (qua Ban Xây dựng Đảng) chậm nhất ngày 29/8/2025.
3. Các chi bộ báo cáo kết quả về Ban Xây dựng Đảng trước 17 giờ ngày 20/9/2025.
"""
FOUND = {
    ("study", "2025-09-14T23:59:59", "Các chi bộ trực thuộc"),
    ("make_plan", "2025-08-29T23:59:59", "Các chi bộ"),
    ("report", "2025-09-20T16:59:59", "Các chi bộ"),
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A scanned page of a plan, as a PNG."""
    require_tesseract()
    return picture_of(PLAN, tmp_path_factory.mktemp("scan"))


def found_in(words: str) -> set[tuple[str, str, str]]:
    """Kind, last moment and addressee of each duty; `chỉ bộ` is how a scan shows `chi bộ` now and then."""
    return {
        (duty.kind, f"{duty.last_moment:%Y-%m-%dT%H:%M:%S}", duty.addressees[0].replace("chỉ", "chi"))
        for duty in read_plan(words, VIETNAM).duties
    }


def refusal_of(name: str, content: bytes) -> DomainError:
    with pytest.raises(DomainError) as refusal:
        read_document(name, content)
    return refusal.value


def program(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(["#!/bin/sh", *lines]))
    (folder / name).chmod(0o755)


def test_the_deadlines_of_a_scanned_plan_are_found_and_said_to_come_from_a_scan(page: bytes) -> None:
    told: list[tuple[int, int]] = []
    document = read_document("quet.pdf", scan_of(page), lambda *progress: told.append(progress))
    assert document.is_scan
    assert found_in(document.words) == FOUND
    assert told == [(1, 1)]


def test_a_photo_that_lies_on_its_side_is_read(page: bytes) -> None:
    document = read_document("IMG_2025.jpg", photo_of(page, 90))
    assert document.is_scan
    assert found_in(document.words) == FOUND


def test_a_stamp_of_a_digital_signature_is_not_taken_for_the_document(page: bytes) -> None:
    document = read_document("da-ky-so.pdf", scan_of(page, stamp="Ky boi: Dang uy xa Phu Loc, 12/8/2025"))
    assert document.is_scan
    assert found_in(document.words) == FOUND


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", SENTENCE.encode()),
        ("a.docx", word_file()),
        ("a.pdf", pdf_file("Cac chi bo gui bao cao ve Huyen uy truoc ngay 03/7/2024")),
    ],
)
def test_what_has_letters_is_no_scan(name: str, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not read_document(name, content).is_scan


@pytest.mark.parametrize("content", [pdf_file(), b"\x89PNG\r\n\x1a\n" + bytes(64)])
def test_without_the_programs_their_packages_are_named(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    refused = refusal_of("quet", content)
    assert refused.code == "plan-scan-not-installed"
    assert set(str(refused.details["packages"]).split(", ")) == {
        "tesseract-ocr",
        "tesseract-ocr-vie",
        "poppler-utils",
    }


def test_without_the_vietnamese_letters_their_package_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "tesseract", "echo 'List of available languages (1):'", "echo eng")
    program(tmp_path, "pdftoppm")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert refusal_of("quet.pdf", pdf_file()).details == {"packages": "tesseract-ocr-vie"}


def test_an_empty_page_has_no_words(page: bytes, tmp_path: Path) -> None:
    assert refusal_of("trang.png", picture_of(" ", tmp_path)).code == "plan-scan-unreadable"


def test_a_picture_that_would_fill_the_memory_is_given_up(page: bytes) -> None:
    size = struct.pack(">II", 200_000, 200_000)
    bomb = page.replace(page[16:24], size, 1)
    assert refusal_of("bom.png", bomb).code == "plan-scan-unreadable"


def test_a_broken_picture_is_told(page: bytes) -> None:
    assert refusal_of("hong.png", page[:200]).code == "plan-scan-unreadable"


def test_a_scan_that_is_too_long_is_not_begun(page: bytes) -> None:
    refused = refusal_of("dai.pdf", scan_of(*[photo_of(page)] * 31))
    assert (refused.code, refused.details) == ("plan-scan-too-long", {"most": 30})


def test_a_program_that_does_not_end_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path, "tesseract", '[ "$1" = --list-langs ] && echo vie && exit', "exec sleep 60")
    program(tmp_path, "pdftoppm")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(scan_text, "SECONDS_A_PAGE", 0.5)
    assert refusal_of("cham.png", b"\x89PNG\r\n\x1a\n" + bytes(64)).code == "plan-scan-too-slow"


def test_secrets_of_the_installation_are_not_handed_to_the_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "tesseract", '[ "$1" = --list-langs ] && echo vie && exit', "env")
    program(tmp_path, "pdftoppm")
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DONDOC_TELEGRAM_TOKEN", "7000000001:AAH-a_token")
    assert "7000000001" not in read_document("a.png", b"\x89PNG\r\n\x1a\n" + bytes(64)).words
