"""One reader after the other takes its words out of the line."""

import re
from datetime import date

from domain.forms import with_derived
from domain.parsing.absences import read_absences
from domain.parsing.contradictions import check_figures, read_percentage
from domain.parsing.corrections import take_what_was_wrong
from domain.parsing.documents_named import pass_over_noise, take_documents
from domain.parsing.draft import Draft
from domain.parsing.intent import DONE, PLANNED, Intent
from domain.parsing.meeting_form import read_form
from domain.parsing.pairs import read_pairs, take_figures, take_units
from domain.parsing.people import read_bare_count, read_people, settle_everybody
from domain.parsing.remarks import take_speaker
from domain.parsing.reply_dates import FoundDay, take_days

# A day further before the time set for the duty is likelier a slip than an early start.
LONGEST_BEFORE_DAYS = 45
_CLAUSE_ENDS = re.compile(r"[,;\n]|\.(?!\d)|\bnhung\b|\bcon\b(?! (?:lai|nho))")


def settle_days(draft: Draft, found: list[FoundDay], *, is_done: bool, is_planned: bool) -> None:
    """Sort days into done, ahead, proposed and impossible."""
    for day in found:
        words = draft.line.words(day.start, day.end)
        if day.is_vague:
            draft.tells_time_ahead = draft.tells_time_ahead or day.is_ahead
        elif day.day is None:
            draft.doubt(f"no_such_day:{words}", "dates")
        elif day.is_guess:
            draft.doubt(f"confirm:{day.day.isoformat()}", readings=[{"dates": [day.day.isoformat()]}])
        elif day.trouble:
            _take_contradicting_day(draft, day)
        else:
            _take_day(draft, day, is_done=is_done, is_planned=is_planned)


def _take_contradicting_day(draft: Draft, day: FoundDay) -> None:
    if day.trouble == "weekday_mismatch":
        draft.doubt(day.trouble)
        return
    assert day.day is not None
    draft.doubt(day.trouble, "dates", readings=[{"dates": [day.day.isoformat()]}])


def _take_day(draft: Draft, day: FoundDay, *, is_done: bool, is_planned: bool) -> None:
    assert day.day is not None
    clause = _clause(draft.line.text, day)
    says_planned = bool(PLANNED.search(clause)) and not DONE.search(clause)
    lies_ahead = day.day > draft.today or day.is_ahead
    if lies_ahead and is_done and not day.is_ahead and not says_planned and not is_planned:
        draft.doubt("future_date", "dates")
        draft.take_done_day(day)
    elif lies_ahead or says_planned:
        draft.ahead.append(day.day)
        draft.quotes.setdefault("planned_dates", draft.line.words(day.start, day.end))
    elif _lies_long_before_the_duty(draft, day.day):
        draft.doubt("outside_window", "dates", readings=[{"held": True, "dates": [day.day.isoformat()]}])
    else:
        draft.take_done_day(day)


def _lies_long_before_the_duty(draft: Draft, day: date) -> bool:
    window = draft.context.window
    return window is not None and (window[0] - day).days > LONGEST_BEFORE_DAYS


def _clause(text: str, day: FoundDay) -> str:
    start = max((match.end() for match in _CLAUSE_ENDS.finditer(text, 0, day.start)), default=0)
    end = _CLAUSE_ENDS.search(text, day.end)
    return text[start : end.start() if end else len(text)]


def read_values(draft: Draft, intent: Intent) -> None:
    """Every reader in the order in which words are taken: what is surest first."""
    take_documents(draft)
    take_speaker(draft)
    if intent.corrects:
        take_what_was_wrong(draft)
    read_form(draft)
    claimed = read_percentage(draft)
    if take_units(draft):
        draft.doubt("several_units")
    is_planned = intent.is_planned and not intent.is_done
    days = take_days(draft.line, draft.around(is_planned=is_planned))
    pass_over_noise(draft)
    for day in days:
        if day.day is not None and not day.is_guess:
            draft.tells_time_ahead = draft.tells_time_ahead or day.is_ahead
    has_day = any(not day.is_vague for day in days)
    read_absences(draft)
    read_people(draft)
    if has_day:
        draft.tells_time_ahead, known = True, draft.tells_time_ahead
        read_pairs(draft)
        draft.tells_time_ahead = known
    else:
        read_pairs(draft)
    days = sorted([*days, *draft.pair_days], key=lambda day: day.start)
    take_figures(draft, days)
    if not {"attended", "total"} <= draft.values.keys():
        read_bare_count(draft)
    settle_everybody(draft)
    has_figures = "attended" in draft.values or bool(draft.pair_figures)
    settle_days(draft, days, is_done=intent.is_done or has_figures, is_planned=is_planned)
    draft.stated_absent = draft.number("absent")
    draft.values |= with_derived(draft.values)
    check_figures(draft, claimed)
