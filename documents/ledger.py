"""The ledger as .xlsx: unit × milestone, raw reports, delivery; typed cells, filters, frozen header."""

import io
from collections.abc import Sequence
from datetime import date, datetime
from math import ceil

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.cell.cell import MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from documents.sheets import Cell, LedgerSheet

_HEAD_FONT = Font(name="Times New Roman", size=12, bold=True, color="FFFFFF")
_HEAD_FILL = PatternFill("solid", fgColor="9B1C1C")
_BODY_FONT = Font(name="Times New Roman", size=12)
_TITLE_FONT = Font(name="Times New Roman", size=14, bold=True)
_EDGE = Side(style="thin", color="BFBFBF")
_BOX = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
FIRST_ROW = 4
LONGEST_CELL = 32_000
LINE_HEIGHT = 16.5  # points, for 12 point type
LETTERS_A_WIDTH = 1.1
MOST_LINES = 12


def write_ledger(title: str, as_of: str, sheets: Sequence[LedgerSheet]) -> bytes:
    """The workbook as bytes; `as_of` stands under the title of every sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write_sheet(book.create_sheet(sheet.name), title, as_of, sheet)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_sheet(target: Worksheet, title: str, as_of: str, sheet: LedgerSheet) -> None:
    _write_text(target.cell(1, 1), title, _TITLE_FONT)
    _write_text(target.cell(2, 1), as_of, _BODY_FONT)
    header_row = FIRST_ROW - 1
    for column, (heading, width) in enumerate(zip(sheet.headings, sheet.widths, strict=True), start=1):
        cell = target.cell(header_row, column, heading)
        cell.font, cell.fill, cell.border = _HEAD_FONT, _HEAD_FILL, _BOX
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        target.column_dimensions[get_column_letter(column)].width = width
    target.row_dimensions[header_row].height = 2 * LINE_HEIGHT
    for row_number, row in enumerate(sheet.rows, start=FIRST_ROW):
        target.row_dimensions[row_number].height = LINE_HEIGHT * _lines(row, sheet.widths)
        for column, value in enumerate(row, start=1):
            _write_cell(target, row_number, column, value, sheet.fills)
    last_column = get_column_letter(len(sheet.headings))
    target.auto_filter.ref = f"A{header_row}:{last_column}{max(header_row, FIRST_ROW + len(sheet.rows) - 1)}"
    target.freeze_panes = f"C{FIRST_ROW}"
    target.page_setup.orientation = "landscape"
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = 1, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = f"{header_row}:{header_row}"


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """How many lines the tallest cell of a row takes: office programs do not fit the height by themselves."""
    texts = [(value, width) for value, width in zip(row, widths, strict=False) if isinstance(value, str)]
    heights = [
        sum(ceil((len(line) or 1) / (width * LETTERS_A_WIDTH)) for line in text.split("\n"))
        for text, width in texts
    ]
    return min(max(heights, default=1), MOST_LINES)


def _write_cell(target: Worksheet, row: int, column: int, value: Cell, fills: dict[str, str]) -> None:
    cell = target.cell(row, column)
    if isinstance(value, str):
        _write_text(cell, value, _BODY_FONT)
    else:
        cell.value = value.replace(tzinfo=None) if isinstance(value, datetime) else value
        cell.font = _BODY_FONT
    cell.border = _BOX
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if isinstance(value, datetime):
        cell.number_format = "dd/mm/yyyy hh:mm"
    elif isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
    elif isinstance(value, float):
        cell.number_format = "0.00%"
    elif isinstance(value, str):
        colour = next((fills[start] for start in fills if value.startswith(start)), None)
        if colour is not None:
            cell.fill = PatternFill("solid", fgColor=colour)


def _write_text(cell: SheetCell | MergedCell, text: str, font: Font) -> None:
    cell.value = "".join(letter for letter in text if _is_printable(letter))[:LONGEST_CELL]
    # Text of a person is never a formula, whatever letter it begins with.
    cell.data_type = "s"
    cell.font = font


def _is_printable(letter: str) -> bool:
    is_text = letter >= " " or letter in "\n\t"
    return is_text and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff"
