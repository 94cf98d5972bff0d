"""The ledger opens in an office program as it was meant."""

import io
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from documents.ledger import LONGEST_CELL, write_ledger
from documents.sheets import Cell, LedgerSheet

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TITLE, AS_OF = "Học tập nghị quyết", "Tính đến 08:00 ngày 17/6/2024"


def book_of(*sheets: LedgerSheet, title: str = TITLE, as_of: str = AS_OF) -> Workbook:
    return load_workbook(io.BytesIO(write_ledger(title, as_of, sheets)))


def sheet_of(*rows: list[Cell], fills: dict[str, str] | None = None) -> Worksheet:
    headings = [f"Cột {number}" for number in range(1, max([3, *map(len, rows)]) + 1)]
    sheet = LedgerSheet("Đơn vị × việc", headings, [12] * len(headings), rows, fills or {})
    return book_of(sheet).worksheets[0]


def cell_of(value: Cell) -> object:
    return sheet_of([value]).cell(4, 1).value


def test_every_sheet_has_its_name_its_title_and_its_instant() -> None:
    first = LedgerSheet("Đơn vị × việc", ["A", "B"], [10, 20], [])
    second = LedgerSheet("Báo cáo", ["C"], [30], [])
    book = book_of(first, second)
    assert book.sheetnames == ["Đơn vị × việc", "Báo cáo"]
    assert [(sheet["A1"].value, sheet["A2"].value) for sheet in book.worksheets] == [(TITLE, AS_OF)] * 2
    assert [cell.value for cell in book.worksheets[0][3]] == ["A", "B"]
    assert book.worksheets[0].column_dimensions["B"].width == 20


def test_the_header_is_frozen_filtered_and_printed_on_every_page() -> None:
    sheet = sheet_of(["a", 1, 2], ["b", 3, 4])
    assert sheet.freeze_panes == "C4"
    assert sheet.auto_filter.ref == "A3:C5"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)


def test_a_sheet_without_rows_still_has_a_filter() -> None:
    assert sheet_of().auto_filter.ref == "A3:C3"


def test_dates_and_numbers_stay_dates_and_numbers() -> None:
    sheet = sheet_of([date(2024, 6, 30), datetime(2024, 6, 17, 8, 12, tzinfo=ZONE), 45, 0.9858, None])
    day, instant, count, share, nothing = sheet[4]
    assert (day.value, day.number_format) == (datetime.fromisoformat("2024-06-30"), "dd/mm/yyyy")
    assert instant.value == datetime.fromisoformat("2024-06-17T08:12")
    assert instant.number_format == "dd/mm/yyyy hh:mm"
    assert (count.value, count.data_type) == (45, "n")
    assert (share.value, share.number_format) == (0.9858, "0.00%")
    assert nothing.value is None


def test_digits_of_a_code_or_telephone_stay_text() -> None:
    cell = sheet_of(["0912000001"]).cell(4, 1)
    assert (cell.value, cell.data_type) == ("0912000001", "s")


@pytest.mark.parametrize(
    "words", ["=1+1", '=HYPERLINK("http://a.vn","x")', "+84912", "-5", "@SUM(A1)", "#N/A", "{=1}"]
)
def test_words_that_look_like_a_formula_stay_words(words: str) -> None:
    cell = sheet_of([words]).cell(4, 1)
    assert (cell.value, cell.data_type) == (words, "s")


def test_a_title_that_looks_like_a_formula_stays_a_title() -> None:
    sheet = book_of(LedgerSheet("A", ["A"], [1], []), title="=1+1", as_of="=2+2").worksheets[0]
    assert [(cell.value, cell.data_type) for cell in (sheet["A1"], sheet["A2"])] == [
        ("=1+1", "s"),
        ("=2+2", "s"),
    ]


@pytest.mark.parametrize(
    "harmful",
    ["\x00", "\x07", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"],
    ids=lambda letter: ascii(letter),
)
def test_letters_no_workbook_can_hold_do_not_break_it(harmful: str) -> None:
    found = cell_of(f"khó{harmful}khăn")
    assert isinstance(found, str)
    assert found.startswith("khó")
    assert found.endswith("khăn")


@pytest.mark.parametrize("harmful", ["\x07", "\ufffe"], ids=lambda letter: ascii(letter))
def test_letters_no_workbook_can_hold_do_not_break_it_in_the_title(harmful: str) -> None:
    sheet = book_of(LedgerSheet("A", ["A"], [1], []), title=f"Kế{harmful}hoạch").worksheets[0]
    assert sheet["A1"].value.startswith("Kế")


def test_new_lines_and_vietnamese_letters_and_emoji_are_kept() -> None:
    words = "Thiếu hội trường\nĐề nghị hỗ trợ 🙏 <b>&amp;</b>"
    assert cell_of(words) == words


def test_a_very_long_text_is_cut_to_what_a_cell_holds() -> None:
    assert cell_of("a" * 40_000) == "a" * LONGEST_CELL


def test_a_status_has_its_colour_even_with_the_days_behind_it() -> None:
    sheet = sheet_of(["muộn, 3"], ["đúng hạn"], fills={"muộn": "FCE4D6"})
    assert sheet["A4"].fill.fgColor.rgb == "00FCE4D6"
    assert sheet["A5"].fill.fill_type is None


def test_headings_and_widths_must_agree() -> None:
    with pytest.raises(ValueError, match="zip"):
        write_ledger(TITLE, AS_OF, [LedgerSheet("A", ["A", "B"], [1], [])])
