"""The report on the results, said to be ready beside that of the study: it is asked about right after it."""

from collections.abc import Sequence

from domain.parsing.duties_done import says_results_too
from domain.roles import Action
from handlers.conversation import Replies, Turn
from handlers.report_asking import open_report
from handlers.report_entries import State, views_of
from services.actors import require
from services.assignments import AssignmentView, open_assignments

NEXT = "next"


def with_next(turn: Turn, state: State, text: str) -> tuple[State, str]:
    """The talk that knows what comes after it, and the sentence that says so; "" when nothing does."""
    if not says_results_too(text):
        return state, ""
    told = [view for _, view in views_of(turn, state)]
    found = [view for view in _results(turn) if _follows(view, told)]
    if len(found) != 1:
        return state, ""
    return {**state, NEXT: found[0].id}, turn.say("report-next", duty=found[0].title)


def open_results(turn: Turn, text: str) -> Replies | None:
    """`Báo cáo kết quả xong rồi`, and nothing else: the only one that is owed is opened."""
    found = _results(turn) if says_results_too(text) else []
    return open_report(turn, found[0], {}, [text]) if len(found) == 1 else None


def go_on(turn: Turn, state: State) -> Replies:
    """Once the card is recorded, the report that was said to be ready as well, as far as it is known."""
    found = [view for view in _results(turn) if view.id == state[NEXT]] if state.get(NEXT) else []
    return open_report(turn, found[0], {}, list(state["raw"])) if found else []


def _results(turn: Turn) -> list[AssignmentView]:
    actor = require(turn.actor, Action.REPORT)
    return [view for view in open_assignments(turn.work, actor.unit_ids()) if view.form == "result"]


def _follows(view: AssignmentView, told: Sequence[AssignmentView]) -> bool:
    """Whether it reports on what the card is about, and is not on it itself."""
    return any(
        (one.plan_id, one.unit_id, one.occurrence, one.form)
        == (view.plan_id, view.unit_id, view.occurrence, "study")
        for one in told
    ) and all(one.id != view.id for one in told)
