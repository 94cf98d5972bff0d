"""The open report: what is answered, and what becomes of the card: changed, confirmed or dropped."""

from collections.abc import Callable

from domain.errors import DomainError
from domain.field_reading import read_answer
from domain.forms import FieldKind
from domain.parsing.health import without_health_details
from domain.parsing.letters import folded_plain
from domain.parsing.replies import understand
from domain.roles import Action
from domain.supplements import as_whole, supplemented
from handlers.attachment_keeping import keep_with
from handlers.conversation import Replies, Turn
from handlers.report_asking import (
    State,
    ask_duty,
    ask_field,
    next_question,
    open_report,
    other_duties,
    reply_context,
    show_card,
    unclear,
    without_replaced,
)
from handlers.report_card import card_lines, label, why_asked
from handlers.report_readings import picked_reading
from handlers.report_receipt import confirm
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.drafts import DIALOGUE
from services.files import load_file
from services.forms import load_form
from services.reporting import assignment_to_report, record_report
from services.units import member_word

__all__ = ["DIALOGUE", "NOT_DONE_YET", "State", "ask_duty", "open_report", "reply_context"]

YES_WORDS = frozenset({"dung", "dung roi", "ok", "xac nhan", "yes", "y"})
NOT_DONE_YET = frozenset({"plan_only", "not_done", "extension_request"})
LONGEST_VALUE = 2000


