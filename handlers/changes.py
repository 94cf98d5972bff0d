"""`/extend` and `/waive`: which unit, which duty, then the new deadline or the reason."""

from typing import Any

from domain.errors import DomainError
from domain.messages import Reply
from domain.parsing.deadline_phrases import read_deadline
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn
from locales import say
from services import changes
from services.actors import require, visible_unit_ids
from services.assignments import AssignmentView, get_assignment, open_assignments
from services.reach import contacts_by_unit, unreached_reason
from services.units import find_units

EXTEND, WAIVE = "extend", "waive"
State = dict[str, Any]


def start_extension(turn: Turn, words: str) -> Replies:
    """`/extend [unit]`."""
    require(turn.actor, Action.CHANGE_ASSIGNMENTS)
    return _unit_named(turn, EXTEND, words) if words else _ask_unit(turn, EXTEND)


def start_waiver(turn: Turn, words: str) -> Replies:
    """`/waive [unit]`."""
    require(turn.actor, Action.CHANGE_ASSIGNMENTS)
    return _unit_named(turn, WAIVE, words) if words else _ask_unit(turn, WAIVE)


def continue_extension(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer of an extension: unit, duty, deadline, reason."""
    state = turn.talk.state
    if state["step"] in ("unit", "duty"):
        return _choose_duty(turn, EXTEND, text, picked)
    if state["step"] == "deadline":
        return _deadline_given(turn, state, text)
    return _extend(turn, state, turn.say("no-reason") if picked == "none" else text)


def continue_waiver(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer of a waiver: unit, duty, reason."""
    state = turn.talk.state
    if state["step"] in ("unit", "duty"):
        return _choose_duty(turn, WAIVE, text, picked)
    view = changes.waive_assignment(turn.work, turn.actor, state["assignment_id"], text)
    told = tell_unit(turn, view, "waived-notice", reason=text)
    turn.talk.close()
    return turn.answer("waived", duty=view.title, unit=view.unit_name, told=told)


def _ask_unit(turn: Turn, dialogue: str) -> Replies:
    return turn.ask(dialogue, {"step": "unit"}, turn.say(f"{dialogue}-which-unit"))


def _choose_duty(turn: Turn, dialogue: str, text: str, picked: str | None) -> Replies:
    if picked is None:
        return _unit_named(turn, dialogue, text)
    if turn.talk.state["step"] == "unit":
        return _unit_chosen(turn, dialogue, int(picked))
    view = get_assignment(turn.work, int(picked))
    return _duty_chosen(turn, dialogue, view)


def _unit_named(turn: Turn, dialogue: str, typed: str) -> Replies:
    entries = find_units(turn.work, typed)
    visible = visible_unit_ids(turn.work, require(turn.actor, Action.CHANGE_ASSIGNMENTS))
    entries = [entry for entry in entries if visible is None or entry.unit.id in visible]
    if not entries:
        return turn.ask(dialogue, {"step": "unit"}, turn.say("unit-not-found", typed=typed[:80]))
    if len(entries) == 1:
        return _unit_chosen(turn, dialogue, entries[0].unit.id)
    options = [(entry.unit.name, str(entry.unit.id)) for entry in entries]
    return turn.ask(dialogue, {"step": "unit"}, turn.say("unit-which"), options)


def _unit_chosen(turn: Turn, dialogue: str, unit_id: int) -> Replies:
    views = open_assignments(turn.work, frozenset({unit_id}))
    if not views:
        return turn.ask(dialogue, {"step": "unit"}, turn.say("unit-owes-nothing"))
    if len(views) == 1:
        return _duty_chosen(turn, dialogue, views[0])
    options = [(phrases.shortened(view.title), str(view.id)) for view in views]
    return turn.ask(dialogue, {"step": "duty"}, turn.say("duty-which", unit=views[0].unit_name), options)


def _duty_chosen(turn: Turn, dialogue: str, view: AssignmentView) -> Replies:
    state = {"assignment_id": view.id}
    if dialogue == WAIVE:
        text = turn.say("waive-reason", duty=view.title, unit=view.unit_name)
        return turn.ask(WAIVE, {**state, "step": "reason"}, text)
    until = phrases.deadline(turn.work, view, turn.language)
    text = turn.say("extend-until", duty=view.title, unit=view.unit_name, until=until)
    return turn.ask(EXTEND, {**state, "step": "deadline"}, text, takes_number=True)


def _deadline_given(turn: Turn, state: State, text: str) -> Replies:
    today = turn.work.now.astimezone(turn.work.zone).date()
    deadline = read_deadline(text, today, turn.work.zone)
    shown = phrases.last_day(turn.work, deadline.late_from, turn.language)
    options = [(turn.say("no-reason-button"), "none")]
    state = {**state, "step": "reason", "phrase": text[:200]}
    return turn.ask(EXTEND, state, turn.say("extend-reason", until=shown), options)


def _extend(turn: Turn, state: State, reason: str) -> Replies:
    if not reason.strip():
        raise DomainError("reason-missing")
    today = turn.work.now.astimezone(turn.work.zone).date()
    deadline = read_deadline(state["phrase"], today, turn.work.zone)
    view = changes.extend_deadline(turn.work, turn.actor, state["assignment_id"], deadline, reason)
    until = phrases.deadline(turn.work, view, turn.language)
    told = tell_unit(turn, view, "extended-notice", until=until)
    turn.talk.close()
    return say_extended(turn, view, until, told)


def say_extended(turn: Turn, view: AssignmentView, until: str, told: str) -> Replies:
    """What was extended; staff also see that the report on a study is due as before."""
    extended = turn.say("extended", duty=view.title, unit=view.unit_name, until=until, told=told)
    results = [
        other
        for other in open_assignments(turn.work, frozenset({view.unit_id}))
        if view.form == "study" and other.form == "result"
        if (other.plan_id, other.occurrence) == (view.plan_id, view.occurrence)
    ]
    unchanged = [
        turn.say(
            "extension-later-duty",
            duty=other.title,
            until=phrases.deadline(turn.work, other, turn.language),
        )
        for other in results
    ]
    return [Reply("\n".join([extended, *unchanged]))]


def tell_unit(turn: Turn, view: AssignmentView, key: str, **values: str) -> str:
    """Tell everybody who can be reached; returns what staff hear about it."""
    contacts = (contacts_by_unit(turn.work)).get(view.unit_id, [])
    reachable = [contact for contact in contacts if not contact.unreachable_reason]
    for contact in reachable:
        text = say(
            key, contact.language, name=contact.person_name, duty=view.title, unit=view.unit_name, **values
        )
        turn.tell(contact.address_id, Reply(text))
    return turn.say("unit-not-told" if unreached_reason(contacts) else "unit-told")
