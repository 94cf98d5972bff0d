"""Every day a reply tells, surest first; one day told in two ways is found once."""

import re
from collections.abc import Callable, Iterable, Iterator

from domain.parsing.found_days import Around, FoundDay, can_be_day, written_day
from domain.parsing.line import Line
from domain.parsing.lunar_days import read_lunar_dates, read_lunar_days
from domain.parsing.relative_days import RelativeDay, find_relative_days
from domain.parsing.written_days import DATED_READERS, DAY_READERS

_Reader = Callable[[str, Around], Iterator[FoundDay]]
_NEXT_TO = re.compile(r"[ ,(]*(?:(?:la |tuc |nham )?(?:ngay )?)?[ (]*")
_PAIR_AHEAD = re.compile(r"[ ,(]{0,3}(?:la |tuc )?(?:ngay )?\(?(\d{1,2}) ?/ ?(\d{1,2})(?![\d/])")


def take_days(line: Line, around: Around) -> list[FoundDay]:
    """Every day that is not a bare pair with a slash, taken out of the line, in the order of the text."""
    found = _taken(line, around, (read_lunar_dates, *DATED_READERS, read_lunar_days))
    relative = find_relative_days(line.open, around.today, around.hour, around.is_ahead_at)
    found += _not_told_twice(line, list(relative), found, around)
    found += _taken(line, around, DAY_READERS)
    return sorted(found, key=lambda day: day.start)


def day_of_pair(match: re.Match[str], around: Around) -> FoundDay:
    """`15/6` as a day: the one nearest to today."""
    return written_day(match.span(), int(match[1]), int(match[2]), None, around)


def _taken(line: Line, around: Around, readers: Iterable[_Reader]) -> list[FoundDay]:
    found: list[FoundDay] = []
    for reader in readers:
        for day in list(reader(line.open, around)):
            found.append(day)
            line.take(day.start, day.end)
    return found


def _not_told_twice(
    line: Line, relative: list[RelativeDay], written: list[FoundDay], around: Around
) -> list[FoundDay]:
    """`thứ 7 ngày 22/6`, `hôm qua 20/6`: one day told in two ways; the written date stands."""
    found = []
    others = [*written, *(day for day in relative if not day.is_now)]
    for day in relative:
        if day.is_now and others:
            continue
        line.take(day.start, day.end)
        beside = next((other for other in written if _are_neighbours(line.text, day, other)), None)
        if beside is None:
            beside = _pair_beside(line, day, around)
        if beside is None:
            found.append(_as_found(day))
        elif day.day is not None and not day.agrees_with(beside):
            found.append(FoundDay(day.day, day.start, day.end, trouble=day.trouble))
    return found


def _as_found(day: RelativeDay) -> FoundDay:
    is_vague = day.day is None
    return FoundDay(
        day.day, day.start, day.end, day.is_ahead, is_vague=is_vague, is_past=day.is_past, is_bare=day.is_bare
    )


def _are_neighbours(text: str, one: RelativeDay, other: FoundDay) -> bool:
    between = text[one.end : other.start] if one.end <= other.start else text[other.end : one.start]
    is_near = 0 <= max(other.start - one.end, one.start - other.end) <= 12
    return is_near and _NEXT_TO.fullmatch(between) is not None


def _pair_beside(line: Line, day: RelativeDay, around: Around) -> FoundDay | None:
    match = _PAIR_AHEAD.match(line.open, day.end)
    if match is None or not can_be_day(match):
        return None
    found = written_day(match.span(), int(match[1]), int(match[2]), None, around)
    return found if found.day == day.day or "ngay" in match[0] or int(match[1]) > int(match[2]) else None
