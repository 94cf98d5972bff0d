"""What those concerned hear when an office begins or ends: a welcome, receipts, and a note to staff."""

from collections.abc import Collection
from datetime import datetime

from domain import wording
from domain.local_time import local_day
from domain.messages import Choice, Reply
from domain.roles import UNIT_ROLES, Role
from handlers import phrases
from handlers.linking import page_warning
from handlers.menu import menu_of
from handlers.tasks import task_lines
from locales import say
from services.actors import load_actor, staff_addresses
from services.assignments import load_assignments
from services.offices import Begun, Ended, begin_due_offices, end_due_offices
from services.outbox import queue
from services.reach import first_address
from services.reminding import cover_current_steps
from services.succession_list import held_by
from services.work import Work


def change_offices(work: Work) -> None:
    """Begin and end the offices whose day has come, and tell everybody concerned."""
    for begun in begin_due_offices(work):
        tell_begun(work, begun)
    for ended in end_due_offices(work):
        tell_ended(work, ended)


def welcome(work: Work, begun: Begun, language: str) -> Reply:
    """What a new secretary or deputy gets: what the unit owes, and of a handover the receipt."""
    lines, ids = task_lines(work, frozenset({begun.unit_id}), language)
    cover_current_steps(work, ids)
    head = say(
        "welcome-secretary" if ids else "welcome-secretary-free",
        language,
        name=begun.name,
        unit=begun.unit_name,
    )
    notes = [*page_warning(work, begun.address_id, language), say("classified-notice", language)]
    if begun.ends_at is not None:
        until = phrases.last_day(work, begun.ends_at, language)
        notes.append(say("deputy-until", language, unit=begun.unit_name, until=until))
    choices: tuple[Choice, ...] = ()
    if begun.handover is not None:
        notes.append(_receipt(work, "handover-received", begun, begun.handover.predecessor_name, language))
        choices = _drafts(work, begun.handover.drafts, language)
    menu = menu_of(load_actor(work, begun.person_id), language)
    return Reply("\n".join([head, *lines, *notes]), choices, menu=menu)


def handed_over(work: Work, begun: Begun, language: str) -> Reply:
    """The receipt of whom a successor follows; it brings the commands that are left to that person."""
    assert begun.handover is not None
    menu = menu_of(load_actor(work, begun.handover.predecessor_id), language)
    return Reply(_receipt(work, "handover-given", begun, begun.name, language), menu=menu)


def tell_begun(work: Work, begun: Begun, told: Collection[int] = ()) -> None:
    """Tell all whom a new office concerns, except the persons who were told already."""
    if begun.person_id not in told:
        language = load_actor(work, begun.person_id).language
        queue(work, begun.address_id, welcome(work, begun, language), kind="notice")
    if begun.handover is not None:
        _tell_predecessor(work, begun, told)
        values = {"before": begun.handover.predecessor_name, "code": begun.handover.receipt_code}
        _tell_staff(work, begun, "handover-done", told, **values)
    elif begun.is_stand_in:
        _tell_colleagues(work, begun, "deputy-began", told)


def tell_ended(work: Work, ended: Ended) -> None:
    """A stand-in's time is over: the person and the unit's secretaries hear of it."""
    person = load_actor(work, ended.person_id)
    text = say(
        "deputy-ended-you", person.language, name=ended.name, unit=ended.unit_name,
        board=work.installation.board,
    )  # fmt: skip
    _tell(work, ended.person_id, Reply(text, menu=menu_of(person, person.language)))
    _tell_colleagues(work, ended, "deputy-ended", ())


def terms(work: Work, since: datetime | None, until: datetime | None, language: str) -> str:
    """From when until when, in words: `từ ngày 01/7/2024, đến hết ngày 15/7/2024`."""
    words = say("office-at-once", language)
    if since is not None:
        words = say("office-from", language, day=wording.day(local_day(since, work.zone)))
    if until is None:
        return words
    return f"{words}, {say('office-until', language, until=phrases.last_day(work, until, language))}"


def _tell(work: Work, person_id: int, reply: Reply) -> None:
    address_id = first_address(work, person_id)
    if address_id is not None:
        queue(work, address_id, reply, kind="notice")


def _tell_predecessor(work: Work, begun: Begun, told: Collection[int]) -> None:
    assert begun.handover is not None
    predecessor_id = begun.handover.predecessor_id
    if predecessor_id not in told:
        reply = handed_over(work, begun, load_actor(work, predecessor_id).language)
        _tell(work, predecessor_id, reply)


def _tell_staff(work: Work, begun: Begun, key: str, told: Collection[int], **values: str) -> None:
    for address_id, staff in staff_addresses(work, begun.unit_id):
        if staff.person_id not in told:
            text = say(key, staff.language, name=begun.name, unit=begun.unit_name, **values)
            queue(work, address_id, Reply(text), kind="notice")


def _tell_colleagues(work: Work, changed: Begun | Ended, key: str, told: Collection[int]) -> None:
    for holder in held_by(work, changed.unit_id, *UNIT_ROLES):
        if holder.role is Role.SECRETARY and holder.person_id not in told:
            language = load_actor(work, holder.person_id).language
            text = say(key, language, name=changed.name, unit=changed.unit_name)
            _tell(work, holder.person_id, Reply(text))


def _receipt(work: Work, key: str, begun: Begun, other: str, language: str) -> str:
    assert begun.handover is not None
    at = phrases.instant(work, work.now)
    return say(key, language, code=begun.handover.receipt_code, at=at, unit=begun.unit_name, other=other)


def _drafts(work: Work, assignment_ids: Collection[int], language: str) -> tuple[Choice, ...]:
    """Reports the predecessor had begun, each to go on with."""
    views = load_assignments(work, ids=assignment_ids) if assignment_ids else []
    return tuple(
        Choice(say("handover-draft", language, duty=phrases.shortened(view.title, 30)), f"/report {view.id}")
        for view in views
    )
