"""The words of handing over and standing in: who is named already, the code, and what staff hear."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.messages import Choice, Reply
from domain.roles import Role
from handlers import phrases
from handlers.conversation import Replies, Turn
from handlers.invites import invite_text
from handlers.office_words import terms
from locales import say
from services.actors import Actor, staff_addresses, visible_unit_ids
from services.succession import Wish
from services.succession_list import Holder, WaitingSuccession, held_by, waiting_successions

MOST_LISTED = 8


@dataclass(frozen=True, slots=True)
class Known:
    """What stands already beside a question: a line for each, and the buttons that end it."""

    lines: tuple[str, ...]
    choices: tuple[Choice, ...]


def asked(turn: Turn, role: Role, what: str, **values: str) -> str:
    """A question in the words of a handover or of standing in."""
    return turn.say(f"{'handover' if role is Role.SECRETARY else 'deputy'}-{what}", **values)


def persons(turn: Turn, holders: Iterable[Holder]) -> list[tuple[str, str]]:
    """Persons to pick from, each with the office held now."""
    return [
        (
            turn.say(
                "succession-person",
                name=holder.name,
                role=turn.say(f"role-{holder.role.value}"),
                unit=phrases.shortened(holder.unit_name, 30),
            ),
            str(holder.person_id),
        )
        for holder in holders
    ]


def deputies(turn: Turn, unit_id: int, waiting: Sequence[WaitingSuccession]) -> Known:
    """Who is a deputy of the unit now, and who is named to be one."""
    held = held_by(turn.work, unit_id, Role.DEPUTY)
    lines = [turn.say("deputy-line", name=holder.name, until=_until(turn, holder)) for holder in held]
    lines += [_waiting_line(turn, found) for found in waiting]
    ending = [
        Choice(turn.say("deputy-end", name=_short(one.name)), f"/deputy end {one.office_id}") for one in held
    ]
    return Known(tuple(lines), (*ending, *_cancelling(turn, waiting)))


def waiting_everywhere(turn: Turn, actor: Actor, role: Role) -> Known:
    """Who is named for an office to come, in all units the actor follows."""
    found = waiting_successions(turn.work, visible_unit_ids(turn.work, actor))
    waiting = [one for one in found if one.role is role][:MOST_LISTED]
    lines = tuple(_waiting_line(turn, one) for one in waiting)
    return Known(lines, tuple(_cancelling(turn, waiting)))


def with_known(replies: Replies, known: Known) -> Replies:
    """A question below what stands already."""
    question = replies[-1]
    text = "\n".join([*known.lines, question.text])
    return [*replies[:-1], replace(question, text=text, choices=(*question.choices, *known.choices))]


def already_named(turn: Turn, waiting: Sequence[WaitingSuccession]) -> Replies:
    """A successor was named already: who it is, and the button that takes it back."""
    lines = [_waiting_line(turn, found) for found in waiting]
    return turn.offer("\n".join([turn.say("handover-waits"), *lines]), _cancelling(turn, waiting))


def nobody_to_follow(turn: Turn, unit_id: int, unit: str) -> Replies:
    """A unit without a secretary needs an invite, no handover."""
    button = Choice(turn.say("invite-button", unit=phrases.shortened(unit, 40)), f"/invite #{unit_id}")
    return turn.offer(turn.say("handover-nobody", unit=unit), [button])


def code_for(turn: Turn, wish: Wish, unit: str, code: str) -> Replies:
    """The code to hand on, shown once."""
    key = "handover-code" if wish.role is Role.SECRETARY else "deputy-code"
    when = terms(turn.work, wish.terms.since, wish.terms.until, turn.language)
    how = turn.say(key, name=wish.named, unit=unit, terms=when)
    return [Reply(f"{invite_text(turn, wish.named, code)}\n{how}")]


def with_phone(text: str, phone: str, language: str) -> str:
    """A sentence, and below it the telephone of whom it is about, where that was given."""
    return "\n".join([text, *([say("succession-phone", language, phone=phone)] if phone else [])])


def tell_staff(turn: Turn, wish: Wish, unit: str, phone: str) -> None:
    """Staff who follow the unit hear whom its secretary named, and by which telephone to reach them."""
    assert turn.actor is not None
    key = "handover-named" if wish.role is Role.SECRETARY else "deputy-named"
    for address_id, staff in staff_addresses(turn.work, wish.unit_id):
        if staff.person_id != turn.actor.person_id:
            when = terms(turn.work, wish.terms.since, wish.terms.until, staff.language)
            text = say(key, staff.language, by=turn.actor.name, unit=unit, name=wish.named, terms=when)
            turn.tell(address_id, Reply(with_phone(text, phone, staff.language)))


def _waiting_line(turn: Turn, found: WaitingSuccession) -> str:
    return turn.say(
        "succession-line",
        name=found.named,
        unit=found.unit_name,
        terms=terms(turn.work, found.since, found.until, turn.language),
        state=turn.say(f"succession-state-{found.state}"),
    )


def _cancelling(turn: Turn, waiting: Iterable[WaitingSuccession]) -> list[Choice]:
    return [
        Choice(turn.say("succession-cancel", name=_short(found.named)), f"/handover cancel {found.invite_id}")
        for found in waiting
    ]


def _until(turn: Turn, holder: Holder) -> str:
    if holder.ends_at is None:
        return turn.say("deputy-no-end")
    return turn.say("office-until", until=phrases.last_day(turn.work, holder.ends_at, turn.language))


def _short(name: str) -> str:
    return phrases.shortened(name, 30)
