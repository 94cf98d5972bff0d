"""The words of reminders and nudges, written when they are sent; and *remind me later*."""

from datetime import date, datetime, timedelta

from domain import wording
from domain.deadlines import last_valid_day
from domain.errors import DomainError
from domain.local_time import instant_at, local_day
from domain.messages import Choice, Reply
from domain.reminders import ReminderPolicy, earliest_push
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.report_card import label
from locales import say
from services.actors import Actor, require
from services.assignments import AssignmentView, load_assignments
from services.calendar import work_calendar
from services.forms import load_form
from services.reminding import snooze
from services.work import Work

LATER = {"3h": "later-3h", "tomorrow": "later-tomorrow", "3d": "later-3d"}
MOST_NAMED = 5


def compose_reminder(work: Work, assignment_ids: tuple[int, ...], reader: Actor | None) -> Reply | None:
    """The message for these assignments as they stand now; None when this reader owes none any more."""
    if reader is None:
        return None
    views = load_assignments(work, ids=assignment_ids, unit_ids=reader.unit_ids(), only_active=True)
    owed = [view for view in views if view.is_owed(work)]
    if not owed:
        return None
    if len(owed) == 1:
        return _about_one(work, owed[0], reader)
    return _about_several(work, owed, reader)


def remind_later(turn: Turn, words: str) -> Replies:
    """`/later <assignments> [when]`: offer instants, or remember the one chosen."""
    actor = require(turn.actor, Action.REPORT)
    numbers, _, when = words.partition(" ")
    ids = [row_number(number) for number in numbers.split(",")]
    views = load_assignments(turn.work, ids=ids, unit_ids=actor.unit_ids(), only_active=True)
    owed = [view for view in views if view.is_owed(turn.work)]
    if not owed:
        return turn.answer("tasks-none")
    possible = _instants(turn.work, min(view.facts.due_from for view in owed))
    if when not in possible:
        if when:
            raise DomainError("button-old")
        choices = [Choice(turn.say(LATER[name]), f"/later {numbers} {name}") for name in possible]
        return turn.offer(turn.say("later-when" if possible else "later-impossible"), choices)
    snooze(turn.work, actor, [view.id for view in owed], possible[when])
    return turn.answer("later-set", at=phrases.instant(turn.work, possible[when]))


def _instants(work: Work, late_from: datetime) -> dict[str, datetime]:
    """When one may be reminded again: when pushing is allowed, before a deadline that has not passed."""
    calendar, policy = work_calendar(work), ReminderPolicy()
    today = local_day(work.now, work.zone)
    wished = {
        "3h": work.now + timedelta(hours=3),
        "tomorrow": instant_at(calendar.on_or_after(today + timedelta(days=1)), policy.at, work.zone),
        "3d": instant_at(today + timedelta(days=3), policy.at, work.zone),
    }
    possible = {
        name: earliest_push(instant, late_from, policy, calendar, work.zone)
        for name, instant in wished.items()
    }
    if work.now >= late_from:
        return {"tomorrow": possible["tomorrow"]}
    return {name: instant for name, instant in possible.items() if instant < late_from}


def _about_one(work: Work, view: AssignmentView, reader: Actor) -> Reply:
    if view.is_returned:
        return _about_return(work, view, reader)
    last_day = last_valid_day(view.facts.late_from, work.zone)
    text = say(
        _key(work, view, last_day),
        reader.language,
        name=reader.name,
        left=_until_event(work, view, last_day, reader.language),
        day=wording.day(last_day),
        days=view.status(work).days_late or (last_day - local_day(work.now, work.zone)).days,
        duty=view.title,
        unit=view.unit_name,
        last_day=phrases.last_day(work, view.facts.late_from, reader.language),
        board=work.installation.board,
    )
    return Reply(text, _choices([view], reader, [view.id]))


def _about_return(work: Work, view: AssignmentView, reader: Actor) -> Reply:
    field = load_form(work, view.form).field(view.returned_field)
    text = say(
        "reminder-returned",
        reader.language,
        name=reader.name,
        duty=view.title,
        unit=view.unit_name,
        field=label(reader.language, field) if field else say("whole-report", reader.language),
        until=phrases.deadline(work, view, reader.language),
        left=phrases.time_left(work, view.facts.due_from, reader.language),
        reason=view.return_reason,
    )
    return Reply(text, _choices([view], reader, [view.id]))


def _until_event(work: Work, view: AssignmentView, day: date, language: str) -> str:
    if day == local_day(work.now, work.zone):
        return say("event-today", language)
    return phrases.time_left(work, view.facts.late_from, language)


def _key(work: Work, view: AssignmentView, last_day: date) -> str:
    if not view.expects_report:
        return "reminder-event"
    if work.now >= view.facts.late_from:
        return "nudge-one"
    return "reminder-last-day" if last_day == local_day(work.now, work.zone) else "reminder-one"


def _about_several(work: Work, views: list[AssignmentView], reader: Actor) -> Reply:
    is_several_units = len({view.unit_id for view in views}) > 1
    lines = [_line(work, view, reader.language, is_several_units) for view in views[:MOST_NAMED]]
    if len(views) > MOST_NAMED:
        lines.append(say("reminder-more", reader.language, count=len(views) - MOST_NAMED))
    text = say(
        "reminder-several",
        reader.language,
        name=reader.name,
        count=len(views),
        lines="\n".join(lines),
        board=work.installation.board,
    )
    return Reply(text, _choices(views, reader, [view.id for view in views]))


def _line(work: Work, view: AssignmentView, language: str, is_several_units: bool) -> str:
    title = f"{view.title} ({view.unit_name})" if is_several_units else view.title
    if view.is_returned:
        day = phrases.deadline(work, view, language)
        return f"– {say('returned-task', language, title=title, day=day)}"
    left = phrases.time_left(work, view.facts.late_from, language)
    return f"– {title}: {phrases.last_day(work, view.facts.late_from, language)} ({left})"


def _choices(views: list[AssignmentView], reader: Actor, ids: list[int]) -> tuple[Choice, ...]:
    reportable = [view for view in views if view.expects_report]
    choices = [
        Choice(_report_label(view, reader, len(reportable)), f"/report {view.id}") for view in reportable[:4]
    ]
    if len(reportable) == 1:
        choices.append(Choice(say("moretime-button", reader.language), f"/moretime {reportable[0].id}"))
    says = f"/later {','.join(str(known) for known in ids)}"
    if reportable and len(says.encode()) <= 50:
        choices.append(Choice(say("later-button", reader.language), says))
    return tuple(choices)


def _report_label(view: AssignmentView, reader: Actor, count: int) -> str:
    if count == 1:
        return say("mend-button" if view.is_returned else "report-button", reader.language)
    return say("report-duty", reader.language, duty=phrases.shortened(view.title, 40))
