"""`/enter`: staff enter a report that came on paper or by telephone; the unit is told and may correct it."""

from datetime import date, time

from domain.local_time import instant_at, local_day
from domain.parsing.replies import understand
from domain.roles import Action
from handlers import unit_duty
from handlers.conversation import Replies, Turn
from handlers.report_asking import open_report, open_reports
from handlers.report_entries import new_entry, reply_context, talk_about
from handlers.unit_duty import Wanted
from services.assignments import AssignmentView, load_assignments
from services.reporting import assignment_to_report
from services.work import Work

DIALOGUE = "enter"
SOURCES = ("paper", "phone")
# Of what came on an earlier day the hour is not known.
NOON = time(12)


def _duties(work: Work, unit_id: int) -> list[AssignmentView]:
    """What may be entered: first what is owed, then what was reported, then what belongs to closed plans."""
    views = [view for view in load_assignments(work, unit_ids=[unit_id]) if view.expects_report]
    views = [view for view in views if view.facts.waived_at is None]
    return sorted(views, key=lambda view: (not view.plan_is_active, not view.is_owed(work)))


WANTED = Wanted(DIALOGUE, Action.ENTER_REPORTS, _duties)


def start_entry(turn: Turn, words: str) -> Replies:
    """`/enter [unit]`."""
    return _duty_chosen(turn, unit_duty.begin(turn, WANTED, words))


def continue_entry(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer: unit, duty, source; then the dialogue of every report takes over."""
    state = turn.talk.state
    if state["step"] in ("unit", "duty"):
        return _duty_chosen(turn, unit_duty.go_on(turn, WANTED, text, picked))
    source = state.get("source") or (picked if picked in SOURCES else SOURCES[0])
    view = assignment_to_report(turn.work, turn.actor, state["assignment_id"], source)
    if state["step"] == "arrived":
        return _day_said(turn, view, source, text if picked is None else picked)
    if picked is None:
        return _duty_chosen(turn, view)
    if view.has_report or turn.work.now < view.facts.late_from:
        return open_report(turn, view, {}, [], source=source)
    return _ask_day(turn, view, source)


def _ask_day(turn: Turn, view: AssignmentView, source: str, before: str = "") -> Replies:
    """Entered today it would be late: it counts from the day on which it reached the office."""
    options = [(turn.say("today"), "hôm nay"), (turn.say("yesterday"), "hôm qua")]
    state = {"step": "arrived", "assignment_id": view.id, "source": source}
    text = f"{before}\n{turn.say('enter-arrived')}".strip()
    return turn.ask(DIALOGUE, state, text, options, takes_number=True)


def _day_said(turn: Turn, view: AssignmentView, source: str, said: str) -> Replies:
    found = understand(said, reply_context(turn, "dates")).fields.get("dates")
    today = local_day(turn.work.now, turn.work.zone)
    day = date.fromisoformat(found[0]) if isinstance(found, list) and len(found) == 1 else None
    if day is None or day > today:
        return _ask_day(turn, view, source, turn.say("not-a-value"))
    entry = new_entry(turn, view, {})
    arrived = {"arrived_at": instant_at(day, NOON, turn.work.zone).isoformat()} if day < today else {}
    return open_reports(turn, {**talk_about([entry], [], source), **arrived})


def _duty_chosen(turn: Turn, found: AssignmentView | Replies) -> Replies:
    if not isinstance(found, AssignmentView):
        return found
    options = [(turn.say(f"source-{source}"), source) for source in SOURCES]
    key = "enter-source" if found.plan_is_active else "enter-source-closed"
    text = turn.say(key, duty=found.title, unit=found.unit_name)
    return turn.ask(DIALOGUE, {"step": "source", "assignment_id": found.id}, text, options)
