"""Reading a sheet of units (.xlsx or .csv) row by row, and the template that is offered for it."""

import csv
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.errors import DomainError
from domain.parsing.letters import composed, folded_plain
from domain.profiles import KnownGroup

COLUMNS = {
    "code": "Mã đơn vị",
    "name": "Tên đơn vị",
    "groups": "Khối",
    "parent": "Mã cấp trên",
    "members": "Số đảng viên (hội viên)",
    "contact": "Người liên hệ",
    "phone": "Điện thoại",
}
REQUIRED = ("code", "name", "groups")
_ALSO = {
    "ma": "code", "code": "code", "ten": "name", "name": "name", "khoi": "groups", "groups": "groups",
    "cap tren": "parent", "parent": "parent", "so dang vien": "members", "so hoi vien": "members",
    "members": "members", "contact": "contact", "bi thu": "contact", "dien thoai": "phone", "sdt": "phone",
    "phone": "phone",
}  # fmt: skip
_HEADINGS = {folded_plain(title): name for name, title in COLUMNS.items()} | _ALSO
TEMPLATE_WIDTHS = (14, 40, 34, 14, 26, 26, 16)
LONGEST_SHEET = 20_000
MOST_COLUMNS = 50
LONGEST_CODE, LONGEST_NAME = 40, 200
LINES_BEFORE_HEADER = 20
_COUNT = re.compile(r"\d{1,6}|\d{1,3}(?:[. ]\d{3})+", re.ASCII)
LARGEST_UNPACKED = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One good row. `line` is its line in the sheet, counted from 1 as the office program shows it."""

    line: int
    code: str
    name: str
    groups: tuple[str, ...]
    parent_code: str = ""
    member_count: int | None = None
    contact_name: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """A row that cannot be used: `sheet-<code>` in locales/ says why."""

    line: int
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What a sheet holds: the good rows and the problems of the others."""

    rows: tuple[UnitRow, ...]
    problems: tuple[RowProblem, ...]


def read_unit_sheet(name: str, content: bytes) -> UnitSheet:
    """Read a sheet; never stops at a bad row.

    Args:
        name: file name; its ending says which format it is.
        content: the bytes of the file.

    Raises:
        DomainError: `sheet-unreadable`, `sheet-kind`, `sheet-too-long` or `sheet-no-header` when no
            row can be read at all.
    """
    if name.lower().endswith(".csv"):
        lines = _csv_lines(content)
    elif name.lower().endswith(".xlsx"):
        lines = _xlsx_lines(content)
    else:
        raise DomainError("sheet-kind", name=name)
    if len(lines) > LONGEST_SHEET:
        raise DomainError("sheet-too-long", most=LONGEST_SHEET)
    return _read_lines(lines)


def unit_template(groups: Sequence[KnownGroup]) -> bytes:
    """An .xlsx with the right headings, a row for each group's example, and room for the registry."""
    # Slow to import and seldom needed.
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đơn vị"
    sheet.append(list(COLUMNS.values()))
    for row in _example_rows(groups):
        sheet.append(row)
    for column, width in enumerate(TEMPLATE_WIDTHS, start=1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="9B1C1C")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = width
    for row_number in range(2, 500):
        sheet.cell(row_number, len(COLUMNS)).number_format = "@"
    sheet.freeze_panes = "A2"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _example_rows(groups: Sequence[KnownGroup]) -> Iterator[list[str | int]]:
    """The first shows how several groups are written, the others how a unit above is named."""
    examples = [group for group in groups if group.example]
    for number, group in enumerate(examples, start=1):
        names = [group.name, groups[-1].name] if number == 1 else [group.name]
        above = "" if number == 1 else "DV-01"
        shown = "; ".join(dict.fromkeys(names))
        yield [f"DV-{number:02}", group.example, shown, above, 24, "Nguyễn Thị Hoa", f"0912 000 {number:03}"]


