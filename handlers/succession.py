"""`/handover` and `/deputy`: who comes after the secretary, or stands in; one dialogue for both."""

from datetime import date
from typing import Any

from domain.local_time import local_day
from domain.offices import Period, period
from domain.parsing.coming_days import read_coming_day
from domain.roles import Action, Role
from domain.telephones import find_telephone, without_telephone
from handlers import succession_words as words_of
from handlers.conversation import Replies, Turn, row_number
from handlers.office_words import handed_over, tell_ended, terms
from handlers.registration_deciding import ask_staff, tell_applicant
from services.actors import may_for_unit, require, require_unit
from services.drafts import DIALOGUE as REPORT
from services.drafts import keep_draft
from services.persons import known_person
from services.registration_view import RegistrationView
from services.staff import end_unit_office
from services.succession import Wish, appoint, cancel_succession, invite_successor
from services.succession_list import candidates, held_by, waiting_successions
from services.units import find_units, get_unit

DIALOGUE = "succession"
LONGEST_NAME = 120
State = dict[str, Any]


def start_handover(turn: Turn, words: str) -> Replies:
    """`/handover [unit | cancel <invite>]`."""
    return _start(turn, Role.SECRETARY, words)


def start_deputy(turn: Turn, words: str) -> Replies:
    """`/deputy [unit | end <office> | cancel <invite>]`."""
    return _start(turn, Role.DEPUTY, words)


