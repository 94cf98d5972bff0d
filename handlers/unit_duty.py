"""Which unit, then which of its duties: how staff point at what they act on."""

from collections.abc import Callable
from dataclasses import dataclass

from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from services.actors import require, visible_unit_ids
from services.assignments import AssignmentView
from services.units import find_units
from services.work import Work

MOST_OFFERED = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be pointed at: whose dialogue asks, who may, which duties, and the sentences for it.

    `<dialogue>-which-unit` asks for the unit, `<dialogue>-none` says that a unit has no such duty.
    """

    dialogue: str
    action: Action
    duties: Callable[[Work, int], list[AssignmentView]]


def begin(turn: Turn, wanted: Wanted, words: str) -> AssignmentView | Replies:
    """The duty when the words leave no doubt, else the first question."""
    require(turn.actor, wanted.action)
    if not words:
        return turn.ask(wanted.dialogue, {"step": "unit"}, turn.say(f"{wanted.dialogue}-which-unit"))
    return _unit_named(turn, wanted, words)


def go_on(turn: Turn, wanted: Wanted, text: str, picked: str | None) -> AssignmentView | Replies:
    """The answer to the question for the unit (typed or picked) or for the duty."""
    if picked is None:
        return _unit_named(turn, wanted, text)
    if turn.talk.state["step"] == "unit":
        return _unit_chosen(turn, wanted, row_number(picked))
    unit_id, assignment_id = turn.talk.state["unit_id"], row_number(picked)
    found = [view for view in wanted.duties(turn.work, unit_id) if view.id == assignment_id]
    if not found:
        # Somebody else has dealt with it meanwhile.
        return _unit_chosen(turn, wanted, unit_id)
    return found[0]


def _unit_named(turn: Turn, wanted: Wanted, typed: str) -> AssignmentView | Replies:
    visible = visible_unit_ids(turn.work, require(turn.actor, wanted.action))
    entries = find_units(turn.work, typed)
    entries = [entry for entry in entries if visible is None or entry.unit.id in visible]
    if not entries:
        return turn.ask(wanted.dialogue, {"step": "unit"}, turn.say("unit-not-found", typed=typed[:80]))
    if len(entries) == 1:
        return _unit_chosen(turn, wanted, entries[0].unit.id)
    options = [(entry.unit.name, str(entry.unit.id)) for entry in entries]
    return turn.ask(wanted.dialogue, {"step": "unit"}, turn.say("unit-which"), options)


def _unit_chosen(turn: Turn, wanted: Wanted, unit_id: int) -> AssignmentView | Replies:
    views = wanted.duties(turn.work, unit_id)[:MOST_OFFERED]
    if not views:
        return turn.ask(wanted.dialogue, {"step": "unit"}, turn.say(f"{wanted.dialogue}-none"))
    if len(views) == 1:
        return views[0]
    options = [(phrases.shortened(view.title), str(view.id)) for view in views]
    state = {"step": "duty", "unit_id": unit_id}
    return turn.ask(wanted.dialogue, state, turn.say("duty-which", unit=views[0].unit_name), options)
