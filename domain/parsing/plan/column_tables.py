"""Tables of a text layer that are laid out in columns become rows with `|` between their cells.

A text layer knows no tables, only words and their places. Columns are what stays blank from the header of a
task table or schedule down to its last row.
"""

import re
from itertools import groupby

from domain.parsing.letters import without_diacritics
from domain.parsing.plan.mention import HOUR_ALONE

LEAST_CELLS = 3
MOST_ROWS = 2000
_GAP = re.compile(r"\s{2,}")
_NUMBERED = re.compile(r"\W*(?:s?tt|so tt)\b")
_ROW_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?[.)]?")
_SECTION_NUMBER = re.compile(r"[IVX]{1,5}[.)]?|[A-Z][.)]?")
_TASK = re.compile(r"\b(?:nhiem vu|noi dung|cong viec|hoat dong|ten bao cao)\b")
_TIME = re.compile(r"\b(?:thoi han|thoi gian|tien do|ngay|han|hoan thanh)\b")
_OWNER = re.compile(r"\b(?:chu tri|thuc hien|don vi)\b")


def names_a_table(text: str) -> bool:
    """Whether some line of a page could be the header of a task table."""
    return any(_is_header_line(line) for line in text.splitlines())


def with_rows(layout: str) -> str:
    """Laid-out text with its task tables as rows; everything else stays as it is."""
    found: list[str] = []
    lines = layout.splitlines()
    at = 0
    while at < len(lines):
        length = _table_length(lines, at) if _is_header_line(lines[at]) else 0
        found += _rows(lines[at : at + length]) if length else [lines[at]]
        at += length or 1
    return "\n".join(found)


def _is_header_line(line: str) -> bool:
    if len(line) > 400:
        return False
    plain = without_diacritics(line)
    has_task = _TASK.search(plain) is not None or _NUMBERED.match(plain) is not None
    has_other = _TIME.search(plain) is not None or (_TASK.search(plain) and _OWNER.search(plain))
    return bool(has_task and has_other) and not re.search(r"\d", plain)


def _table_length(lines: list[str], at: int) -> int:
    """How many lines keep the columns of the header, the first line, apart; 0 where there is no table."""
    wanted = len(_GAP.split(lines[at].strip()))
    if wanted < LEAST_CELLS:
        return 0
    is_numbered = _NUMBERED.match(without_diacritics(lines[at])) is not None
    taken = _taken(lines[at], [])
    for count, line in enumerate(lines[at + 1 : at + MOST_ROWS], start=1):
        if not line.strip():
            continue
        now_taken = _taken(line, taken)
        columns = _columns(now_taken)
        if len(columns) < wanted or (is_numbered and not _may_stand_below(line[: columns[0][1]].strip())):
            return count
        taken = now_taken
    return min(len(lines) - at, MOST_ROWS)


def _may_stand_below(number: str) -> bool:
    """Whether these words may stand in the column of the row numbers."""
    return not number or bool(_ROW_NUMBER.fullmatch(number) or _SECTION_NUMBER.fullmatch(number))


def _taken(line: str, above: list[bool]) -> list[bool]:
    """Which places hold a letter in this line or above it."""
    width = max(len(line), len(above))
    own = [at < len(line) and not line[at].isspace() for at in range(width)]
    return [is_own or (at < len(above) and above[at]) for at, is_own in enumerate(own)]


def _columns(taken: list[bool]) -> list[tuple[int, int]]:
    """Where each column begins and ends: columns of letters with two blanks or more between them."""
    joined = list(taken)
    for at in range(1, len(joined) - 1):
        # A single blank stands between words, not between columns.
        joined[at] = joined[at] or (joined[at - 1] and joined[at + 1])
    runs = [
        (is_taken, [at for at, _ in run])
        for is_taken, run in groupby(enumerate(joined), key=lambda each: each[1])
    ]
    return [(places[0], places[-1] + 1) for is_taken, places in runs if is_taken]


def _rows(lines: list[str]) -> list[str]:
    taken: list[bool] = []
    for each in lines:
        taken = _taken(each, taken)
    columns = _columns(taken)
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
        return bool(line[0])
    if not is_header and any(HOUR_ALONE.fullmatch(without_diacritics(cell)) for cell in line[:2]):
        return True
    filled = sum(1 for cell in line if cell)
    goes_on = any(cell[:1].islower() for cell in line)
    return bool(line[0]) and not goes_on and filled >= (len(line) if is_header else len(line) - 1)