def continue_succession(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer: unit, who is followed, who comes, from when, until when, and yes."""
    require(turn.actor, Action.NAME_SUCCESSORS)
    state = dict(turn.talk.state)
    return _STEPS[state["step"]](turn, state, text.strip(), picked)


def _start(turn: Turn, role: Role, words: str) -> Replies:
    actor = require(turn.actor, Action.NAME_SUCCESSORS)
    if turn.talk.dialogue == REPORT:
        # Whoever goes on with this report begins with what is told so far.
        keep_draft(turn.work, turn.talk.state)
    verb, _, rest = words.partition(" ")
    if verb == "cancel":
        return _cancel(turn, row_number(rest))
    if verb == "end" and role is Role.DEPUTY:
        return _end(turn, row_number(rest))
    state = {"role": role.value}
    own = [office.unit_id for office in actor.offices if office.role is Role.SECRETARY]
    if words or not own:
        return _unit_named(turn, state, words, None)
    if len(own) == 1:
        return _unit_chosen(turn, state, own[0] or 0)
    units = [get_unit(turn.work, unit_id) for unit_id in own if unit_id is not None]
    options = [(unit.name, str(unit.id)) for unit in units]
    return turn.ask(DIALOGUE, {**state, "step": "unit"}, turn.say("unit-which"), options)


def _unit_named(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    if picked is not None:
        return _unit_chosen(turn, state, row_number(picked))
    actor = require(turn.actor, Action.NAME_SUCCESSORS)
    state = {**state, "step": "unit"}
    if not text:
        role = Role(state["role"])
        known = words_of.waiting_everywhere(turn, actor, role)
        replies = turn.ask(DIALOGUE, state, words_of.asked(turn, role, "which-unit"))
        return words_of.with_known(replies, known)
    entries = [
        entry
        for entry in find_units(turn.work, text)
        if may_for_unit(turn.work, actor, Action.NAME_SUCCESSORS, entry.unit.id)
    ]
    if not entries:
        return turn.ask(DIALOGUE, state, turn.say("unit-not-found", typed=text[:80]))
    if len(entries) == 1:
        return _unit_chosen(turn, state, entries[0].unit.id)
    options = [(entry.unit.name, str(entry.unit.id)) for entry in entries]
    return turn.ask(DIALOGUE, state, turn.say("unit-which"), options)


def _unit_chosen(turn: Turn, state: State, unit_id: int) -> Replies:
    actor = require_unit(turn.work, turn.actor, Action.NAME_SUCCESSORS, unit_id)
    state = {**state, "unit_id": unit_id, "unit": get_unit(turn.work, unit_id).name}
    role = Role(state["role"])
    waiting = [found for found in waiting_successions(turn.work, [unit_id]) if found.role is role]
    if role is Role.DEPUTY:
        return _ask_who(turn, state, words_of.deputies(turn, unit_id, waiting))
    secretaries = held_by(turn.work, unit_id, Role.SECRETARY)
    own = [holder for holder in secretaries if holder.person_id == actor.person_id]
    followed = own or secretaries
    if waiting:
        turn.talk.close()
        return words_of.already_named(turn, waiting)
    if not followed:
        turn.talk.close()
        return words_of.nobody_to_follow(turn, unit_id, state["unit"])
    if len(followed) == 1:
        return _ask_who(turn, {**state, "predecessor_id": followed[0].person_id})
    options = [(holder.name, str(holder.person_id)) for holder in followed]
    text = turn.say("handover-whose", unit=state["unit"])
    return turn.ask(DIALOGUE, {**state, "step": "whose"}, text, options)


def _whose_answered(turn: Turn, state: State, _text: str, picked: str | None) -> Replies:
    if picked is None:
        return _unit_chosen(turn, state, state["unit_id"])
    return _ask_who(turn, {**state, "predecessor_id": row_number(picked)})


def _ask_who(turn: Turn, state: State, known: words_of.Known | None = None) -> Replies:
    actor = require(turn.actor, Action.NAME_SUCCESSORS)
    text = words_of.asked(turn, Role(state["role"]), "who", unit=state["unit"])
    options: list[tuple[str, str]] = []
    if Role(state["role"]) is Role.SECRETARY:
        options = words_of.persons(turn, candidates(turn.work, actor, state["unit_id"]))
    replies = turn.ask(DIALOGUE, {**state, "step": "who"}, text, options)
    return words_of.with_known(replies, known) if known else replies


def _who_answered(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    actor = require(turn.actor, Action.NAME_SUCCESSORS)
    if picked is not None and picked != "other":
        person = known_person(turn.work, row_number(picked))
        return _ask_since(turn, {**state, "person_id": person.id, "name": person.name})
    if picked != "other":
        state = {**state, "phone": find_telephone(text)}
        text = without_telephone(text)
    name = state.get("name", "") if picked == "other" else " ".join(text.split())[:LONGEST_NAME]
    if not any(letter.isalpha() for letter in name):
        return _ask_who(turn, state)
    found = [] if picked == "other" else candidates(turn.work, actor, state["unit_id"], name)
    state = {**state, "name": name}
    if not found:
        return _ask_since(turn, state)
    options = [*words_of.persons(turn, found), (turn.say("succession-other", name=name), "other")]
    return turn.ask(
        DIALOGUE, {**state, "step": "who"}, turn.say("succession-same-person", name=name), options
    )


def _ask_since(turn: Turn, state: State) -> Replies:
    key = "now" if state.get("person_id") or state["role"] == Role.DEPUTY else "when-registered"
    options = [(turn.say(f"succession-{key}"), "now")]
    text = words_of.asked(turn, Role(state["role"]), "since", name=state["name"])
    return turn.ask(DIALOGUE, {**state, "step": "since"}, text, options, takes_number=True)


def _since_answered(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    today = local_day(turn.work.now, turn.work.zone)
    day = today if picked == "now" else read_coming_day(text, today)
    period(day, None, today, turn.work.zone)
    state = {**state, "since": day.isoformat()}
    if state["role"] == Role.SECRETARY:
        return _ask_confirmation(turn, state)
    options = [(turn.say("succession-open-end"), "open")]
    text = turn.say("deputy-last-day", name=state["name"])
    return turn.ask(DIALOGUE, {**state, "step": "until"}, text, options, takes_number=True)


def _until_answered(turn: Turn, state: State, text: str, picked: str | None) -> Replies:
    last_day = None if picked == "open" else read_coming_day(text, local_day(turn.work.now, turn.work.zone))
    return _ask_confirmation(turn, {**state, "until": last_day.isoformat() if last_day else None})


def _ask_confirmation(turn: Turn, state: State) -> Replies:
    wanted = _terms(turn, state)
    when = terms(turn.work, wanted.since, wanted.until, turn.language)
    text = words_of.asked(
        turn, Role(state["role"]), "sure", unit=state["unit"], name=state["name"], terms=when
    )
    options = [(turn.say("yes-right"), "yes"), (turn.say("succession-no"), "no")]
    shown = words_of.with_phone(text, state.get("phone", ""), turn.language)
    return turn.ask(DIALOGUE, {**state, "step": "sure"}, shown, options)


def _sure_answered(turn: Turn, state: State, _text: str, picked: str | None) -> Replies:
    if picked == "no":
        turn.talk.close()
        return turn.answer("cancelled")
    if picked != "yes":
        return _ask_confirmation(turn, state)
    wish = Wish(
        state["unit_id"], Role(state["role"]), state["name"], _terms(turn, state), state.get("predecessor_id")
    )
    if state.get("person_id"):
        position = turn.say("position-secretary" if wish.role is Role.SECRETARY else "position-deputy")
        view = appoint(turn.work, turn.actor, wish, state["person_id"], position)
        turn.talk.close()
        return _appointed(turn, view)
    code = invite_successor(turn.work, turn.actor, wish)
    turn.talk.close()
    words_of.tell_staff(turn, wish, state["unit"], state.get("phone", ""))
    return words_of.code_for(turn, wish, state["unit"], code)


def _appointed(turn: Turn, view: RegistrationView) -> Replies:
    named = {"name": view.name, "unit": view.unit_name}
    if view.state == "pending":
        ask_staff(turn, view)
        return turn.answer("succession-asked", board=turn.work.installation.board, **named)
    if view.begun is None:
        tell_applicant(turn, view)
        when = terms(turn.work, view.begins_at, view.ends_at, turn.language)
        return turn.answer("succession-settled", terms=when, **named)
    assert turn.actor is not None
    handover = view.begun.handover
    is_own = handover is not None and handover.predecessor_id == turn.actor.person_id
    tell_applicant(turn, view, is_told=is_own)
    if is_own:
        return [handed_over(turn.work, view.begun, turn.language)]
    return turn.answer("succession-begun", **named)


def _cancel(turn: Turn, invite_id: int) -> Replies:
    view = cancel_succession(turn.work, turn.actor, invite_id)
    if view is not None:
        tell_applicant(turn, view)
    turn.talk.close()
    return turn.answer("succession-cancelled")


def _end(turn: Turn, office_id: int) -> Replies:
    ended = end_unit_office(turn.work, turn.actor, office_id)
    tell_ended(turn.work, ended)
    return turn.answer("office-ended", name=ended.name)


def _terms(turn: Turn, state: State) -> Period:
    until = state.get("until")
    last_day = date.fromisoformat(until) if until else None
    today = local_day(turn.work.now, turn.work.zone)
    return period(date.fromisoformat(state["since"]), last_day, today, turn.work.zone)


_STEPS = {
    "unit": _unit_named,
    "whose": _whose_answered,
    "who": _who_answered,
    "since": _since_answered,
    "until": _until_answered,
    "sure": _sure_answered,
}
