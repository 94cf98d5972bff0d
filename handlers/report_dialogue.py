"""The open report: what is answered, and what becomes of the card: changed, confirmed or dropped."""

from domain.forms import FieldKind
from domain.messages import Reply
from domain.parsing.health import without_health_details
from domain.parsing.replies import understand
from domain.roles import Action
from domain.supplements import as_whole
from domain.yes_no import says_no, says_yes
from handlers.attachment_keeping import keep_with
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn
from handlers.report_answers import doubt_figures, field_answered, meant_otherwise, told_instead
from handlers.report_asking import (
    ask_change,
    ask_duty,
    ask_field,
    next_question,
    open_report,
    other_duties,
    said_so_far,
    show_card,
)
from handlers.report_card import why_asked
from handlers.report_changes import open_correction
from handlers.report_entries import (
    State,
    reply_context,
    turned_to,
    view_of,
    without_impossible,
    without_replaced,
)
from handlers.report_joint import (
    ask_which,
    change_values,
    named_report,
    which_picked,
)
from handlers.report_readings import picked_reading
from handlers.report_recording import record
from handlers.report_supplement import open_supplement
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.drafts import DIALOGUE
from services.files import load_file
from services.forms import load_form
from services.reporting import assignment_to_report

__all__ = ["DIALOGUE", "NOT_DONE_YET", "State", "ask_duty", "open_report", "reply_context"]

NOT_DONE_YET = frozenset({"plan_only", "not_done", "extension_request"})


def continue_report(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer in an open report: a value, a confirmation, or a change."""
    state = turn.talk.state
    if state["asking"] == "duty":
        return _duty_picked(turn, state, text, picked)
    if picked == "drop":
        turn.talk.close()
        return turn.answer("report-dropped")
    possible, why = without_impossible(turn, state)
    if possible is None:
        turn.talk.close()
        return [Reply("\n".join(why))]
    view = view_of(turn, possible)
    if why:
        return next_question(turn, view, possible, "\n".join(why))
    return _answered(turn, view, text, picked)


def _answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state = turn.talk.state
    if turn.incoming.kind == "file":
        return _file_sent(turn, view, state)
    if state["asking"] == "card":
        return _card_answered(turn, view, text, picked)
    if state["asking"] == "which":
        return _which_answered(turn, text, picked)
    if state["asking"] == "change" and picked is not None:
        return ask_field(turn, view, state, picked)
    if state["asking"] == "reading" and picked is not None:
        return _reading_picked(turn, view, picked)
    return field_answered(turn, view, text, picked)


def _file_sent(turn: Turn, view: AssignmentView, state: State) -> Replies:
    """A file answers the question for one; beside any other it is kept, and the question stands."""
    kept = keep_with(turn, view, state.get("source", ""))
    field = load_form(turn.work, view.form).field(state["asking"])
    if field is not None and field.kind is FieldKind.FILE and turn.incoming.file_id is not None:
        state["values"][field.name] = load_file(turn.work, turn.incoming.file_id).name
    return [*kept, *next_question(turn, view, state)]


def _choosable(turn: Turn) -> list[AssignmentView]:
    actor = require(turn.actor, Action.REPORT)
    return open_assignments(turn.work, actor.unit_ids())


def _duty_picked(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    if picked is None:
        words = [*state["raw"], without_health_details(text)]
        return once_more(
            turn,
            state,
            turn.say("not-a-value"),
            lambda why: ask_duty(turn, _choosable(turn), {**state, "raw": words}, why),
        )
    view = assignment_to_report(turn.work, turn.actor, int(picked))
    if view.has_report and state["raw"]:
        # "46 chứ không phải 45" only says something now that it is known which report stood at 45.
        return _changed_report(turn, view, state)
    return open_report(turn, view, state["values"], state["raw"], state["flags"])


def _changed_report(turn: Turn, view: AssignmentView, state: State) -> Replies:
    understood = understand("\n".join(state["raw"]), reply_context(turn, None, view))
    if understood.action == "supplement":
        return open_supplement(turn, view, understood.fields, state["raw"], understood.ask)
    if understood.action == "correction":
        return open_correction(
            turn, view, dict(understood.fields), state["raw"], understood.flags, understood.readings
        )
    values = {**state["values"], **as_whole(understood.fields)}
    return open_report(turn, view, values, state["raw"], understood.flags)


def _reading_picked(turn: Turn, view: AssignmentView, picked: str) -> Replies:
    state = turn.talk.state
    values = picked_reading(state["readings"], picked)
    state["values"] = {**without_replaced(state["values"], values), **values}
    return next_question(turn, view, state)


def _card_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state = turn.talk.state
    if picked == "yes" or (picked is None and says_yes(text)):
        return record(turn, state)
    if picked == "change" or (picked is None and says_no(text)):
        return ask_which(turn, state) if state.get("beside") else ask_change(turn, view, state)
    if picked == "other":
        return _other_duty(turn, state)
    told = told_instead(turn, view, state, text)
    if not told.values and not told.readings:
        why = turn.say("card-not-understood")
        steps_for = None if state.get("beside") or state.get("source") else view.id
        return meant_otherwise(turn, state, text, lambda: show_card(turn, view, state)) or once_more(
            turn, state, why, lambda why: show_card(turn, view, state, why), steps_for=steps_for
        )
    state["raw"].append(without_health_details(text))
    if told.readings:
        return doubt_figures(turn, view, state, told)
    return change_values(turn, {**state, "tries": 0}, told.values, (), text, why_asked(turn, told.flags))


def _which_answered(turn: Turn, text: str, picked: str | None) -> Replies:
    """Which of several reports is to be changed; values that wait for it are put there."""
    state = turn.talk.state
    picked = picked or named_report(turn, state, text)
    if picked is None:
        return meant_otherwise(turn, state, text, lambda: ask_which(turn, state)) or once_more(
            turn, state, turn.say("not-a-value"), lambda why: ask_which(turn, state, why)
        )
    if state.get("pending"):
        return which_picked(turn, state, picked)
    chosen = turned_to(state, int(picked))
    return ask_change(turn, view_of(turn, chosen), chosen)


def _other_duty(turn: Turn, state: State) -> Replies:
    others = other_duties(turn, state["assignment_id"])
    return ask_duty(turn, others, said_so_far(state["values"], state["raw"]))