def continue_report(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer in an open report: a value, a confirmation, or a change."""
    state = turn.talk.state
    if state["asking"] == "duty":
        return _duty_picked(turn, state, text, picked)
    view = assignment_to_report(turn.work, turn.actor, state["assignment_id"], state.get("source", ""))
    if turn.incoming.kind == "file":
        return _file_sent(turn, view, state)
    if picked == "drop":
        turn.talk.close()
        return turn.answer("report-dropped")
    if state["asking"] == "card":
        return _card_answered(turn, view, text, picked)
    if state["asking"] == "change" and picked is not None:
        return ask_field(turn, view, state, picked)
    if state["asking"] == "reading" and picked is not None:
        return _reading_picked(turn, view, picked)
    return _field_answered(turn, view, text, picked)


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
        return ask_duty(turn, _choosable(turn), state["values"], [*state["raw"], text], state["flags"])
    view = assignment_to_report(turn.work, turn.actor, int(picked))
    if view.has_report and state["raw"]:
        # "46 chứ không phải 45" only says something now that it is known which report stood at 45.
        return _changed_report(turn, view, state)
    return open_report(turn, view, state["values"], state["raw"], state["flags"])


def _changed_report(turn: Turn, view: AssignmentView, state: State) -> Replies:
    understood = understand("\n".join(state["raw"]), reply_context(turn, None, view))
    if understood.action == "supplement":
        values = supplemented(view.values, understood.fields)
        return open_report(turn, view, values, state["raw"], kind="supplement")
    values = {**state["values"], **as_whole(understood.fields)}
    return open_report(turn, view, values, state["raw"], understood.flags)


def _reading_picked(turn: Turn, view: AssignmentView, picked: str) -> Replies:
    state = turn.talk.state
    values = picked_reading(state["readings"], picked)
    state["values"] = {**without_replaced(state["values"], values), **values}
    return next_question(turn, view, state)


def _field_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state, asked = turn.talk.state, turn.talk.state["asking"]
    words = picked if picked is not None else text[:LONGEST_VALUE]
    field = load_form(turn.work, view.form).field(asked)
    if field is None:
        return _said_instead(turn, view, state, text)
    answer = read_answer(field, words, reply_context(turn, asked))
    beside = {} if picked is not None else understand(words, reply_context(turn, None)).fields
    new = {name: value for name, value in beside.items() if name not in state["values"]} | answer.fields
    if asked not in new:
        return _meant_otherwise(turn, state, text, lambda: ask_field(turn, view, state, asked)) or unclear(
            turn, state, turn.say("not-a-value"), lambda why: ask_field(turn, view, state, asked, why)
        )
    if picked is None:
        state["raw"].append(without_health_details(text))
    state["values"] = {**without_replaced(state["values"], new), **new}
    return next_question(turn, view, {**state, "tries": 0}, why_asked(turn, answer.flags))


def _said_instead(turn: Turn, view: AssignmentView, state: State, text: str) -> Replies:
    """Words where a button was offered: they are read as what they are, and nothing is asked in vain."""
    understood = understand(text, reply_context(turn, None, view))
    values = as_whole(understood.fields)
    if values and understood.action not in NOT_DONE_YET:
        state["raw"].append(without_health_details(text))
        state["values"] = {**without_replaced(state["values"], values), **values}
        return next_question(turn, view, {**state, "tries": 0}, why_asked(turn, understood.flags))
    return _meant_otherwise(turn, state, text, lambda: next_question(turn, view, state)) or next_question(
        turn, view, state, turn.say("not-a-value")
    )


def _card_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    state = turn.talk.state
    if picked == "yes" or (picked is None and folded_plain(text).strip(".! ") in YES_WORDS):
        return _record(turn, view, state)
    if picked == "change":
        return _ask_change(turn, view, state)
    if picked == "other":
        return _other_duty(turn, state)
    understood = understand(text, reply_context(turn, None))
    changed = as_whole(understood.fields)
    if not changed or understood.action in NOT_DONE_YET:
        why = turn.say("card-not-understood")
        return _meant_otherwise(turn, state, text, lambda: show_card(turn, view, state)) or unclear(
            turn, state, why, lambda why: show_card(turn, view, state, why)
        )
    state["raw"].append(without_health_details(text))
    void = understood.ask if understood.action == "ask_again" else ()
    kept = {name: value for name, value in state["values"].items() if name not in void}
    state["values"] = {**without_replaced(kept, changed), **changed}
    state["tries"] = 0
    return next_question(turn, view, state, why_asked(turn, understood.flags))


def _meant_otherwise(turn: Turn, state: State, text: str, ask_again: Callable[[], Replies]) -> Replies:
    """A question, a complaint or a wish for more time is answered, and the report is asked about again."""
    # What routes free text opens reports, so that it cannot be imported from here at once.
    from handlers.reporting import meant_otherwise

    understood = understand(text, reply_context(turn, None))
    replies = None if state.get("source") else meant_otherwise(turn, understood, text)
    if replies is None:
        return []
    is_still_open = turn.talk.dialogue == DIALOGUE
    return [*replies, *ask_again()] if is_still_open else replies


def _ask_change(turn: Turn, view: AssignmentView, state: State) -> Replies:
    fields = load_form(turn.work, view.form).fields
    options = [(label(turn.language, field), field.name) for field in fields]
    return turn.ask(DIALOGUE, {**state, "asking": "change"}, turn.say("change-which"), options)


def _other_duty(turn: Turn, state: State) -> Replies:
    others = other_duties(turn, state["assignment_id"])
    return ask_duty(turn, others, state["values"], state["raw"])


def _record(turn: Turn, view: AssignmentView, state: State) -> Replies:
    try:
        receipt = record_report(
            turn.work,
            turn.actor,
            view.id,
            state["values"],
            raw_text="\n".join(state["raw"]),
            based_on=state["based_on"],
            received_at=turn.incoming.written_at(turn.work.now),
            kind=state.get("kind", "correction"),
            source=state.get("source", ""),
        )
    except DomainError as error:
        if error.code != "answered-meanwhile":
            raise
        return _answered_meanwhile(turn, view, state)
    turn.talk.close()
    receipts = confirm(turn, view, state["values"], receipt, state.get("source", ""))
    return [*receipts, *_open_later(turn, state)]


def _open_later(turn: Turn, state: State) -> Replies:
    """The next duty that the same message reported on."""
    if not state.get("later"):
        return []
    following, *later = state["later"]
    view = assignment_to_report(turn.work, turn.actor, following["assignment_id"])
    return open_report(turn, view, following["values"], state["raw"], later=later)


def _answered_meanwhile(turn: Turn, view: AssignmentView, state: State) -> Replies:
    word = member_word(turn.work, view.unit_id)
    form = load_form(turn.work, view.form)
    before = turn.say("answered-meanwhile", theirs=card_lines(turn.language, form, view.values, word))
    kind = "correction" if view.has_report else "report"
    return show_card(turn, view, {**state, "based_on": view.revision, "kind": kind}, before)
