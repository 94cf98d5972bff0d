"""A sheet of units as offices really save it."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from documents.profile_file import load_profile
from documents.unit_sheet import (
    COLUMNS,
    LONGEST_SHEET,
    RowProblem,
    UnitRow,
    read_unit_sheet,
    unit_template,
)
from domain.errors import DomainError

HEADINGS = list(COLUMNS.values())
GOOD = ["DBX-01", "Đảng bộ xã Bình Minh", "Đảng bộ cơ sở", "", "215", "Nguyễn Thị Hoa", "0912 000 001"]
GOOD_2 = ["CBT-01", "Chi bộ Trường THCS", "Chi bộ cơ sở", "DBX-01", "24", "Trần Văn Bình", "0912 000 002"]
EXAMPLES = Path(__file__).parents[2] / "examples"


def csv_file(*rows: list[str], delimiter: str = ";", headings: list[str] | None = None) -> bytes:
    return "\n".join(delimiter.join(row) for row in [headings or HEADINGS, *rows]).encode()


def short_csv(*rows: str) -> bytes:
    """Rows below the four headings that the tests of one column need."""
    return "\n".join(["Mã;Tên;Khối;Số đảng viên", *rows]).encode()


def xlsx_file(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_part_replaced(content: bytes, part: str, replacement: bytes) -> bytes:
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, replacement if name == part else old.read(name))
    return buffer.getvalue()


def rows_of(content: bytes, name: str = "don-vi.csv") -> tuple[UnitRow, ...]:
    sheet = read_unit_sheet(name, content)
    assert sheet.problems == ()
    return sheet.rows


def only_problem(content: bytes, name: str = "don-vi.csv") -> RowProblem:
    (problem,) = read_unit_sheet(name, content).problems
    return problem


def refusal(content: bytes, name: str = "don-vi.xlsx") -> str:
    with pytest.raises(DomainError) as caught:
        read_unit_sheet(name, content)
    return caught.value.code


# -- what is read ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_whatever_parts_its_columns(delimiter: str) -> None:
    (row,) = rows_of(csv_file(GOOD, delimiter=delimiter))
    assert row == UnitRow(
        line=2,
        code="DBX-01",
        name="Đảng bộ xã Bình Minh",
        groups=("Đảng bộ cơ sở",),
        member_count=215,
        contact_name="Nguyễn Thị Hoa",
        contact_phone="0912 000 001",
    )


def test_a_byte_order_mark_does_not_hide_the_first_heading() -> None:
    assert rows_of(b"\xef\xbb\xbf" + csv_file(GOOD))[0].code == "DBX-01"


def test_windows_line_ends_are_read() -> None:
    assert rows_of(csv_file(GOOD, GOOD_2).replace(b"\n", b"\r\n"))[1].code == "CBT-01"


def test_old_mac_line_ends_are_read_or_refused_in_words() -> None:
    try:
        rows = rows_of(csv_file(GOOD).replace(b"\n", b"\r"))
    except DomainError as error:
        assert error.code.startswith("sheet-")
    else:
        assert rows[0].code == "DBX-01"


def test_the_ending_of_the_name_may_be_in_capitals() -> None:
    assert rows_of(csv_file(GOOD), "DON-VI.CSV")[0].code == "DBX-01"


@pytest.mark.parametrize(
    "cell", ["Đảng bộ cơ sở;Chủ chốt", "Đảng bộ cơ sở | Chủ chốt", '"Đảng bộ cơ sở\nChủ chốt"']
)
def test_groups_are_parted_by_semicolons_bars_or_new_lines(cell: str) -> None:
    content = f"Mã,Tên,Khối\nDBX-01,Bình Minh,{cell}\n".encode()
    assert rows_of(content)[0].groups == ("Đảng bộ cơ sở", "Chủ chốt")


def test_empty_groups_between_separators_are_left_out() -> None:
    assert rows_of("Mã,Tên,Khối\nA,B,; Chủ chốt;;\n".encode())[0].groups == ("Chủ chốt",)


def test_headings_are_known_in_capitals_without_diacritics_and_in_any_order() -> None:
    content = "KHOI;sdt;TEN DON VI;Ma don vi\nChi bộ cơ sở;0912;Chi bộ 1;CB-1\n".encode()
    assert rows_of(content) == (UnitRow(2, "CB-1", "Chi bộ 1", ("Chi bộ cơ sở",), contact_phone="0912"),)


def test_columns_nobody_asked_for_are_ignored() -> None:
    assert rows_of("STT;Mã;Ghi chú;Tên;Khối\n1;A;xin chào;B;C\n".encode())[0].name == "B"


def test_letters_come_out_composed_and_trimmed() -> None:
    decomposed = "Mã;Tên;Khối\n A ;  Đảng bộ xã Hòa Sơn ;C\n"
    assert rows_of(decomposed.encode())[0].name == "Đảng bộ xã Hòa Sơn"


def test_empty_lines_are_passed_over_and_counted() -> None:
    assert [row.line for row in rows_of(short_csv("A;B;C;1", "", ";;;", "D;E;F;2"))] == [2, 5]


def test_the_header_may_stand_below_a_title_in_csv() -> None:
    content = "Danh sách đơn vị, năm 2024\n\n".encode() + csv_file(GOOD)
    assert [(row.line, row.code) for row in rows_of(content)] == [(4, "DBX-01")]


def test_the_header_may_stand_below_a_title_in_xlsx() -> None:
    content = xlsx_file(["Danh sách đơn vị"], [], HEADINGS, GOOD)
    assert [(row.line, row.code) for row in rows_of(content, "a.xlsx")] == [(4, "DBX-01")]


def test_an_xlsx_is_read_like_a_csv() -> None:
    assert rows_of(xlsx_file(HEADINGS, GOOD, GOOD_2), "a.xlsx") == rows_of(csv_file(GOOD, GOOD_2))


def test_numbers_that_excel_keeps_as_floats_lose_their_point() -> None:
    content = xlsx_file(HEADINGS, [101.0, "Chi bộ 1", "Chi bộ cơ sở", 7.0, 215.0, None, 912000001.0])
    (row,) = rows_of(content, "a.xlsx")
    assert (row.code, row.parent_code, row.member_count, row.contact_phone) == ("101", "7", 215, "912000001")


@pytest.mark.parametrize(("written", "count"), [("1.250", 1250), ("1 250", 1250), ("0", 0), ("", None)])
def test_counts_may_be_grouped_the_vietnamese_way_or_left_empty(written: str, count: int | None) -> None:
    assert rows_of(short_csv(f"A;B;C;{written}"))[0].member_count == count


def test_the_shipped_example_has_no_problem() -> None:
    sheet = read_unit_sheet("don-vi-mau.csv", (EXAMPLES / "don-vi-mau.csv").read_bytes())
    assert (len(sheet.rows), sheet.problems) == (24, ())


def test_the_template_reads_back_as_good_rows() -> None:
    rows = rows_of(unit_template(load_profile("xa_2025").groups), "mau.xlsx")
    assert [(row.line, row.code, row.name, row.parent_code) for row in rows] == [
        (2, "DV-01", "Đảng bộ Ủy ban nhân dân xã", ""),
        (3, "DV-02", "Chi bộ thôn Đông", "DV-01"),
    ]
    assert rows[0].groups == ("Đảng bộ trực thuộc", "Cán bộ chủ chốt cấp xã")
    assert rows[0].member_count == 24


def test_the_template_keeps_the_zero_of_a_telephone_number() -> None:
    sheet = load_workbook(io.BytesIO(unit_template(()))).worksheets[0]
    assert sheet.cell(400, len(COLUMNS)).number_format == "@"
    assert sheet.freeze_panes == "A2"


# -- rows that cannot be used ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "column"),
    [(";B;C;1", "Mã đơn vị"), ("A; ;C;1", "Tên đơn vị"), ("A;B;;1", "Khối"), ("A", "Tên đơn vị")],
)
def test_a_row_without_a_needed_cell_is_told_with_its_line(row: str, column: str) -> None:
    assert only_problem(short_csv("X;Y;Z;3", row)) == RowProblem(3, "missing", column)


def test_a_groups_cell_of_separators_only_names_no_group() -> None:
    assert only_problem("Mã,Tên,Khối\nA,B, ; |\n".encode()) == RowProblem(2, "missing", "Khối")


def test_a_repeated_code_is_told_with_both_lines_however_it_is_written() -> None:
    problem = only_problem(short_csv("DBX-01;B;C;1", "X;Y;Z;2", "đbx-01;B;C;3"))
    assert (problem.line, problem.code) == (4, "repeated")
    assert problem.detail.startswith("đbx-01")
    assert "2" in problem.detail


@pytest.mark.parametrize(
    "count", ["hai mươi", "-5", "24 người", "1000001", "1,5", "²", "12.5", "24.0", "1.25", "1..2", "9" * 5000]
)
def test_a_count_that_is_none_is_told_and_never_guessed(count: str) -> None:
    problem = only_problem(short_csv("X;Y;Z;3", f"A;B;C;{count}"))
    assert (problem.line, problem.code) == (3, "members")


def test_half_a_member_in_excel_is_no_count() -> None:
    problem = only_problem(xlsx_file(["Mã", "Tên", "Khối", "Số đảng viên"], ["A", "B", "C", 12.5]), "a.xlsx")
    assert (problem.line, problem.code, problem.detail) == (2, "members", "12.5")


@pytest.mark.parametrize("row", [f"{'A' * 41};B;C;1", f"A;{'B' * 201};C;1", f"A;B;{'C' * 201};1"])
def test_a_code_or_name_that_is_too_long_is_told(row: str) -> None:
    problem = only_problem(short_csv(row))
    assert (problem.line, problem.code) == (2, "too-long")
    assert len(problem.detail) <= 40


def test_every_bad_row_is_told_and_the_good_ones_are_kept() -> None:
    sheet = read_unit_sheet("a.csv", short_csv("A;B;C;1", ";B;C;1", "A;B;C;2", "D;E;F;x", "G;H;I;4"))
    assert [row.code for row in sheet.rows] == ["A", "G"]
    assert [(problem.line, problem.code) for problem in sheet.problems] == [
        (3, "missing"),
        (4, "repeated"),
        (5, "members"),
    ]


# -- files that cannot be used --------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_csv_in_another_encoding_is_refused(encoding: str) -> None:
    text = "Mã;Tên;Khối\nA;Nguyễn;C\n" if encoding == "utf-16" else "Mã;Tên\nÂ;Ô\n"
    content = text.encode(encoding, errors="replace")
    assert refusal(content, "a.csv") == "sheet-encoding"


@pytest.mark.parametrize("name", ["don-vi.pdf", "don-vi.xls", "don-vi", "xlsx"])
def test_another_kind_of_file_is_refused(name: str) -> None:
    assert refusal(csv_file(GOOD), name) == "sheet-kind"


@pytest.mark.parametrize("content", [b"", b"\n\n", "Mã;Tên\nA;B\n".encode(), b"A;B;C\n1;2;3\n"])
def test_a_sheet_without_the_needed_columns_is_refused(content: bytes) -> None:
    with pytest.raises(DomainError) as caught:
        read_unit_sheet("a.csv", content)
    assert caught.value.code == "sheet-no-header"
    assert caught.value.details == {"headings": "Mã đơn vị, Tên đơn vị, Khối"}


def test_a_csv_of_too_many_lines_is_refused() -> None:
    assert refusal(short_csv(*["A;B;C;1"] * LONGEST_SHEET), "a.csv") == "sheet-too-long"


def test_a_csv_cell_of_enormous_length_is_refused_or_told() -> None:
    try:
        problem = only_problem(short_csv(f"A;{'B' * 200_000};C;1"))
    except DomainError as error:
        assert error.code.startswith("sheet-")
    else:
        assert problem.line == 2


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nothing", b"Ma;Ten;Khoi\nA;B;C\n"])
def test_a_file_that_only_pretends_to_be_xlsx_is_refused(content: bytes) -> None:
    assert refusal(content) == "sheet-unreadable"


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusal(buffer.getvalue()) == "sheet-unreadable"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_workbook_with_a_torn_part_is_refused(part: str) -> None:
    assert refusal(with_part_replaced(xlsx_file(HEADINGS, GOOD), part, b"<a><b>")) == "sheet-unreadable"


def test_a_workbook_cut_off_in_the_middle_is_refused() -> None:
    content = xlsx_file(HEADINGS, GOOD)
    assert refusal(content[: len(content) // 2]) == "sheet-unreadable"


def test_a_workbook_with_damaged_bytes_is_refused() -> None:
    content = xlsx_file(HEADINGS, *[[f"A{number}", *GOOD[1:]] for number in range(300)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset + 80
    assert refusal(content[:at] + b"\xff" * 40 + content[at + 40 :]) == "sheet-unreadable"


def test_a_workbook_with_a_password_is_refused() -> None:
    content = bytearray(xlsx_file(HEADINGS, GOOD))
    for signature, flag_at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(signature)
        while at >= 0:
            content[at + flag_at] |= 1
            at = content.find(signature, at + 4)
    assert refusal(bytes(content)) == "sheet-unreadable"


def test_a_zip_that_unpacks_to_far_too_much_is_refused_unopened() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(101 * 1024 * 1024))
    assert len(buffer.getvalue()) < 200_000
    assert refusal(buffer.getvalue()) == "sheet-too-long"


def test_a_tiny_sheet_that_claims_every_column_costs_little_memory() -> None:
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Tên</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>Khối</t></is></c></row><row r="1000"><c r="A1000"><v>1</v></c></row>'
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1:XFD1000"/><sheetData>{rows}</sheetData></worksheet>'
    )
    content = with_part_replaced(xlsx_file(HEADINGS), "xl/worksheets/sheet1.xml", sheet.encode())
    tracemalloc.start()
    try:
        problem = only_problem(content, "a.xlsx")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (problem.line, problem.code) == (1000, "missing")
    assert peak < 30_000_000


def test_a_workbook_of_too_many_rows_is_refused() -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(HEADINGS[:3])
    for _ in range(LONGEST_SHEET):
        sheet.append(["A", "B", "C"])
    assert refusal(saved(book)) == "sheet-too-long"
