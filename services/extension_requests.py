"""Requests for more time: asked by a unit, decided once by staff, never granted by the bot itself."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from domain.deadlines import Deadline, last_valid_day
from domain.errors import DomainError
from domain.local_time import local_day
from domain.parsing.health import without_health_details
from domain.roles import Action
from domain.wishes import offered_days, wished_day
from services import audit
from services.actors import Actor, require
from services.assignments import AssignmentView, get_assignment
from services.calendar import work_calendar
from services.changes import extend_deadline
from services.matter_list import MatterView, get_matter
from services.matters import OPEN_STATES, NewMatter, open_matter, raise_matter, settle
from services.work import Work
from storage.tables import Matter
from storage.text import storable

KIND = "extension"


@dataclass(frozen=True, slots=True)
class Offer:
    """What staff can grant with one tap: last days by name, `wished` first when the words name one."""

    view: AssignmentView
    days: dict[str, date]


def request_extension(
    work: Work, actor: Actor | None, view: AssignmentView, words: str, address_id: int
) -> MatterView:
    """Keep a request; a second one for the same duty, while the first waits, adds its words to that.

    Raises:
        DomainError: those of `raise_matter`, `waived`, or `not-owed` when the report is here already.
    """
    actor = require(actor, Action.REPORT)
    if view.unit_id not in actor.unit_ids():
        raise DomainError("not-your-unit", unit=view.unit_name)
    if view.facts.waived_at is not None:
        raise DomainError("waived", duty=view.title)
    if not view.status(work).still_owes:
        raise DomainError("not-owed", duty=view.title)
    wished, words = _wish(work, view, words), without_health_details(words)
    waiting = _waiting(work, view.id)
    if waiting is None:
        new = NewMatter(KIND, words, address_id, view.unit_id, view.id, wished)
        return raise_matter(work, actor, new).matter
    if words.strip() not in waiting.words:
        waiting.words = f"{waiting.words}\n{storable(words.strip())}"[:4000]
    waiting.wished = wished or waiting.wished
    audit.record(work, actor, "matter_raised", "matter", waiting.id, unit_id=view.unit_id, kind=KIND)
    work.session.flush()
    return get_matter(work, waiting.id)


def offer_for(work: Work, matter: MatterView) -> Offer:
    """What can be granted: each day lies after the deadline in force and is not over."""
    view = get_assignment(work, _assignment_id(matter.assignment_id))
    today, last_day = local_day(work.now, work.zone), last_valid_day(view.facts.due_from, work.zone)
    days = {str(count): day for count, day in offered_days(last_day, today, work_calendar(work)).items()}
    wished = date.fromisoformat(matter.wished) if matter.wished else None
    if wished is not None and wished > last_day and wished >= today:
        days = {"wished": wished, **{name: day for name, day in days.items() if day != wished}}
    return Offer(view, days)


def grant(
    work: Work, actor: Actor | None, matter_id: int, deadline: Deadline, reason: str, answer: str
) -> tuple[MatterView, AssignmentView]:
    """Move the deadline and settle the request; `answer` says in words what was decided.

    Raises:
        DomainError: `matter-settled` when a colleague was first, and those of `open_matter` and
            `extend_deadline`.
    """
    actor, row = open_matter(work, actor, matter_id)
    view = extend_deadline(work, actor, _assignment_id(row.assignment_id), deadline, reason)
    row.answer = answer
    return settle(work, actor, row, "answered", "extension_granted"), view


def refuse(work: Work, actor: Actor | None, matter_id: int, reason: str, answer: str) -> MatterView:
    """Settle the request without moving anything; the reason reaches the secretary."""
    actor, row = open_matter(work, actor, matter_id)
    if not reason.strip():
        raise DomainError("reason-missing")
    row.answer = storable(answer)
    return settle(work, actor, row, "answered", "extension_refused")


def _wish(work: Work, view: AssignmentView, words: str) -> str:
    today, last_day = local_day(work.now, work.zone), last_valid_day(view.facts.due_from, work.zone)
    try:
        wished = wished_day(words, last_day, today)
    except OverflowError:
        return ""
    return wished.isoformat() if wished is not None and wished - today < timedelta(days=400) else ""


def _waiting(work: Work, assignment_id: int) -> Matter | None:
    asked = select(Matter).where(
        Matter.kind == KIND, Matter.assignment_id == assignment_id, Matter.state.in_(OPEN_STATES)
    )
    return work.session.scalar(asked.order_by(Matter.id).limit(1).with_for_update())


def _assignment_id(found: int | None) -> int:
    """The duty of a request; DomainError `no-such-assignment` for a matter about none."""
    if found is None:
        raise DomainError("no-such-assignment")
    return found
