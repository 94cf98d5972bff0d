"""Registering: by an invite code or by naming the unit."""

import re
from typing import Any

from domain.messages import Reply
from domain.roles import UNIT_ROLES, Role
from domain.yes_no import says_no, says_yes
from handlers.conversation import Replies, Turn
from handlers.linking import greet_linked
from handlers.menu import menu_of
from handlers.office_words import terms
from handlers.registration_deciding import ask_staff, terms_of, welcome_applicant
from services import registration, setup
from services.channel_codes import ChannelOffer, LinkedChannel, link_by_code, open_channel_code
from services.invites import CodeRefusal, InviteOffer, open_invite
from services.registration import Application
from services.units import find_units, get_unit

DIALOGUE = "register"
SECRETARY, DEPUTY = "bi_thu", "pho_bi_thu"
LONGEST_NAME = 120
CODE = re.compile(r"[0-9A-Za-z]{4}(?:[- ]?[0-9A-Za-z]{4}){2}")


def start(turn: Turn, words: str) -> Replies:
    """`/start [code]`: claim the bot, open an invite, or begin without a code."""
    if not words:
        return _greet(turn)
    if setup.is_setup_code(turn.work, words):
        actor = setup.claim_bot(turn.work, turn.sender)
        turn.talk.close()
        return [Reply(turn.say("claimed", name=actor.name), menu=menu_of(actor, turn.language))]
    if " " in words and not CODE.fullmatch(words):
        return _search_unit(turn, words)
    return _try_code(turn, words)


def begin(turn: Turn, text: str) -> Replies:
    """Words of somebody unknown: a code, or the name of a unit; anything else is greeted."""
    if CODE.fullmatch(text):
        return start(turn, text)
    return _search_unit(turn, text) if _may_be_unit(text) else _greet(turn)


def continue_registration(turn: Turn, text: str, picked: str | None) -> Replies:
    """The next answer while registering."""
    state = turn.talk.state
    step = state["step"]
    if step == "unit":
        return _unit_answered(turn, text, picked)
    if step == "channel":
        return _channel_answered(turn, state, text, picked)
    if step == "confirm":
        return _unit_confirmed(turn, text, picked)
    if step == "name":
        return _name_given(turn, state, text)
    return _position_answered(turn, state, text, picked)


def _greet(turn: Turn) -> Replies:
    if turn.actor and turn.actor.offices:
        turn.talk.close()
        text = turn.say("welcome-back", name=turn.actor.name)
        return [Reply(text, menu=menu_of(turn.actor, turn.language))]
    return turn.ask(DIALOGUE, {"step": "unit"}, turn.say("greeting", board=turn.work.installation.board))


def _unit_answered(turn: Turn, text: str, picked: str | None) -> Replies:
    if picked is not None:
        unit = get_unit(turn.work, int(picked))
        return _ask_confirmation(turn, {"unit_id": unit.id, "unit": unit.name, "role": Role.SECRETARY.value})
    if CODE.fullmatch(text) or setup.is_setup_code(turn.work, text):
        return start(turn, text)
    return _search_unit(turn, text)


def _try_code(turn: Turn, words: str) -> Replies:
    channel = open_channel_code(turn.work, turn.sender, words)
    if isinstance(channel, ChannelOffer):
        return _ask_whose_channel(turn, {"code_id": channel.code_id, "name": channel.person_name})
    offer = channel or open_invite(turn.work, turn.sender, words)
    return _refused(turn, offer) if isinstance(offer, CodeRefusal) else _offered(turn, offer)


def _ask_whose_channel(turn: Turn, state: dict[str, Any]) -> Replies:
    options = [(turn.say("yes-right"), "yes"), (turn.say("channel-not-me"), "no")]
    text = turn.say("channel-confirm", name=state["name"])
    return turn.ask(DIALOGUE, {**state, "step": "channel"}, text, options)


def _channel_answered(turn: Turn, state: dict[str, Any], text: str, picked: str | None) -> Replies:
    if picked == "no" or (picked is None and says_no(text)):
        return turn.ask(DIALOGUE, {"step": "unit"}, turn.say("greeting", board=turn.work.installation.board))
    if picked != "yes" and not says_yes(text):
        return _ask_whose_channel(turn, state)
    linked = link_by_code(turn.work, turn.sender, state["code_id"])
    return greet_linked(turn, linked) if isinstance(linked, LinkedChannel) else _refused(turn, linked)


def _refused(turn: Turn, refusal: CodeRefusal) -> Replies:
    turn.talk.open(DIALOGUE, {"step": "unit"})
    return turn.answer(f"error-{refusal.code}")


