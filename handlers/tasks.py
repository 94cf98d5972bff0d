"""What a secretary still owes, and what was reported."""

from datetime import datetime

from domain.messages import Choice
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn
from locales import say
from services.actors import require
from services.assignments import AssignmentView, load_assignments
from services.reporting import reported_assignments
from services.work import Work

MOST_LINES = 8


def show_tasks(turn: Turn, _words: str) -> Replies:
    """`/tasks`: every open duty of the person's units, most urgent first."""
    actor = require(turn.actor, Action.REPORT)
    views = _open_duties(turn.work, actor.unit_ids())
    if not views:
        return turn.answer("tasks-none")
    lines = [_line(turn.work, view, turn.language, len(actor.unit_ids()) > 1) for view in views[:MOST_LINES]]
    choices = [
        Choice(turn.say("report-duty", duty=phrases.shortened(view.title, 40)), f"/report {view.id}")
        for view in views[:MOST_LINES]
        if view.expects_report
    ]
    return turn.offer("\n".join([turn.say("tasks-head"), *lines]), choices)


def show_history(turn: Turn, _words: str) -> Replies:
    """`/history`: the receipts of the person's units."""
    views = reported_assignments(turn.work, turn.actor)
    if not views:
        return turn.answer("history-none")
    lines = [
        turn.say(
            "history-line",
            duty=view.title,
            unit=view.unit_name,
            code=view.report_code,
            at=phrases.instant(turn.work, view.facts.received_at or turn.work.now),
            status=_status(turn, view),
        )
        for view in views[-MOST_LINES:]
    ]
    return turn.offer("\n".join(lines), [])


def _status(turn: Turn, view: AssignmentView) -> str:
    status = phrases.status(turn.work, view.status(turn.work), view, turn.language)
    if not view.source:
        return status
    return f"{status}; {turn.say('source-by-staff', source=turn.say(f'source-{view.source}'))}"


def task_lines(work: Work, unit_ids: frozenset[int], language: str) -> tuple[list[str], list[int]]:
    """One line for each open duty of these units, and the assignments they name."""
    views = _open_duties(work, unit_ids)
    lines = [_line(work, view, language, is_several_units=False) for view in views]
    return lines, [view.id for view in views]


def duty_line(work: Work, title: str, late_from: datetime, language: str) -> str:
    """A duty with its last day and the time that is left."""
    left = phrases.time_left(work, late_from, language)
    return f"– {title}: {phrases.last_day(work, late_from, language)} ({left})"


def _open_duties(work: Work, unit_ids: frozenset[int]) -> list[AssignmentView]:
    views = load_assignments(work, unit_ids=unit_ids, only_active=True)
    return [view for view in views if view.is_owed(work)]


def _line(work: Work, view: AssignmentView, language: str, is_several_units: bool) -> str:
    title = f"{view.title} ({view.unit_name})" if is_several_units else view.title
    if view.is_returned:
        day = phrases.deadline(work, view, language)
        return f"– {say('returned-task', language, title=title, day=day)}"
    return duty_line(work, title, view.facts.late_from, language)