def _csv_lines(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DomainError("sheet-encoding") from None
    readings = [_split(text, delimiter) for delimiter in ";,\t"]
    return max(readings, key=_heading_count)


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        lines = csv.reader(io.StringIO(text, newline=None), delimiter=delimiter)
        return list(itertools.islice(lines, LONGEST_SHEET + 2))
    except csv.Error:
        raise DomainError("sheet-unreadable") from None


def _heading_count(lines: list[list[str]]) -> int:
    return max((len(_headings_in(line)) for line in lines[:LINES_BEFORE_HEADER]), default=0)


def _xlsx_lines(content: bytes) -> list[list[str]]:
    from openpyxl import load_workbook

    try:
        _refuse_bomb(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        # A file may claim a huge range; only what is really there is read.
        sheet.reset_dimensions()
        rows = sheet.iter_rows(values_only=True, max_row=LONGEST_SHEET + 2, max_col=MOST_COLUMNS)
        return [["" if cell is None else _cell_text(cell) for cell in row] for row in rows]
    except DomainError:
        raise
    except Exception:  # noqa: BLE001 - a broken archive breaks its reader in a dozen ways
        raise DomainError("sheet-unreadable") from None


def _refuse_bomb(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > LARGEST_UNPACKED:
            raise DomainError("sheet-too-long", most=LONGEST_SHEET)


def _cell_text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _read_lines(lines: list[list[str]]) -> UnitSheet:
    header_at, columns = _find_header(lines)
    rows: list[UnitRow] = []
    problems: list[RowProblem] = []
    seen: dict[str, int] = {}
    for line, values in _filled_lines(lines, header_at, columns):
        outcome = _read_row(line, values, seen)
        if isinstance(outcome, UnitRow):
            rows.append(outcome)
            seen[folded_plain(outcome.code)] = line
        else:
            problems.append(outcome)
    return UnitSheet(tuple(rows), tuple(problems))


def _find_header(lines: list[list[str]]) -> tuple[int, dict[str, int]]:
    for index, line in enumerate(lines[:LINES_BEFORE_HEADER]):
        columns = _headings_in(line)
        if set(REQUIRED) <= columns.keys():
            return index, columns
    raise DomainError("sheet-no-header", headings=", ".join(COLUMNS[name] for name in REQUIRED))


def _headings_in(line: list[str]) -> dict[str, int]:
    return {_HEADINGS[key]: at for at, cell in enumerate(line) if (key := folded_plain(cell)) in _HEADINGS}


def _filled_lines(
    lines: list[list[str]], header_at: int, columns: dict[str, int]
) -> Iterator[tuple[int, dict[str, str]]]:
    for index, line in enumerate(lines[header_at + 1 :], start=header_at + 2):
        values = {name: _words(line[at]) if at < len(line) else "" for name, at in columns.items()}
        if any(values.values()):
            yield index, values


def _words(cell: str) -> str:
    """The cell as it is stored; no database keeps NUL or half of a surrogate pair."""
    return composed(cell).replace("\x00", "").encode(errors="replace").decode().strip()


def _read_row(line: int, values: dict[str, str], seen: dict[str, int]) -> UnitRow | RowProblem:
    for name in REQUIRED:
        if not values[name]:
            return RowProblem(line, "missing", COLUMNS[name])
    groups = tuple(group.strip() for group in re.split(r"[;|\n]", values["groups"]) if group.strip())
    if not groups:
        return RowProblem(line, "missing", COLUMNS["groups"])
    if folded_plain(values["code"]) in seen:
        return RowProblem(line, "repeated", f"{values['code']}, {seen[folded_plain(values['code'])]}")
    members = values.get("members", "")
    if members and not _COUNT.fullmatch(members):
        return RowProblem(line, "members", values["members"])
    if len(values["code"]) > LONGEST_CODE or any(
        len(name) > LONGEST_NAME for name in (values["name"], *groups)
    ):
        return RowProblem(line, "too-long", values["code"][:40])
    return UnitRow(
        line,
        values["code"],
        values["name"],
        groups,
        values.get("parent", ""),
        int(re.sub("[. ]", "", members)) if members else None,
        values.get("contact", "")[:120],
        values.get("phone", "")[:40],
    )
