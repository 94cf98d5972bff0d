"""Plan documents as files: Word, PDF and text are read, everything else is refused with a reason."""

import io
import zipfile

import pypdf
import pytest
from docx import Document
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from documents.plan_text import LARGEST_FILE, read_plan_text
from domain.errors import DomainError
from domain.local_time import VIETNAM
from domain.parsing.plan.reading import read_plan

SENTENCE = "Các chi bộ gửi báo cáo về Huyện ủy trước ngày 03/7/2024."


def refusal_of(name: str, content: bytes) -> str:
    with pytest.raises(DomainError) as refusal:
        read_plan_text(name, content)
    return refusal.value.code


def word_file() -> bytes:
    document = Document()
    document.add_paragraph("KẾ HOẠCH")
    document.add_paragraph("Phân công nhiệm vụ năm 2024")
    document.add_paragraph("I. NHIỆM VỤ")
    document.add_paragraph(SENTENCE)
    rows = [
        ("TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm"),
        ("1", "Tổ chức hội nghị cán bộ", "Văn phòng", "Ban Tổ chức", "20/8/2024", "Hội nghị"),
        ("2", "Báo cáo tổng kết", "Ban Tổ chức", "Văn phòng", "Trước ngày 05/12/2024", "Báo cáo"),
    ]
    table = document.add_table(rows=0, cols=6)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def pdf_file(words: str = "", password: str = "") -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    if words:
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode("ascii"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    saved = io.BytesIO()
    writer.write(saved)
    return saved.getvalue()


def packed(parts: dict[str, bytes]) -> bytes:
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return saved.getvalue()


def test_a_word_file_is_read_with_its_tables_row_by_row() -> None:
    duties = read_plan(read_plan_text("ke-hoach.docx", word_file()), VIETNAM).duties
    found = [(duty.kind, duty.addressees, f"{duty.last_moment:%d/%m/%Y}") for duty in duties]
    assert found == [
        ("report", ("Các chi bộ",), "02/07/2024"),
        ("event", ("Văn phòng",), "20/08/2024"),
        ("report", ("Ban Tổ chức",), "04/12/2024"),
    ]


def test_a_pdf_is_read() -> None:
    text = read_plan_text("ke-hoach.pdf", pdf_file("Cac chi bo gui bao cao ve Huyen uy truoc ngay 03/7/2024"))
    [duty] = read_plan(text, VIETNAM).duties
    assert f"{duty.last_moment:%d/%m/%Y}" == "02/07/2024"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_the_usual_encodings(encoding: str) -> None:
    assert read_plan_text("ke-hoach.txt", SENTENCE.encode(encoding)) == SENTENCE


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("trong.txt", b"", "plan-file-empty"),
        ("trong.docx", b" \n", "plan-file-empty"),
        ("cu.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "plan-old-word"),
        ("mat-khau.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "plan-old-word"),
        ("macro.docm", b"PK\x03\x04", "plan-macros"),
        ("hong.docx", b"PK\x03\x04" + bytes(50), "plan-file-damaged"),
        ("hong.pdf", b"%PDF-1.7\n" + b"x" * 500, "plan-file-damaged"),
        ("anh.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "plan-file-unknown"),
        ("tcvn.txt", "Kế hoạch số 1".encode("utf-16-le")[:-1] + b"\xb8", "plan-file-unknown"),
        ("ma-cu.txt", b"K\xd5 ho\xb9ch h\xe4c t\xcbp", "plan-not-utf8"),
        ("to.pdf", b"%PDF-" + bytes(50 * 1024 * 1024), "plan-file-too-large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_reason(name: str, content: bytes, code: str) -> None:
    assert refusal_of(name, content) == code


def test_a_scan_and_a_pdf_with_a_password_are_told_apart() -> None:
    assert refusal_of("quet.pdf", pdf_file()) == "plan-scan"
    assert refusal_of("khoa.pdf", pdf_file("Ke hoach", password="bi-mat")) == "plan-encrypted"


def test_a_document_of_three_hundred_pages_is_refused_before_it_is_read() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(300):
        writer.add_blank_page(595, 842)
    saved = io.BytesIO()
    writer.write(saved)
    assert refusal_of("dai.pdf", saved.getvalue()) == "plan-too-long"


def test_a_packed_file_that_is_no_word_document_is_refused() -> None:
    assert refusal_of("so.xlsx", packed({"xl/workbook.xml": b"<x/>"})) == "plan-file-unknown"


def test_macros_are_found_whatever_the_file_is_called() -> None:
    parts = {"word/document.xml": b"<x/>", "word/vbaProject.bin": b"x"}
    assert refusal_of("ke-hoach.docx", packed(parts)) == "plan-macros"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({"word/document.xml": bytes(150 * 1024 * 1024)})
    assert len(bomb) < LARGEST_FILE
    assert refusal_of("bom.docx", bomb) == "plan-file-too-large"


def test_a_document_of_another_shape_is_damaged_rather_than_an_exception() -> None:
    assert refusal_of("la.docx", packed({"word/document.xml": b"<x/>"})) == "plan-file-damaged"
