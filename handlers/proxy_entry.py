"""`/enter`: staff enter a report that came on paper or by telephone; the unit is told and may correct it."""

from domain.roles import Action
from handlers import unit_duty
from handlers.conversation import Replies, Turn
from handlers.report_dialogue import open_report
from handlers.unit_duty import Wanted
from services.assignments import AssignmentView, load_assignments
from services.reporting import assignment_to_report
from services.work import Work

DIALOGUE = "enter"
SOURCES = ("paper", "phone")


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
    source = picked if picked in SOURCES else SOURCES[0]
    view = assignment_to_report(turn.work, turn.actor, state["assignment_id"], source)
    if picked is None:
        return _duty_chosen(turn, view)
    return open_report(turn, view, {}, [], source=source)


def _duty_chosen(turn: Turn, found: AssignmentView | Replies) -> Replies:
    if not isinstance(found, AssignmentView):
        return found
    options = [(turn.say(f"source-{source}"), source) for source in SOURCES]
    key = "enter-source" if found.plan_is_active else "enter-source-closed"
    text = turn.say(key, duty=found.title, unit=found.unit_name)
    return turn.ask(DIALOGUE, {"step": "source", "assignment_id": found.id}, text, options)
