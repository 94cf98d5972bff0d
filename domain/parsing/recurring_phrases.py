"""The deadline of a duty in the words of a plan, which may say that it comes back.

Source: the table in docs/domain-rules.md, section "Recurring duties".
"""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from domain.deadlines import Deadline, by_end_of_day, last_valid_day
from domain.errors import DomainError
from domain.parsing.deadline_phrases import LONGEST_PHRASE, read_deadline
from domain.parsing.letters import composed, without_diacritics
from domain.parsing.plan.mentions import find_mentions
from domain.recurrence import late_from_on, read_rule, rule_from

_HALF_YEAR = r"\b0?6 thang\b"
_COMES_BACK = re.compile(
    rf"\bdinh ky\b|\b(?:hang|moi)\s+(?:tuan|thang|quy|nam|0?6 thang)\b|{_HALF_YEAR}.*\bva\b.*\bnam\b"
)
_YEARLY = re.compile(r"\bdinh ky\b|\b(?:hang|moi)\s+nam\b")


def read_duty_deadline(phrase: str, issued_on: date | None, zone: ZoneInfo) -> tuple[Deadline, str]:
    """The deadline a phrase states and, when the duty comes back, its RFC 5545 rule (else an empty text).

    The deadline of what comes back is that of its first occurrence, which is not before `issued_on`.

    Raises:
        DomainError: those of `read_deadline`; `unreadable-recurrence` when it is not clear on which day the
            duty comes back; `several-recurrences` for two series at once, such as `6 tháng … và năm …`;
            `issue-date-missing` when nothing says where the series begins.
    """
    words = " ".join(composed(phrase).split())
    plain = without_diacritics(words)
    if len(words) > LONGEST_PHRASE or not _comes_back(plain, zone):
        return read_deadline(phrase, issued_on, zone), ""
    if issued_on is None:
        raise DomainError("issue-date-missing")
    late_from, rrule = _series_in(words, plain, issued_on, zone)
    return Deadline(late_from.astimezone(UTC), words), rrule


def read_series(
    phrase: str, rrule: str, issued_on: date | None, zone: ZoneInfo
) -> tuple[Deadline | None, str]:
    """The same where the rule may be written out too, and the words may be left out.

    Raises:
        DomainError: those of `read_duty_deadline`; `unreadable-rrule`; `rrule-misses-deadline` when the words
            name another day or rule; `rrule-needs-deadline` for a rule without a day, and without words.
    """
    deadline, said = read_duty_deadline(phrase, issued_on, zone) if phrase else (None, "")
    if not rrule:
        return deadline, said
    rule = rule_from(rrule, deadline.late_from if deadline else None, zone)
    if said and read_rule(said) != rule:
        raise DomainError("rrule-misses-deadline", rrule=rrule[:80])
    if deadline is not None:
        return deadline, rrule
    if issued_on is None:
        raise DomainError("issue-date-missing")
    first = rule.first_after_issue(issued_on)
    if first is None:
        raise DomainError("rrule-needs-deadline", rrule=rrule[:80])
    return Deadline(by_end_of_day(first, zone), ""), rrule


def _comes_back(plain: str, zone: ZoneInfo) -> bool:
    is_said = _COMES_BACK.search(plain) is not None
    return is_said or any(mention.rrule for mention in find_mentions(plain, None, zone))


def _series_in(words: str, plain: str, issued_on: date, zone: ZoneInfo) -> tuple[datetime, str]:
    """The first deadline and the rule of the one series that the words state."""
    mentions = find_mentions(plain, issued_on, zone)
    if len(mentions) > 1:
        raise DomainError("several-recurrences", phrase=words)
    # What the rule leaves out must not say more: an hour, another day, every second month.
    left = "".join(plain[: found.start] + plain[found.end :] for found in mentions)
    if not re.search(r"\d", re.sub(_HALF_YEAR, "", left)):
        for found in mentions:
            rrule = found.rrule or (_yearly(found.late_from, plain, zone) if found.is_year_inferred else "")
            late_from = _first(rrule, found.late_from, issued_on, zone)
            if late_from is not None:
                return late_from, rrule
    raise DomainError("unreadable-recurrence", phrase=words)


def _first(rrule: str, late_from: datetime | None, issued_on: date, zone: ZoneInfo) -> datetime | None:
    """The deadline of the first occurrence; a month that is too short has one too."""
    if not rrule or late_from is None:
        return None
    rule = read_rule(rrule)
    is_in_month = rule.unit == "month"
    first = rule.first_after_issue(issued_on) if is_in_month else last_valid_day(late_from, zone)
    return late_from_on(first, late_from, zone) if first and rule.falls_on(first) else None


def _yearly(late_from: datetime | None, plain: str, zone: ZoneInfo) -> str:
    """A day without a year comes back every year, when the words say so."""
    if late_from is None or not _YEARLY.search(plain):
        return ""
    last = last_valid_day(late_from, zone)
    return f"FREQ=YEARLY;BYMONTH={last.month};BYMONTHDAY={last.day}"
