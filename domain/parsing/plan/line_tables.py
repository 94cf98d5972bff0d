"""Tables of a text layer that has every cell on a line of its own become rows with `|` between their cells.

The labels of the columns stand below `TT`, and then each row below its number.
"""

import re

from domain.parsing.letters import without_diacritics

LEAST_CELLS, MOST_CELLS = 3, 8
LONGEST_LABEL = 40
# A cell that runs over more lines than this is no cell of a task table.
MOST_LINES_A_ROW = 24
_NUMBERED = re.compile(r"s?tt|so tt")
_TIME = re.compile(r"\b(?:thoi han|thoi gian|tien do|ngay|han|hoan thanh)\b")
_DAY = re.compile(r"\d{1,2}\s?[/.\-]\s?\d")
_HEADING = re.compile(r"[IVX]{1,5}\s?[.\-/]\s")
_BETWEEN = re.compile(r"\s{2,}|\t|\|")
_PAGE = re.compile(r"[-–]\s*\d{1,3}\s*[-–]")


def with_rows_of_lines(lines: list[str]) -> list[str]:
    """The same lines, those of such tables put together row by row."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        rows, after = _table_at(lines, at) if _begins_table(lines[at]) else ([], at)
        found += rows or [lines[at]]
        at = after if rows else at + 1
    return found


def as_row(cells: list[str]) -> str:
    """Cells as a line that is read as the row of a table."""
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


def fitted(cells: list[str], wanted: int) -> list[str]:
    """What is to be done is the cell that most often runs over several lines, and it comes first."""
    extra = len(cells) - wanted
    return [" ".join(cells[: extra + 1]), *cells[extra + 1 :]] if extra > 0 else cells


def _is_numbered(line: str) -> bool:
    return len(line) < LONGEST_LABEL and _NUMBERED.fullmatch(without_diacritics(line.strip(" ."))) is not None


def _begins_table(line: str) -> bool:
    """`TT`, or all labels in one line with blanks between them, above cells that have lines of their own."""
    return _is_numbered(_parts(line)[0])


def _parts(line: str) -> list[str]:
    return [part.strip() for part in _BETWEEN.split(line.strip(" |"))]


def _table_at(lines: list[str], at: int) -> tuple[list[str], int]:
    """The rows of the table whose labels begin here and the line after it; no rows when it is none."""
    labels, at = _labels(lines, at)
    if len(labels) < LEAST_CELLS or not any(_TIME.search(without_diacritics(label)) for label in labels):
        return [], at
    rows = [labels]
    while at < len(lines) and lines[at].strip(" .|") == str(len(rows)):
        cells, after = _cells(lines, at + 1, len(labels) - 1, next_number=str(len(rows) + 1))
        if len(cells) == len(labels) - 2 and _DAY.search(cells[-1]):
            # A cell that says nothing, such as who helps, leaves no line.
            cells.insert(-1, "")
        if len(cells) != len(labels) - 1:
            break
        rows.append([str(len(rows)), *cells])
        at = after
    return ([as_row(cells) for cells in rows], at) if len(rows) > 1 else ([], at)


def _labels(lines: list[str], at: int) -> tuple[list[str], int]:
    in_one_line = _parts(lines[at])
    if len(in_one_line) >= LEAST_CELLS:
        first = next((place for place in range(at + 1, min(at + 3, len(lines))) if lines[place].strip()), at)
        # The number below the labels may have been taken for a row of its own, the first and an empty one.
        return (in_one_line, first) if lines[first].strip(" .|") == "1" else ([], at)
    labels: list[str] = []
    while at < len(lines) and len(labels) <= MOST_CELLS:
        words = lines[at].strip()
        if words.strip(".") == "1":
            return labels, at
        if len(words) > LONGEST_LABEL or re.match(r"\d", words):
            break
        labels += [words] if words else []
        at += 1
    return [], at


def _cells(lines: list[str], at: int, wanted: int, *, next_number: str) -> tuple[list[str], int]:
    """The cells of a row: up to the next number, or of the last row as many as there are labels."""
    cells: list[str] = []
    for place in range(at, min(at + MOST_LINES_A_ROW, len(lines))):
        words = lines[place].strip()
        if words.strip(".") == next_number:
            return fitted(cells, wanted), place
        if not words or _PAGE.fullmatch(words) or (words.isdigit() and _is_before(lines, place, next_number)):
            continue
        if cells and (words[0].islower() or words[0] in "(/"):
            cells[-1] += f" {words}"
        else:
            cells.append(words)
    return _last_cells(lines, at, wanted)


def _is_before(lines: list[str], place: int, number: str) -> bool:
    """Whether the next line with words is a number: the one before it is that of a page."""
    following = next((line.strip(" .") for line in lines[place + 1 : place + 4] if line.strip()), "")
    return following == number


def _last_cells(lines: list[str], at: int, wanted: int) -> tuple[list[str], int]:
    cells: list[str] = []
    while at < len(lines):
        words = lines[at].strip()
        if words and cells and (words[0].islower() or words[0] in "(/"):
            cells[-1] += f" {words}"
        elif words and (len(cells) == wanted or _HEADING.match(words)):
            break
        elif words:
            cells.append(words)
        at += 1
    return cells, at
