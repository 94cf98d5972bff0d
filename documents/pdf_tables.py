"""Tables of a PDF page: lines laid out in columns become rows with `|` between their cells.

A text layer knows no tables, only words and their places. Columns are what stays blank from the header of a
task table down to its last row.
"""

import re
from itertools import groupby

from domain.parsing.letters import without_diacritics

LEAST_CELLS = 3
_GAP = re.compile(r"\s{2,}")
_NUMBERED = re.compile(r"(?:s?tt|so tt)\b")
_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?[.)]?")
_HEADER = (
    re.compile(r"\b(?:nhiem vu|noi dung|cong viec|hoat dong|ten bao cao)\b"),
    re.compile(r"\b(?:thoi han|thoi gian|tien do|ngay|han|hoan thanh|chu tri|thuc hien|don vi)\b"),
)


def names_a_table(text: str) -> bool:
    """Whether some line of a page could be the header of a task table."""
    return any(_is_header_line(line) for line in text.splitlines())


def with_rows(layout: str) -> str:
    """The laid-out text of a page with its task tables as rows; everything else stays as it is."""
    found: list[str] = []
    lines = layout.splitlines()
    at = 0
    while at < len(lines):
        length = _table_length(lines[at:]) if _is_header_line(lines[at]) else 0
        found += _rows(lines[at : at + length]) if length else [lines[at]]
        at += length or 1
    return "\n".join(found)


def _is_header_line(line: str) -> bool:
    plain = without_diacritics(line)
    return all(pattern.search(plain) for pattern in _HEADER) and not re.search(r"\d", plain)


def _table_length(lines: list[str]) -> int:
    """How many lines keep the columns of the header, the first line, apart."""
    wanted = len(_GAP.split(lines[0].strip()))
    if wanted < LEAST_CELLS:
        return 0
    for count in range(2, len(lines) + 1):
        if lines[count - 1].strip() and len(_columns(lines[:count])) < wanted:
            return count - 1
    return len(lines)


def _columns(lines: list[str]) -> list[tuple[int, int]]:
    """Where each column begins and ends: columns of letters with two blanks or more between them."""
    width = max(len(line) for line in lines)
    taken = [any(at < len(line) and not line[at].isspace() for line in lines) for at in range(width)]
    for at in range(1, width - 1):
        # A single blank stands between words, not between columns.
        taken[at] = taken[at] or (taken[at - 1] and taken[at + 1])
    runs = [
        (is_taken, [at for at, _ in run])
        for is_taken, run in groupby(enumerate(taken), key=lambda each: each[1])
    ]
    return [(places[0], places[-1] + 1) for is_taken, places in runs if is_taken]


def _rows(lines: list[str]) -> list[str]:
    columns = _columns(lines)
    cells = [[line[begin:end].strip() for begin, end in columns] for line in lines if line.strip()]
    is_numbered = _NUMBERED.match(without_diacritics(cells[0][0])) is not None
    rows: list[list[str]] = []
    for line in cells:
        if not rows or _begins_row(line, is_numbered=is_numbered, is_header=len(rows) == 1):
            rows.append(line)
        else:
            rows[-1] = [f"{above} {below}".strip() for above, below in zip(rows[-1], line, strict=True)]
    return ["| " + " | ".join(cell.replace("|", "/") for cell in row) + " |" for row in rows]


def _begins_row(line: list[str], *, is_numbered: bool, is_header: bool) -> bool:
    if is_numbered:
        return _ROW_NUMBER.fullmatch(line[0]) is not None
    filled = sum(1 for cell in line if cell)
    goes_on = any(cell[:1].islower() for cell in line)
    return bool(line[0]) and not goes_on and filled >= (len(line) if is_header else len(line) - 1)
