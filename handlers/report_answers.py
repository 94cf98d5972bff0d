"""What is typed while a report is open: said last it counts, whatever question it was typed at."""

from collections.abc import Callable
from dataclasses import replace

from domain.field_reading import read_answer
from domain.forms import Field, Value
from domain.parsing.health import without_health_details
from domain.parsing.replies import understand
from domain.parsing.understanding import ReplyContext
from domain.supplements import by_now
from domain.told_answers import Told, read_instead, read_told
from handlers.clarifying import once_more
from handlers.conversation import Replies, Turn
from handlers.report_asking import ask_field, ask_reading, next_question
from handlers.report_card import why_asked
from handlers.report_entries import State, reply_context, views_of, without_replaced
from handlers.report_joint import change_values, named_report, shared_with_others
from handlers.report_readings import possible_readings, told_in_words
from handlers.reporting import answer_otherwise
from services.assignments import AssignmentView
from services.drafts import DIALOGUE
from services.forms import load_form

LONGEST_VALUE = 2000
FIGURES = ("attended", "total")
# What says that there is nothing to report yet: who has told nothing else is asked no further.
NOTHING_YET = frozenset({"plan_only", "not_done"})


def field_answered(turn: Turn, view: AssignmentView, text: str, picked: str | None) -> Replies:
    """An answer to the question for one field, by button or in words."""
    state = turn.talk.state
    field = load_form(turn.work, view.form).field(state["asking"])
    if field is None:
        told = told_instead(turn, view, state, text)
        return (
            _not_told(turn, view, state, text) if _is_empty(told) else _taken(turn, view, state, told, text)
        )
    told = _picked(turn, field, picked) if picked is not None else _typed(turn, view, state, field, text)
    if state.get("kind") == "supplement":
        told = replace(told, values=by_now(view.values, told.values))
    if _is_empty(told):
        return _not_answered(turn, view, state, field, text)
    return _taken(turn, view, state, told, text if picked is None else "", field)


def told_instead(turn: Turn, view: AssignmentView, state: State, text: str) -> Told:
    """What words tell of the open report when its card or a choice was shown."""
    told = read_instead(text, _context(turn, view), _known(turn, state))
    return replace(told, readings=tuple(possible_readings(turn, told.readings)))


def doubt_figures(turn: Turn, view: AssignmentView, state: State, told: Told) -> Replies:
    """Ask what doubtful figures mean; of several reports on one card they are asked for anew."""
    why = why_asked(turn, told.flags)
    if state.get("beside"):
        return change_values(turn, state, told.values, FIGURES, "", why)
    # Said last, figures that contradict each other make void those said before.
    void = (*FIGURES, "absent") if why else ()
    kept = {name: value for name, value in state["values"].items() if name not in void}
    asking = {
        **state,
        "values": {**without_replaced(kept, told.values), **told.values},
        "readings": list(told.readings),
    }
    return once_more(
        turn, asking, why, lambda why: ask_reading(turn, view, asking, told.flags, why), counted="doubts"
    )


def meant_otherwise(turn: Turn, state: State, text: str, ask_again: Callable[[], Replies]) -> Replies:
    """A question, a complaint or a wish for more time is answered, and the report is asked about again.

    Who takes back what was never recorded, or has nothing to report yet, is asked nothing more.
    """
    understood = understand(text, reply_context(turn, None))
    if understood.action == "retract" and not any(view.has_report for _, view in views_of(turn, state)):
        turn.talk.close()
        return turn.answer("report-dropped")
    replies = None if state.get("source") else answer_otherwise(turn, understood, text)
    if replies is None:
        return []
    if understood.action in NOTHING_YET and not state["raw"]:
        turn.talk.close()
    is_still_open = turn.talk.dialogue == DIALOGUE
    return [*replies, *ask_again()] if is_still_open else replies


def _picked(turn: Turn, field: Field, picked: str) -> Told:
    answer = read_answer(field, picked, reply_context(turn, field.name))
    return Told(answer.fields if field.name in answer.fields else {}, (), answer.flags)


def _typed(turn: Turn, view: AssignmentView, state: State, field: Field, text: str) -> Told:
    told = read_told(field, text[:LONGEST_VALUE], _context(turn, view), _known(turn, state))
    names = load_form(turn.work, view.form).names
    values = told.values if names & told.values.keys() else {}
    return replace(told, values=values, readings=tuple(possible_readings(turn, told.readings)))


def _is_empty(told: Told) -> bool:
    return not told.values and not told.readings


def _context(turn: Turn, view: AssignmentView) -> ReplyContext:
    return replace(reply_context(turn, None, view), members=view.member_count)


def _known(turn: Turn, state: State) -> dict[str, Value]:
    """What was told before; of several units on one card it is not known which is spoken of."""
    units = {view.unit_id for _, view in views_of(turn, state)} if state.get("beside") else ()
    return {} if len(units) > 1 else state["values"]


def _taken(
    turn: Turn, view: AssignmentView, state: State, told: Told, text: str, field: Field | None = None
) -> Replies:
    """Keep what was told in the place of what was said before; `field` is the one that was asked for."""
    if text:
        state["raw"].append(without_health_details(text))
    if told.readings:
        return doubt_figures(turn, view, state, told)
    why = why_asked(turn, told.flags)
    is_answered = field is not None and field.name in told.values
    if state.get("beside") and not (field and is_answered and _is_here(turn, view, state, told, field, text)):
        return change_values(turn, {**state, "tries": 0}, told.values, (), text, why)
    before = state["values"]
    state["values"] = {**without_replaced(before, told.values), **told.values}
    if field is not None and is_answered:
        state = shared_with_others(turn, state, view, field)
    elif field is not None:
        why = "\n".join(part for part in (why, told_in_words(turn, told.values)) if part)
        if state["values"] == before:
            # Said a second time it brings nothing further: the way out is shown as well.
            return once_more(turn, state, why, lambda why: ask_field(turn, view, state, field.name, why))
    return next_question(turn, view, {**state, "tries": 0}, why)


def _is_here(turn: Turn, view: AssignmentView, state: State, told: Told, field: Field, text: str) -> bool:
    """Whether all that was told belongs to the report that was asked about, of several on one card."""
    others = [other for _, other in views_of(turn, state) if other.id != view.id]
    names = load_form(turn.work, view.form).names
    elsewhere = {name for other in others for name in load_form(turn.work, other.form).names} - names
    named = named_report(turn, state, text)
    is_of_any_unit = named is None and any(other.unit_id != view.unit_id for other in others)
    if is_of_any_unit and field.name not in FIGURES and not told.values.keys().isdisjoint(FIGURES):
        return False
    return elsewhere.isdisjoint(told.values) and named in (None, str(view.id))


def _not_answered(turn: Turn, view: AssignmentView, state: State, field: Field, text: str) -> Replies:
    return meant_otherwise(turn, state, text, lambda: ask_field(turn, view, state, field.name)) or once_more(
        turn, state, turn.say("not-a-value"), lambda why: ask_field(turn, view, state, field.name, why)
    )


def _not_told(turn: Turn, view: AssignmentView, state: State, text: str) -> Replies:
    return meant_otherwise(turn, state, text, lambda: next_question(turn, view, state)) or next_question(
        turn, view, state, turn.say("not-a-value")
    )
