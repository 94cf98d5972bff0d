"""How deadlines, statuses and figures are said; words only, no decisions."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from domain import wording
from domain.deadlines import is_whole_day, last_valid_day
from domain.forms import Value
from domain.local_time import local_day
from domain.status import Standing, Status
from domain.summary import Tally
from locales import knows, say
from services.assignments import AssignmentView
from services.ladder import LATE
from services.switches import Switch
from services.trouble_lists import kind_of_reason
from services.work import Work

NAME_LENGTH = 60
LEAST_OF_TITLE = 12


def last_day(work: Work, late_from: datetime, language: str) -> str:
    """`ngày 02/7/2024`, or `16:59 ngày 03/5/2020` for a deadline at an hour."""
    day = wording.day(last_valid_day(late_from, work.zone))
    if is_whole_day(late_from, work.zone):
        return say("last-day", language, day=day)
    last_minute = late_from.astimezone(work.zone)
    return say("last-hour", language, hour=last_minute.strftime("%H:%M"), day=wording.day(last_minute.date()))


def both_ways(work: Work, phrase: str, late_from: datetime, language: str) -> str:
    """A deadline as the document says it and as its last valid day."""
    day = last_day(work, late_from, language)
    return say("deadline-both", language, phrase=phrase, day=day) if phrase else day


def deadline(work: Work, view: AssignmentView, language: str) -> str:
    """The deadline in force of an assignment; an extended one no longer quotes the document."""
    return last_day(work, view.facts.due_from, language)


def time_left(work: Work, late_from: datetime, language: str) -> str:
    """`còn 3 ngày`, `hôm nay là ngày cuối`, `quá hạn 2 ngày`."""
    days = (last_valid_day(late_from, work.zone) - local_day(work.now, work.zone)).days
    if work.now >= late_from:
        return say("left-overdue", language, days=max(1, -days))
    return say("left-today", language) if days == 0 else say("left-days", language, days=days)


def status(work: Work, found: Status, view: AssignmentView, language: str) -> str:
    """The status of an assignment in words."""
    key = f"status-{found.standing.value.replace('_', '-')}"
    if found.standing in (Standing.SUBMITTED, Standing.ACCEPTED, Standing.RETURNED):
        when = say("status-on-time", language)
        if found.days_late:
            when = say("status-late", language, days=found.days_late)
        return say(key, language, when=when)
    if found.standing is Standing.OVERDUE:
        return say(key, language, days=found.days_late)
    if found.standing is Standing.WAIVED:
        return say(key, language)
    return say(key, language, left=time_left(work, view.facts.late_from, language))


def counts(tally: Tally, language: str) -> str:
    """Counts of a tally in one line; they add up to the addressed units."""
    return say(
        "counts",
        language,
        on_time=wording.number(tally.on_time),
        late=wording.number(tally.late),
        missing=wording.number(tally.missing),
        waived=wording.number(tally.waived),
    )


def rates(tally: Tally, language: str) -> str:
    """Completeness and timeliness, and the attendance with the number of units it rests on."""
    text = say(
        "rates",
        language,
        reported=wording.number(tally.reported),
        expected=wording.number(tally.expected),
        completeness=wording.percent(tally.completeness),
        timeliness=wording.percent(tally.timeliness),
    )
    if not tally.total:
        return text
    members = say(
        "attendance",
        language,
        attended=wording.number(tally.attended),
        total=wording.number(tally.total),
        rate=wording.percent(tally.attendance),
        units=wording.number(tally.reported),
    )
    return f"{text}\n{members}"


def instant(work: Work, moment: datetime) -> str:
    """`08:12 ngày 17/6/2024`, local."""
    local = moment.astimezone(work.zone)
    return f"{local:%H:%M} {wording.day(local.date())}"


def value(name: str, found: Value, language: str) -> str:
    """One value of a report in words."""
    if isinstance(found, list):
        return wording.days([date.fromisoformat(day) for day in found])
    if isinstance(found, bool):
        return say("yes" if found else "no", language)
    if isinstance(found, int):
        return wording.number(found)
    if not isinstance(found, str):
        return str(found)
    return say(f"mode-{found.replace('_', '-')}", language) if name == "mode" else found


def reason(code: str, language: str) -> str:
    """Why something became of a message, in words; a reason without words of its own is shown as it is."""
    key = f"reason-{code.replace('_', '-').replace(' ', '-')}"
    return say(key, language) if code and knows(key) else code


def channel(code: str, language: str) -> str:
    """A channel by the name people know; one without a name of its own is shown as it is."""
    return say(f"channel-{code}", language) if knows(f"channel-{code}") else code


def switch(found: Switch, language: str) -> str:
    """Which channel a message left and why: `Telegram: đã chặn bot`."""
    why = reason(kind_of_reason(found.reason), language)
    if found.outcome == LATE:
        why = say("switch-late", language, reason=why) if why else say("switch-waited", language)
    return f"{channel(found.channel, language)}: {why}"


def shortened(text: str, most: int = NAME_LENGTH) -> str:
    """A title short enough for a button; what stands in brackets at its end tells it apart and stays."""
    if len(text) <= most:
        return text
    aside = re.search(r" \([^()]+\)$", text)
    if aside is not None and len(aside[0]) <= most - LEAST_OF_TITLE:
        return shortened(text[: aside.start()], most - len(aside[0])) + aside[0]
    whole_words = text[: most - 1].rpartition(" ")[0] or text[: most - 1]
    return whole_words.rstrip(" ,;–-") + "…"


def details(found: Mapping[str, str | int]) -> dict[str, str | int]:
    """The values a sentence mentions, with ISO days and numbers written the Vietnamese way."""
    return {name: _detail(name, value) for name, value in found.items()}


def _detail(name: str, found: str | int) -> str | int:
    if isinstance(found, int):
        return wording.number(found)
    return wording.day(date.fromisoformat(found)) if name == "day" else found
