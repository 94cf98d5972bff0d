"""Changing reports that stand on one card: where new words belong, and what holds for several of them."""

from collections.abc import Collection, Sequence

from domain.forms import Field, Values
from domain.sharing_out import tells_enough
from domain.unit_mentions import mentioned_units
from domain.units import Unit
from handlers import report_choice
from handlers.conversation import Replies, Turn
from handlers.joint_card import names_of, takes_the_same
from handlers.report_asking import next_question
from handlers.report_entries import (
    State,
    all_entries,
    entries_for,
    turned_to,
    view_of,
    views_of,
    with_entries,
    without_replaced,
)
from services.assignments import AssignmentView
from services.drafts import DIALOGUE
from services.forms import load_form

ALL = "all"


def change_values(
    turn: Turn, state: State, values: Values, void: Collection[str], text: str, why: str
) -> Replies:
    """Put new values where they belong; when several reports take them it is asked which is meant.

    `void` are fields the words made doubtful; `why` says why they are asked for.
    """
    state = with_further_duties(turn, state, values)
    takers = _takers(turn, state, {*values, *void})
    if len(takers) > 1 and not _is_told_apart(turn, state, {*values, *void}):
        named = _named([view for _, view in views_of(turn, state) if view.id in takers], text)
        if len(named) != 1:
            return ask_which(turn, {**state, "pending": {"values": dict(values), "void": list(void)}})
        takers = named
    for assignment_id in takers or [state["assignment_id"]]:
        state = _put(turn, turned_to(state, assignment_id), values, void)
    return next_question(turn, view_of(turn, state), state, why)


def ask_which(turn: Turn, state: State, before: str = "") -> Replies:
    """Ask which of the reports is to be changed; values that wait for it may be meant for all of them."""
    found = [view for _, view in views_of(turn, state)]
    pending = state.get("pending")
    if pending:
        takers = _takers(turn, state, {*pending["values"], *pending["void"]})
        found = [view for view in found if view.id in takers]
    options = [(name, str(view.id)) for name, view in zip(names_of(found), found, strict=True)]
    if pending:
        options.append((turn.say("joint-all", count=len(found)), ALL))
    text = f"{before}\n{turn.say('joint-which')}" if before else turn.say("joint-which")
    return turn.ask(DIALOGUE, {**state, "asking": "which"}, text, options)


def named_report(turn: Turn, state: State, text: str) -> str | None:
    """The one report of the card whose unit the words name, as it would be picked; else None."""
    named = _named([view for _, view in views_of(turn, state)], text)
    return str(named[0]) if len(named) == 1 else None


def which_picked(turn: Turn, state: State, picked: str) -> Replies:
    """The values that waited go to the report that was picked, or to all that take them."""
    pending, state = state["pending"], {name: value for name, value in state.items() if name != "pending"}
    names = {*pending["values"], *pending["void"]}
    for assignment_id in _takers(turn, state, names) if picked == ALL else [int(picked)]:
        state = _put(turn, turned_to(state, assignment_id), pending["values"], pending["void"])
    return next_question(turn, view_of(turn, state), state)


def with_further_duties(turn: Turn, state: State, values: Values) -> State:
    """The talk, with one more report when the words speak of another duty that the unit still owes."""
    if state.get("source"):
        return state
    known = {name for _, view in views_of(turn, state) for name in load_form(turn.work, view.form).names}
    further = {name: value for name, value in values.items() if name not in known}
    if not further:
        return state
    entries = all_entries(state)
    ids, units = {entry["assignment_id"] for entry in entries}, {view_of(turn, state).unit_id}
    views = [
        view
        for view in report_choice.fitting(turn, further, "")
        if view.id not in ids
        and view.unit_id in units
        and tells_enough(further, load_form(turn.work, view.form))
    ]
    added = entries_for(turn, views, further, place=len(entries))
    return with_entries(state, [*entries, *added])


def shared_with_others(turn: Turn, state: State, view: AssignmentView, field: Field) -> State:
    """What was answered for one unit holds for the others of the card that lack it too; figures never do."""
    if not state.get("beside") or field.name not in state["values"]:
        return state
    answer = {field.name: state["values"][field.name]}
    entries = [
        {**entry, "values": {**entry["values"], **answer}}
        if takes_the_same(entry, other, view, field)
        else entry
        for entry, other in views_of(turn, state)
    ]
    return with_entries(state, entries)


def _takers(turn: Turn, state: State, names: Collection[str]) -> list[int]:
    """The reports whose form takes any of these fields."""
    return [
        view.id
        for _, view in views_of(turn, state)
        if not load_form(turn.work, view.form).names.isdisjoint(names)
    ]


def _named(views: Sequence[AssignmentView], text: str) -> list[int]:
    """Of these reports those of the units that the words name."""
    units = {view.unit_id: Unit(view.unit_id, view.unit_code, view.unit_name) for view in views}
    meant = {mention.unit_id for mention in mentioned_units(text, units.values())}
    return [view.id for view in views if view.unit_id in meant]


def _is_told_apart(turn: Turn, state: State, names: Collection[str]) -> bool:
    """Whether no field can belong to more than one of the reports."""
    forms = [load_form(turn.work, view.form).names for _, view in views_of(turn, state)]
    return all(sum(name in form for form in forms) < 2 for name in names)


def _put(turn: Turn, state: State, values: Values, void: Collection[str]) -> State:
    form = load_form(turn.work, view_of(turn, state).form)
    taken = {name: value for name, value in values.items() if name in form.names}
    kept = {name: value for name, value in state["values"].items() if name not in void}
    return {**state, "values": {**without_replaced(kept, taken), **taken}}
