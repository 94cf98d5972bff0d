"""What staff decide about registrations, and what the applicants hear of it."""

from domain.messages import Choice, Reply
from handlers.conversation import Replies, Turn, row_number
from handlers.menu import menu_of
from handlers.office_words import tell_begun, terms, welcome
from locales import say
from services import registration
from services.actors import staff_addresses
from services.matters import language_at
from services.registration_view import RegistrationView


def decide(turn: Turn, words: str) -> Replies:
    """`/decide <registration> approved|refused|call`, said by the staff's buttons."""
    number, _, decision = words.partition(" ")
    number_of_row = row_number(number, "no-such-registration")
    decided = registration.decide(turn.work, turn.actor, number_of_row, decision)
    tell_applicant(turn, decided)
    named = {"name": decided.name, "unit": decided.unit_name}
    if decided.state == "call":
        text = turn.say("decided-call", **named, contact=decided.contact or "–")
        return turn.offer(text, decisions(turn, decided.id)[:2])
    if decided.state == "coming":
        return turn.answer("decided-coming", **named, terms=terms_of(turn, decided))
    return turn.answer(f"decided-{decided.state}", **named)


def show_waiting(turn: Turn, _words: str) -> Replies:
    """`/approve`: registrations that wait for a decision."""
    waiting = registration.waiting_registrations(turn.work, turn.actor)
    if not waiting:
        return turn.answer("none-waiting")
    return [Reply(applicant(turn, view), decisions(turn, view.id)) for view in waiting[:10]]


def ask_staff(turn: Turn, view: RegistrationView) -> None:
    """Staff who follow the unit are asked to decide."""
    for address_id, _actor in staff_addresses(turn.work, view.unit_id):
        turn.tell(address_id, Reply(applicant(turn, view), decisions(turn, view.id)))


def tell_applicant(turn: Turn, decided: RegistrationView, *, is_told: bool = False) -> None:
    """What was decided; nothing while it is only to be checked by telephone.

    `is_told`: the person in this turn hears of a handover in the answer.
    """
    if decided.state == "approved":
        turn.tell(decided.address_id, welcome_applicant(turn, decided, is_told=is_told), kind="reply")
        return
    language = language_at(turn.work, decided.address_id)
    if decided.state == "coming":
        when = terms(turn.work, decided.begins_at, decided.ends_at, language)
        text = say("succession-coming", language, unit=decided.unit_name, terms=when)
        turn.tell(decided.address_id, Reply(text), kind="reply")
    elif decided.state == "refused":
        board = turn.work.installation.board
        text = say("refused-applicant", language, unit=decided.unit_name, board=board)
        turn.tell(decided.address_id, Reply(text), kind="reply")


def welcome_applicant(turn: Turn, view: RegistrationView, *, is_told: bool = False) -> Reply:
    """What somebody gets whose office has begun; whoever else a handover concerns is told as well."""
    language = language_at(turn.work, view.address_id)
    if view.begun is None:
        actor = registration.actor_at(turn.work, view.address_id)
        return Reply(say("welcome-staff", language, name=view.name), menu=menu_of(actor, language))
    told = {view.begun.person_id}
    replaced = view.begun.handover.predecessor_id if view.begun.handover else None
    if turn.actor is not None and (is_told or turn.actor.person_id != replaced):
        told.add(turn.actor.person_id)
    tell_begun(turn.work, view.begun, told)
    return welcome(turn.work, view.begun, language)


def applicant(turn: Turn, view: RegistrationView) -> str:
    """Who asks for what, as staff are shown it."""
    text = turn.say(
        "applicant",
        name=view.name,
        position=view.position or "–",
        unit=view.unit_name or "–",
        contact=view.contact or "–",
        code=turn.say("with-code" if view.has_code else "without-code"),
    )
    if view.holders:
        text += "\n" + turn.say("applicant-holders", names=", ".join(view.holders))
    if view.named:
        key = "applicant-follows" if view.replaces else "applicant-stands-in"
        text += "\n" + turn.say(key, other=view.replaces, named=view.named, terms=terms_of(turn, view))
    return text


def decisions(turn: Turn, registration_id: int) -> tuple[Choice, ...]:
    """What staff can do about a registration."""
    return tuple(
        Choice(turn.say(f"decision-{decision}"), f"/decide {registration_id} {decision}")
        for decision in registration.DECISIONS
    )


def terms_of(turn: Turn, view: RegistrationView) -> str:
    """From when until when the office is to be held, in words."""
    return terms(turn.work, view.begins_at, view.ends_at, turn.language)
