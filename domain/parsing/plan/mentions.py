"""Words of a deadline wherever they stand in a sentence, and what they mean in time.

Source of the readings: docs/domain-rules.md, section "Deadlines".
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from domain.errors import DomainError
from domain.parsing.plan.day_mentions import (
    DAYS,
    ONE_DAY,
    SPAN,
    WINDOW,
    read_day,
    read_days,
    read_window,
)
from domain.parsing.plan.mention import Around, Mention
from domain.parsing.plan.period_mentions import (
    MONTH_AND_YEAR,
    PART,
    PERIOD,
    PERIODS,
    read_part,
    read_period,
    read_periods,
)
from domain.parsing.plan.recurring_mentions import (
    DAILY,
    MONTHLY,
    WEEKLY,
    read_daily,
    read_monthly,
    read_weekly,
)
from domain.parsing.plan.relative_mentions import RELATIVE, read_relative
from domain.parsing.plan.series_start import since_when, with_first_occurrences


def find_mentions(
    plain: str, issued_on: date | None, zone: ZoneInfo, *, is_dated: bool = True
) -> list[Mention]:
    """Every date, period, window, recurrence and relative span of a sentence, in order; none overlap.

    Whether one is a deadline or a citation, a past event or a target is judged elsewhere.
    """
    taken = [False] * len(plain)
    found: list[Mention] = []
    context = since_when(plain, Around(issued_on, zone, is_dated))
    for pattern, reader in _READERS:
        for match in re.finditer(pattern, plain):
            if any(taken[match.start() : match.end()]):
                continue
            mentions = _read(match, reader, context)
            if mentions:
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found += [_without_edges(mention, plain) for mention in mentions]
    found = _without_asides(sorted(found, key=lambda mention: mention.start), plain)
    return with_first_occurrences(found, plain)


_Reader = Callable[[re.Match[str], Around], Mention | tuple[Mention, ...] | None]


def _read(match: re.Match[str], reader: _Reader, context: Around) -> tuple[Mention, ...]:
    try:
        read = reader(match, context) or ()
        return read if isinstance(read, tuple) else (read,)
    except DomainError as error:
        need = "year" if error.code == "year-missing" else "date"
        lead = (match.groupdict().get("lead") or "").strip()
        groups = match.groupdict()
        has_word = bool(lead or groups.get("said_day") or groups.get("year") or groups.get("hour"))
        return (Mention(match.start(), match.end(), "day", lead, needs=(need,), has_day_word=has_word),)


def _without_asides(mentions: list[Mention], plain: str) -> list[Mention]:
    """`chậm nhất ngày 13/4 (40 ngày trước ngày bầu cử)`: the brackets explain the day."""
    return [
        mention
        for at, mention in enumerate(mentions)
        if mention.form != "relative"
        or not at
        or plain[mentions[at - 1].end : mention.start].strip() != "("
        or mentions[at - 1].late_from is None
    ]


def _without_edges(mention: Mention, plain: str) -> Mention:
    words = plain[mention.start : mention.end]
    start = mention.start + len(words) - len(words.lstrip(" ,:("))
    end = mention.end - (len(words) - len(words.rstrip(" ,:(")))
    return replace(mention, start=start, end=end)


# Longer forms first: what one has taken, the next cannot read again.
_READERS: tuple[tuple[str, _Reader], ...] = (
    (DAILY, read_daily),
    (WEEKLY, read_weekly),
    (SPAN, read_window),
    (DAYS, read_days),
    (WINDOW, read_window),
    (MONTHLY, read_monthly),
    (PART, read_part),
    (PERIODS, read_periods),
    (ONE_DAY, read_day),
    (PERIOD, read_period),
    (MONTH_AND_YEAR, read_period),
    (RELATIVE, read_relative),
)
