"""Telling everybody that a plan is in force: one message a person, however many units and duties."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from domain.messages import Choice, Reply
from handlers import phrases
from handlers.tasks import duty_line
from locales import say
from services.batches import in_batches
from services.counting import of_plan
from services.duties import Duty, load_duties
from services.occurrences import coming_occurrences
from services.outbox import NewPush, queue_pushes
from services.period_names import titled
from services.plans import get_plan
from services.reach import Contact, contacts_by_unit
from services.reminding import cover_current_steps
from services.work import Work

MOST_AT_ONCE, MOST_BUTTONS = 1_000, 4
Line = Callable[[str, datetime, str], str]


@dataclass(frozen=True, slots=True)
class _Named:
    """What a unit hears of a duty; `assignment_id` is None for a period that has not opened yet."""

    unit_id: int
    title: str
    late_from: datetime
    assignment_id: int | None = None
    expects_report: bool = False


def announce(work: Work, plan_id: int) -> int:
    """Write to every person who can be reached, with the duties of each of their units; returns how many."""
    title = get_plan(work, plan_id).title
    told = _named_by_address(work, plan_id)

    @cache
    def line(duty: str, late_from: datetime, language: str) -> str:
        return duty_line(work, duty, late_from, language)

    for addresses in in_batches(told, MOST_AT_ONCE):
        queue_pushes(work, [_message(work, title, *told[address_id], line) for address_id in addresses])
    ids = {named.assignment_id for _, duties in told.values() for named in duties}
    cover_current_steps(work, {known for known in ids if known is not None})
    return len(told)


def _named_by_address(work: Work, plan_id: int) -> dict[int, tuple[Contact, list[_Named]]]:
    contacts = contacts_by_unit(work)
    told: dict[int, tuple[Contact, list[_Named]]] = {}
    for named in _named(work, plan_id):
        for contact in contacts.get(named.unit_id, ()):
            if not contact.unreachable_reason:
                told.setdefault(contact.address_id, (contact, []))[1].append(named)
    return told


def _named(work: Work, plan_id: int) -> Iterator[_Named]:
    """What is owed, and of duties that come back with nothing open yet their first period."""
    duties = load_duties(work, of_plan(plan_id))
    yield from (_owed(duty) for duty in duties if duty.is_owed(work))
    open_ids = {duty.milestone_id for duty in duties}
    for coming in coming_occurrences(work, plan_id=plan_id):
        if coming.milestone.id not in open_ids:
            title = titled(work, coming.milestone.title, coming.occurrence.period)
            yield from (_Named(unit.id, title, coming.occurrence.late_from) for unit in coming.units)


def _owed(duty: Duty) -> _Named:
    return _Named(duty.unit_id, duty.title, duty.facts.late_from, duty.id, duty.expects_report)


def _message(work: Work, plan: str, contact: Contact, duties: Sequence[_Named], line: Line) -> NewPush:
    head = say(
        "announcement",
        contact.language,
        name=contact.person_name,
        plan=plan,
        board=work.installation.board,
    )
    lines = [line(named.title, named.late_from, contact.language) for named in duties]
    told = Reply("\n".join([head, *lines]), _choices(duties, contact.language))
    return NewPush(contact.address_id, contact.channel, "notice", told.to_json())


def _choices(duties: Sequence[_Named], language: str) -> tuple[Choice, ...]:
    """What can be done at once: report a duty, ask for more time; of many duties the whole list is shown."""
    owed = [duty for duty in duties if duty.expects_report and duty.assignment_id is not None]
    if len(owed) > MOST_BUTTONS or len({duty.unit_id for duty in owed}) > 1:
        return (Choice(say("menu-tasks", language), "/tasks"),)
    if len(owed) == 1:
        return (
            Choice(say("report-button", language), f"/report {owed[0].assignment_id}"),
            Choice(say("moretime-button", language), f"/moretime {owed[0].assignment_id}"),
        )
    return tuple(
        Choice(
            say("report-duty", language, duty=phrases.shortened(duty.title, 40)),
            f"/report {duty.assignment_id}",
        )
        for duty in owed
    )
