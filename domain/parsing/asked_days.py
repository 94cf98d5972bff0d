"""The answer to the question on which day it was."""

import re

from domain.forms import Value, with_derived
from domain.parsing.clauses import Tense
from domain.parsing.counts import find_counts
from domain.parsing.documents_named import take_documents
from domain.parsing.draft import Draft
from domain.parsing.everybody import take_nobody_absent
from domain.parsing.found_days import LAST_MONTH, FoundDay, can_be_day
from domain.parsing.gathering import settle_days
from domain.parsing.headcount import read_headcount
from domain.parsing.line import TAKEN
from domain.parsing.manners import without_manners
from domain.parsing.noise import pass_over_hours, pass_over_measures
from domain.parsing.pairs import PAIR, read_pairs
from domain.parsing.reply_dates import day_of_pair, take_days
from domain.parsing.spelling import spell_out

DATES = frozenset({"date", "dates"})
_COMING = re.compile(r"\d (?:sap )?toi$")
_BARE_DAY = re.compile(r"(?:da |thua )?(?:ngay )?([12]?\d|3[01])(?: a| nhe| day)?")

_BARE_NUMBER = re.compile(
    r"[ ,.;:]*(?:(?:duoc|co|du|co mat|tham gia|hoc) )*([1-9]\d{0,4})(?P<people> ?(?:dong chi|dang vien|nguoi))?"
    r"(?: (?:du|tham gia|hoc|co mat|thoi|roi|a|nhe|em|anh|chi))*[ ,.;:]*"
)
_SIGNS = f" ,.;:{TAKEN}"
_TWO_DAYS = re.compile(
    r"(?:da |thua )?(?:ngay )?([12]?\d|3[01])(?: va | voi | ?[,&+] ?)(?:ngay )?([12]?\d|3[01])"
)


def read_day(draft: Draft, asked: str) -> None:
    """The day or days, and the figures told with them; a bare number is only proposed as a day."""
    take_documents(draft)
    pass_over_hours(draft)
    found = _days(draft)
    if not found:
        found = _days_without_month(draft)
    number = _BARE_DAY.fullmatch(without_manners(draft.line.open))
    if number and not found:
        _propose(draft, number[1])
        return
    _settle(draft, found)
    if asked in DATES:
        _read_figures_beside(draft, found)
    elif draft.days:
        draft.values[asked] = draft.values.pop("dates")
        draft.quotes[asked] = draft.quotes.pop("dates")
        draft.ask = [asked if name == "dates" else name for name in draft.ask]


def _days(draft: Draft) -> list[FoundDay]:
    found = take_days(draft.line, draft.around())
    pairs = list(PAIR.finditer(draft.line.open))
    days = [pair for pair in pairs if can_be_day(pair)] or [
        pair for pair in pairs if not found and _is_impossible_day(pair)
    ]
    told = [*found, *(day_of_pair(pair, draft.around()) for pair in days)]
    are_over = [day for day in told if day.day is not None and day.day <= draft.today]
    return [day for day in told if not (are_over and _are_rather_figures(day, draft))]


def _are_rather_figures(day: FoundDay, draft: Draft) -> bool:
    """`10/12 ngày 20/6`: beside a day that is over, a pair that would be a day to come is figures."""
    pair = PAIR.fullmatch(draft.line.open, day.start, day.end)
    is_ahead = day.day is not None and day.day > draft.today
    return is_ahead and pair is not None and int(pair[1]) <= int(pair[2])


def _is_impossible_day(pair: re.Match[str]) -> bool:
    """`32/6` is no day; `45/50` is not meant for one."""
    return int(pair[1]) > int(pair[2]) and int(pair[2]) <= LAST_MONTH


def _days_without_month(draft: Draft) -> list[FoundDay]:
    """`17 với 18`: two days of the month."""
    two = _TWO_DAYS.fullmatch(without_manners(draft.line.open))
    if two is None or int(two[1]) >= int(two[2]):
        return []
    days = [take_days(spell_out(f"ngày {number}"), draft.around()) for number in two.groups()]
    return [day for (day, *_) in days if day.day is not None]


def _propose(draft: Draft, number: str) -> None:
    days = take_days(spell_out(f"ngày {number}"), draft.around())
    readings: list[dict[str, Value]] = [{"dates": [day.day.isoformat()]} for day in days if day.day]
    draft.readings += readings


def _settle(draft: Draft, found: list[FoundDay]) -> None:
    """An answer to "on which day was it?" tells of something done, unless it says otherwise."""
    if _COMING.search(without_manners(draft.line.text)):
        draft.clauses[0].tense = Tense.AHEAD
    elif not any(clause.tense is not Tense.NOTHING or clause.not_before for clause in draft.clauses):
        draft.clauses[0].tense = Tense.DONE
    settle_days(draft, found)
    for day in found:
        draft.line.take(day.start, day.end)


def _read_figures_beside(draft: Draft, days: list[FoundDay]) -> None:
    """`20/6 đ/c ạ, 25/26 đảng viên`."""
    pass_over_measures(draft)
    take_nobody_absent(draft)
    counts = find_counts(draft.line.open)
    if PAIR.search(draft.line.open) or counts:
        read_pairs(draft, has_day=True, has_count=bool(counts))
        read_headcount(draft, counts, [], days)
        draft.values |= with_derived(draft.values)
    if "attended" not in draft.values:
        _read_bare_number_beside(draft)


def _read_bare_number_beside(draft: Draft) -> None:
    """`hôm qua 18`, `39 đồng chí`: with nothing else in the answer it can only be who attended."""
    last = draft.line.open.rfind(TAKEN) + 1
    number = None if draft.line.open[:last].strip(_SIGNS) else _BARE_NUMBER.fullmatch(draft.unread, last)
    if number is None or not (draft.days or number["people"]):
        return
    if any(int(day[-2:]) == int(number[1]) for day in draft.days):
        # "hôm qua 23": the day told twice.
        return
    draft.values["attended"] = int(number[1])
    draft.quotes["attended"] = draft.line.words(*number.span(1))
    draft.readings.clear()
