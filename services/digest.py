"""The daily digest: who gets it today, and what it says of each milestone."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import and_, case, func, select

from domain.deadlines import last_valid_day
from domain.local_time import instant_at, local_day
from domain.roles import Role
from domain.summary import Tally
from services.actors import Actor, holders_with_addresses
from services.calendar import work_calendar
from services.counting import (
    expects_report,
    is_unreached,
    joined,
    of_plan,
    still_owes,
    tallies_of_occurrences,
    visible_to,
)
from services.period_names import titled
from services.work import Work
from storage.tables import Assignment, Milestone, OutboxMessage

DIGEST_AT = time(8)
READERS = (Role.BOARD_STAFF, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class DigestLine:
    """What the daily digest says of one milestone, or of one occurrence of it."""

    title: str
    last_day: date
    tally: Tally
    unreached: int


def digest_readers(work: Work) -> list[tuple[int, Actor, str]]:
    """Who may get today's digest now: (address, person, key that makes it go once).

    Empty before 08:00, in the evening, on days off, and for those who had it today.
    """
    today = local_day(work.now, work.zone)
    is_time = instant_at(today, DIGEST_AT, work.zone) <= work.now < instant_at(today, time(20, 30), work.zone)
    if not is_time or not (work_calendar(work)).is_working_day(today):
        return []
    found = []
    for address_id, reader in holders_with_addresses(work, READERS):
        key = f"digest/{today}/person/{reader.person_id}"
        if work.session.scalar(select(OutboxMessage.id).where(OutboxMessage.once_key == key)) is None:
            found.append((address_id, reader, key))
    return found


def digest_lines(work: Work, actor: Actor, plan_id: int) -> list[DigestLine]:
    """What is due before the next working day is over, or late, by occurrence; empty on quiet days."""
    soon = (work_calendar(work)).on_or_after(local_day(work.now, work.zone) + timedelta(days=1))
    milestones = [
        milestone
        for milestone in _milestones(work, actor, plan_id)
        if milestone.owed_from is not None and last_valid_day(milestone.owed_from, work.zone) < soon
    ]
    scope = [Assignment.milestone_id.in_([milestone.id for milestone in milestones]), *visible_to(actor)]
    counts = tallies_of_occurrences(work, scope) if milestones else {}
    return [
        DigestLine(
            titled(work, milestone.title, milestone.occurrence),
            last_valid_day(milestone.late_from, work.zone),
            counts[milestone.id, milestone.occurrence],
            milestone.unreached,
        )
        for milestone in milestones
    ]


@dataclass(frozen=True, slots=True)
class _Milestone:
    """The earliest deadline of an occurrence, and of who still owes it; how many of them are unreached."""

    id: int
    occurrence: str
    title: str
    late_from: datetime
    owed_from: datetime | None
    unreached: int


def _milestones(work: Work, actor: Actor, plan_id: int) -> list[_Milestone]:
    owes = still_owes(work.now)
    each = (
        joined(
            Milestone.id,
            Assignment.occurrence,
            Milestone.title,
            Milestone.position,
            Assignment.late_from,
            case((owes, Assignment.late_from)).label("owed_from"),
            case((and_(owes, is_unreached(work)), 1), else_=0).label("is_unreached"),
        )
        .where(of_plan(plan_id), expects_report(), *visible_to(actor))
        .subquery()
    )
    named, earliest = (each.c.id, each.c.occurrence, each.c.title), func.min(each.c.late_from)
    rows = work.session.execute(
        select(*named, earliest, func.min(each.c.owed_from), func.sum(each.c.is_unreached))
        .group_by(*named, each.c.position)
        .order_by(earliest, each.c.position)
    )
    return [_Milestone(*row) for row in rows]