def _offered(turn: Turn, offer: InviteOffer) -> Replies:
    state = {
        "invite_id": offer.invite_id,
        "unit_id": offer.unit_id,
        "unit": offer.unit_name,
        "role": offer.role.value,
    }
    if offer.is_fixed:
        return _ask_acceptance(turn, state, offer)
    if offer.role in UNIT_ROLES:
        return _ask_confirmation(turn, state)
    if turn.actor is not None:
        return _apply(turn, {**state, "name": turn.actor.name}, "")
    return turn.ask(DIALOGUE, {**state, "step": "name"}, turn.say("ask-staff-name"))


def _ask_acceptance(turn: Turn, state: dict[str, Any], offer: InviteOffer) -> Replies:
    """A successor or stand-in confirms what the code says; the role is no question."""
    when = terms(turn.work, offer.terms.since, offer.terms.until, turn.language)
    key = "accept-handover" if offer.replaces else "accept-deputy"
    text = turn.say(key, unit=offer.unit_name, other=offer.replaces, terms=when)
    options = [(turn.say("yes-right"), "yes"), (turn.say("no-other-unit"), "no")]
    fixed = turn.say("position-secretary" if offer.role is Role.SECRETARY else "position-deputy")
    return turn.ask(DIALOGUE, {**state, "step": "confirm", "position": fixed}, text, options)


def _search_unit(turn: Turn, typed: str) -> Replies:
    entries = find_units(turn.work, typed)
    if not entries:
        return turn.ask(DIALOGUE, {"step": "unit"}, turn.say("unit-not-found", typed=typed[:80]))
    options = [(entry.unit.name, str(entry.unit.id)) for entry in entries]
    return turn.ask(DIALOGUE, {"step": "unit"}, turn.say("unit-which"), options)


def _ask_confirmation(turn: Turn, state: dict[str, Any]) -> Replies:
    options = [(turn.say("yes-right"), "yes"), (turn.say("no-other-unit"), "no")]
    text = turn.say("unit-confirm", unit=state["unit"])
    return turn.ask(DIALOGUE, {**state, "step": "confirm"}, text, options)


def _unit_confirmed(turn: Turn, text: str, picked: str | None) -> Replies:
    if picked == "no":
        return turn.ask(DIALOGUE, {"step": "unit"}, turn.say("unit-name-again"))
    if picked != "yes":
        return _ask_confirmation(turn, turn.talk.state)
    state = turn.talk.state
    if turn.actor is not None:
        return _ask_position(turn, state, turn.actor.name)
    return turn.ask(DIALOGUE, {**state, "step": "name"}, turn.say("ask-name"))


def _name_given(turn: Turn, state: dict[str, Any], text: str) -> Replies:
    if Role(state["role"]) in UNIT_ROLES:
        return _ask_position(turn, state, text)
    return _apply(turn, {**state, "name": text}, "")


def _ask_position(turn: Turn, state: dict[str, Any], name: str) -> Replies:
    name = " ".join(name.split())[:LONGEST_NAME]
    if not any(letter.isalpha() for letter in name):
        return turn.ask(DIALOGUE, {**state, "step": "name"}, turn.say("ask-name"))
    if state.get("position"):
        return _apply(turn, {**state, "name": name}, state["position"])
    options = [(turn.say("position-secretary"), SECRETARY), (turn.say("position-deputy"), DEPUTY)]
    text = turn.say("ask-position", name=name)
    return turn.ask(DIALOGUE, {**state, "name": name, "step": "position"}, text, options)


def _position_answered(turn: Turn, state: dict[str, Any], text: str, picked: str | None) -> Replies:
    position = {SECRETARY: turn.say("position-secretary"), DEPUTY: turn.say("position-deputy")}.get(
        picked or "", text
    )
    if not position.strip():
        return _ask_position(turn, state, state["name"])
    if picked == DEPUTY:
        state = {**state, "role": Role.DEPUTY.value}
    return _apply(turn, state, position.strip())


def _apply(turn: Turn, state: dict[str, Any], position: str) -> Replies:
    application = Application(
        state["name"], position, Role(state["role"]), state.get("unit_id"), state.get("invite_id")
    )
    view = registration.apply(turn.work, turn.sender, application)
    turn.talk.close()
    if view.state == "approved":
        return [welcome_applicant(turn, view)]
    if view.state == "coming":
        return turn.answer("succession-coming", unit=view.unit_name, terms=terms_of(turn, view))
    ask_staff(turn, view)
    return turn.answer("applied", unit=view.unit_name, board=turn.work.installation.board)


def _may_be_unit(text: str) -> bool:
    return len(text.split()) > 1
