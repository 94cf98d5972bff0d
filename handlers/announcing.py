"""Telling everybody that a plan is in force: one message a person, however many units and duties."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from domain.messages import Reply
from handlers.tasks import duty_line
from locales import say
from services.batches import in_batches
from services.counting import of_plan
from services.duties import Duty, load_duties
from services.outbox import NewPush, queue_pushes
from services.plans import get_plan
from services.reach import Contact, contacts_by_unit
from services.reminding import cover_current_steps
from services.work import Work

MOST_AT_ONCE = 1_000
Line = Callable[[str, datetime, str], str]


def announce(work: Work, plan_id: int) -> int:
    """Write to every person who can be reached, with the duties of each of their units; returns how many."""
    title = get_plan(work, plan_id).title
    told = _duties_by_address(work, plan_id)

    @cache
    def line(duty: str, late_from: datetime, language: str) -> str:
        return duty_line(work, duty, late_from, language)

    for addresses in in_batches(told, MOST_AT_ONCE):
        queue_pushes(work, [_message(work, title, *told[address_id], line) for address_id in addresses])
    cover_current_steps(work, {duty.id for _, duties in told.values() for duty in duties})
    return len(told)


def _duties_by_address(work: Work, plan_id: int) -> dict[int, tuple[Contact, list[Duty]]]:
    contacts = contacts_by_unit(work)
    told: dict[int, tuple[Contact, list[Duty]]] = {}
    for duty in load_duties(work, of_plan(plan_id)):
        for contact in contacts.get(duty.unit_id, ()) if duty.is_owed(work) else ():
            if not contact.unreachable_reason:
                told.setdefault(contact.address_id, (contact, []))[1].append(duty)
    return told


def _message(work: Work, plan: str, contact: Contact, duties: list[Duty], line: Line) -> NewPush:
    head = say(
        "announcement",
        contact.language,
        name=contact.person_name,
        plan=plan,
        board=work.installation.board,
    )
    lines = [line(duty.title, duty.facts.late_from, contact.language) for duty in duties]
    return NewPush(contact.address_id, contact.channel, "notice", Reply("\n".join([head, *lines])).to_json())
