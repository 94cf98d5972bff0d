"""Schedules of a week that have every cell on a line of its own become rows with `|` between their cells.

The labels of the columns stand first; then each day, below it each hour, and below that what happens then.
"""

import re

from domain.parsing.letters import without_diacritics
from domain.parsing.plan.line_tables import LEAST_CELLS, LONGEST_LABEL, MOST_CELLS, as_row, fitted
from domain.parsing.plan.mention import HOUR_ALONE

# A day, an hour and what happens then run over no more lines than this.
MOST_LINES_AN_HOUR = 24
_WEEKDAY = r"(?:thu\s+(?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)"
_DATE = r"(?:ngay\s+)?\d{1,2}\s*[/.\-]\s*\d{1,2}(?:\s*[/.\-]\s*\d{4})?"
_WEEKDAY_LINE = re.compile(rf"{_WEEKDAY}[\s,:]*(?P<date>\(?{_DATE}\)?)?\W*")
_DATE_LINE = re.compile(rf"\W*{_DATE}\W*")
_DAY_LABEL = re.compile(r"(?:thu|ngay)\b\D*")
_TASK_LABEL = re.compile(r"\b(?:noi dung|cong viec|hoat dong)\b")
_AFTERWARDS = re.compile(r"\W*(?:ghi chu|luu y|noi nhan)\b.*|.*:")
_PAGE = re.compile(r"[-–]?\s*\d{1,3}\s*[-–]?")


def with_rows_of_days(lines: list[str]) -> list[str]:
    """The same lines, those of such schedules put together hour by hour."""
    found: list[str] = []
    at = 0
    while at < len(lines):
        labels, first = _labels(lines, at)
        rows, after = _rows(lines, first, labels) if labels else ([], at)
        found += [as_row(labels), *rows] if rows else [lines[at]]
        at = after if rows else at + 1
    return found


def _labels(lines: list[str], at: int) -> tuple[list[str], int]:
    """The labels that begin here and the line of the first day below them; none when they are no labels."""
    if not _DAY_LABEL.fullmatch(_plain(lines[at])):
        return [], at
    labels: list[str] = []
    while at < len(lines) and len(labels) <= MOST_CELLS and len(lines[at]) <= LONGEST_LABEL:
        if _WEEKDAY_LINE.fullmatch(_plain(lines[at])):
            names_tasks = any(_TASK_LABEL.search(_plain(label)) for label in labels)
            return (labels, at) if names_tasks and len(labels) >= LEAST_CELLS else ([], at)
        if re.search(r"\d", lines[at]):
            break
        labels += [lines[at].strip()] if lines[at].strip() else []
        at += 1
    return [], at


def _rows(lines: list[str], at: int, labels: list[str]) -> tuple[list[str], int]:
    """A row for each hour of each day, and the line after the last."""
    wanted = len(labels) - 2
    rows: list[str] = []
    day, after = _day(lines, at)
    while day and after < len(lines) and HOUR_ALONE.fullmatch(_plain(lines[after])):
        cells, end = _cells(lines, after + 1, wanted)
        if not cells:
            break
        # What is missing at the end is mostly the place: what happens comes first.
        rows.append(as_row([day, lines[after].strip(), *cells, *[""] * (wanted - len(cells))]))
        at = end
        next_day, after = _day(lines, end)
        day = next_day or day
    return rows, at


def _day(lines: list[str], at: int) -> tuple[str, int]:
    """The day that stands here on one line or two, else nothing, and the first line with words after it."""
    at = _next_filled(lines, at)
    match = _WEEKDAY_LINE.fullmatch(_plain(lines[at])) if at < len(lines) else None
    if match is None:
        return "", at
    below = _next_filled(lines, at + 1)
    if match["date"] or below >= len(lines) or not _DATE_LINE.fullmatch(_plain(lines[below])):
        return lines[at].strip(), below
    return f"{lines[at].strip()} {lines[below].strip()}", _next_filled(lines, below + 1)


def _cells(lines: list[str], at: int, wanted: int) -> tuple[list[str], int]:
    """The cells below an hour: up to the next hour or day, else as many as there are labels."""
    cells: list[str] = []
    end = last = min(at + MOST_LINES_AN_HOUR, len(lines))
    for place in range(at, end):
        words, plain = lines[place].strip(), _plain(lines[place])
        if HOUR_ALONE.fullmatch(plain) or _WEEKDAY_LINE.fullmatch(plain):
            return fitted(cells, wanted), place
        if _AFTERWARDS.fullmatch(plain):
            return cells[:wanted], min(last, place)
        if not words or _PAGE.fullmatch(words):
            continue
        if cells and (words[0].islower() or words[0] in "(/"):
            cells[-1] += f" {words}"
            continue
        last = min(last, place) if len(cells) == wanted else last
        cells.append(words)
    return cells[:wanted], last


def _next_filled(lines: list[str], at: int) -> int:
    while at < len(lines) and (not lines[at].strip() or _PAGE.fullmatch(lines[at].strip())):
        at += 1
    return at


def _plain(line: str) -> str:
    return without_diacritics(line.strip()) if len(line) < 2 * LONGEST_LABEL else ""
