"""One reader after the other takes its words out of the line: what is surest first."""

import re
from datetime import date

from domain.forms import Value, with_derived
from domain.parsing.absence_reasons import find_reasons
from domain.parsing.clauses import Clause, Tense, clause_at
from domain.parsing.contradictions import check_figures, read_percentage
from domain.parsing.corrections import take_what_was_wrong
from domain.parsing.count_words import ABSENT, ATTENDED
from domain.parsing.counts import find_counts
from domain.parsing.draft import Draft
from domain.parsing.everybody import take_nobody_absent
from domain.parsing.found_days import FoundDay
from domain.parsing.headcount import read_headcount
from domain.parsing.intent import Intent
from domain.parsing.meeting_form import read_form
from domain.parsing.noise import pass_over_hours, pass_over_measures
from domain.parsing.pairs import read_pairs
from domain.parsing.reply_dates import take_days
from domain.parsing.speakers import take_speaker
from domain.parsing.units_named import take_units

# A day further before the time set for the duty is likelier a slip than an early start.
LONGEST_BEFORE_DAYS = 45
_THE_REST = re.compile(
    r"\b(?:hoc|hop|bu|vet|not|cho) (?:not |bu |vet |cho )?(?:so |nhung |cac )?(?:dong chi |nguoi |dang vien )?con lai\b"
)


def read_values(draft: Draft, intent: Intent) -> None:
    """Every value the words tell, and every doubt about it."""
    take_speaker(draft)
    if intent.corrects or intent.retracts:
        take_what_was_wrong(draft)
    read_form(draft)
    claimed = read_percentage(draft)
    if take_units(draft):
        draft.doubt("several_units")
    pass_over_hours(draft)
    days = take_days(draft.line, draft.around())
    pass_over_measures(draft)
    draft.tells_time_ahead = any(day.is_ahead for day in days)
    take_nobody_absent(draft)
    reasons = find_reasons(draft.line.open)
    counts = find_counts(draft.line.open, reasons, draft.form_words)
    has_count = any(count.role in (ATTENDED, ABSENT) for count in counts)
    absent = frozenset(count.number for count in counts if count.role == ABSENT)
    read_pairs(draft, has_day=any(not day.is_vague for day in days), has_count=has_count, absent=absent)
    days = sorted([*days, *draft.pair_days], key=lambda day: day.start)
    read_headcount(draft, counts, reasons, days)
    settle_days(draft, days)
    _leave_out_a_part(draft)
    draft.stated_absent = draft.number("absent")
    draft.values |= with_derived(draft.values)
    check_figures(draft, claimed)


def _leave_out_a_part(draft: Draft) -> None:
    """`đợt 1 được 20, đợt 2 học nốt số còn lại`: how many that makes is not told."""
    if "attended" in draft.values and "total" not in draft.values and _THE_REST.search(draft.line.text):
        del draft.values["attended"]


def settle_days(draft: Draft, found: list[FoundDay]) -> None:
    """Sort days into done, ahead, proposed and impossible."""
    for day in found:
        clause = clause_at(draft.clauses, day.start)
        if day.is_vague:
            _note_vague_day(draft, day, clause)
            continue
        if _is_of_something_else(draft, clause, found):
            continue
        words = draft.line.words(day.start, day.end)
        if day.day is None:
            draft.doubt(f"no_such_day:{words}", "dates")
        elif day.is_guess:
            draft.doubt(f"confirm:{day.day.isoformat()}", readings=[{"dates": [day.day.isoformat()]}])
        elif day.trouble:
            _doubt_day(draft, day, day.day)
        else:
            _take_day(draft, day, day.day, clause)


def _note_vague_day(draft: Draft, day: FoundDay, clause: Clause) -> None:
    """`cuối tháng mới học` lies ahead; `hôm nọ học` is over."""
    draft.tells_time_ahead |= clause.not_before and not day.is_past
    if day.is_past and clause.meets and clause.tense is Tense.NOTHING:
        clause.tense = Tense.DONE


def _is_of_something_else(draft: Draft, clause: Clause, found: list[FoundDay]) -> bool:
    """The day on which a paper was sent, beside a day of the duty."""
    if not clause.sends or clause.meets:
        return False
    if draft.corrects:
        return True
    return any(clause_at(draft.clauses, other.start) is not clause for other in found if not other.is_vague)


def _doubt_day(draft: Draft, found: FoundDay, day: date) -> None:
    if found.trouble == "weekday_mismatch":
        draft.doubt(found.trouble)
        return
    draft.doubt(found.trouble, "dates", readings=[{"dates": [day.isoformat()]}])


def _take_day(draft: Draft, found: FoundDay, day: date, clause: Clause) -> None:
    if found.is_bare and any(ahead.weekday() == day.weekday() for ahead in draft.ahead):
        # "mốt mới học, thứ bảy": the same day told twice.
        return
    if clause.wants_time and draft.line.text[found.start : found.end].endswith("nua"):
        # "thêm 2 ngày nữa": how long, not until when.
        return
    if day > draft.today or found.is_ahead:
        _take_day_ahead(draft, found, day, clause)
    elif clause.tense is Tense.AHEAD or clause.wants_time:
        draft.take_day_ahead(found)
    elif clause.tense is Tense.NOT_DONE:
        return
    elif found.is_bare and not clause.sends and not _is_told_as_over(draft):
        readings: list[dict[str, Value]] = [{"held": True, "dates": [day.isoformat()]}]
        draft.doubt(f"ambiguous:{draft.line.words(found.start, found.end)}", "dates", readings=readings)
    elif _lies_long_before_the_duty(draft, day):
        draft.doubt("outside_window", "dates", readings=[{"held": True, "dates": [day.isoformat()]}])
    else:
        draft.take_done_day(found)


def _take_day_ahead(draft: Draft, found: FoundDay, day: date, clause: Clause) -> None:
    """A day to come is planned, unless the words say that it is over."""
    if clause.sends and not (clause.meets or clause.wants_time):
        return
    says_planned = found.is_ahead or clause.tense is Tense.AHEAD or clause.not_before or clause.of_some
    says_planned = says_planned or clause.wants_time or draft.tells(Tense.NOT_DONE)
    is_bare = not says_planned and not any(clause.meets for clause in draft.clauses)
    if not says_planned and (clause.tense is Tense.DONE or is_bare or _is_reported(draft)):
        draft.doubt(f"future_date:{day.isoformat()}", "dates")
    else:
        draft.take_day_ahead(found)


def _is_reported(draft: Draft) -> bool:
    """Whether the words as a whole tell of something done."""
    says_ahead = any(clause.tense in (Tense.AHEAD, Tense.NOT_DONE) for clause in draft.clauses)
    says_done = any(clause.tense is Tense.DONE for clause in draft.clauses)
    return (says_done or draft.reports_figures) and not says_ahead


def _is_told_as_over(draft: Draft) -> bool:
    """`chủ nhật học`, and nothing else, may be the last Sunday or the next."""
    return draft.tells(Tense.DONE) or bool({"attended", "absent", "pct_claimed"} & draft.values.keys())


def _lies_long_before_the_duty(draft: Draft, day: date) -> bool:
    window = draft.context.window
    return window is not None and (window[0] - day).days > LONGEST_BEFORE_DAYS
