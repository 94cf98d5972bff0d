"""What was done when units merged or split, and who hears of it."""

from collections.abc import Iterable, Sequence

from domain.messages import Choice, Reply
from handlers import phrases
from handlers.conversation import Replies, Turn
from handlers.tasks import task_lines
from locales import say
from services.actors import load_actor, staff_addresses
from services.matters import language_at
from services.reach import Contact, contacts_by_unit, first_address
from services.reminding import cover_current_steps
from services.unit_changes import Changed

MOST_BUTTONS = 8


def done(turn: Turn, changed: Sequence[Changed]) -> Replies:
    """What was done, with a button for each unit that nobody speaks for."""
    lines, choices = [], []
    contacts = contacts_by_unit(turn.work, [unit_id for one in changed for unit_id, _ in one.successors])
    for one in changed:
        lines.append(_done_line(turn.language, one))
        for unit_id, name in one.successors:
            if not contacts.get(unit_id):
                label = turn.say("invite-button", unit=phrases.shortened(name, 40))
                choices.append(Choice(label, f"/invite #{unit_id}"))
    return turn.offer("\n".join(lines), choices[:MOST_BUTTONS])


def tell_everybody(turn: Turn, changed: Sequence[Changed]) -> None:
    """Those who speak for a successor, those who speak for nobody any more, applicants, and other staff."""
    for one in changed:
        contacts = contacts_by_unit(turn.work, [unit_id for unit_id, _ in one.successors])
        speaking = {contact.person_id for found in contacts.values() for contact in found}
        for unit_id, name in one.successors:
            _tell_holders(turn, one, unit_id, name, contacts.get(unit_id, []))
        for person_id in {ended.person_id for ended in one.ended} - speaking:
            _tell_leaving(turn, one, person_id)
        for view in one.refused:
            language = language_at(turn.work, view.address_id)
            text = say("unit-gone-applicant", language, unit=view.unit_name, into=_names(one))
            turn.tell(view.address_id, Reply(text))
        _tell_staff(turn, one)


def _tell_holders(turn: Turn, one: Changed, unit_id: int, name: str, contacts: Iterable[Contact]) -> None:
    told: list[int] = []
    for contact in contacts:
        if not contact.unreachable_reason:
            lines, told = task_lines(turn.work, frozenset({unit_id}), contact.language)
            head = say(
                f"unit-{one.kind}-notice", contact.language,
                name=contact.person_name, units=", ".join(one.units), into=_names(one), unit=name,
            )  # fmt: skip
            turn.tell(contact.address_id, Reply("\n".join([head, *lines])))
    cover_current_steps(turn.work, told)


def _tell_leaving(turn: Turn, one: Changed, person_id: int) -> None:
    person = load_actor(turn.work, person_id)
    units = ", ".join(ended.unit_name for ended in one.ended if ended.person_id == person_id)
    text = say("unit-gone-notice", person.language, name=person.name, unit=units, into=_names(one))
    address_id = first_address(turn.work, person_id)
    if address_id is not None:
        turn.tell(address_id, Reply(text))


def _tell_staff(turn: Turn, one: Changed) -> None:
    assert turn.actor is not None
    told = {turn.sender.address_id}
    for unit_id, _name in one.successors:
        for address_id, staff in staff_addresses(turn.work, unit_id):
            if address_id not in told and staff.person_id != turn.actor.person_id:
                told.add(address_id)
                turn.tell(address_id, Reply(_done_line(staff.language, one)))


def _done_line(language: str, one: Changed) -> str:
    return say(
        f"unit-{one.kind}-done", language,
        units=", ".join(one.units), into=_names(one), given=one.given, waived=one.waived,
    )  # fmt: skip


def _names(one: Changed) -> str:
    return ", ".join(name for _, name in one.successors)
