"""A second look at what is owed, a slice at a time: nothing may wait that no tick would ever look at."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update

from services.duties import Duty, load_duties
from services.looking import is_in_force, is_open
from services.steps import Known, decide, look_up
from services.work import Work
from storage.tables import Assignment, Setting

MOST_AT_ONCE = 500
POSITION = "verified_up_to"


@dataclass(frozen=True, slots=True)
class Forgotten:
    """An assignment that would have been looked at too late: never (None) or at `looked_at`."""

    assignment_id: int
    unit_id: int
    due_at: datetime
    looked_at: datetime | None


def verify_slice(work: Work, most: int = MOST_AT_ONCE) -> list[Forgotten]:
    """Compare the next assignments with the rules; those that differ are looked at by the tick, and returned.

    Each call goes on where the last one ended, and begins again after the last assignment.
    """
    after = int(work.session.scalar(select(Setting.value).where(Setting.key == POSITION)) or 0)
    some = select(Assignment.id).where(Assignment.id > after).order_by(Assignment.id).limit(most)
    ids = list(work.session.scalars(some))
    work.session.merge(Setting(key=POSITION, value=str(ids[-1] if len(ids) == most else 0)))
    if not ids:
        return []
    duties = load_duties(work, Assignment.id > after, Assignment.id <= ids[-1], is_open(), is_in_force())
    known = look_up(work, duties)
    found = [forgotten for duty in duties if (forgotten := _forgotten(known, duty)) is not None]
    mended = _mend(work, [forgotten.assignment_id for forgotten in found])
    return [forgotten for forgotten in found if forgotten.assignment_id in mended]


def _forgotten(known: Known, duty: Duty) -> Forgotten | None:
    if not known.is_owed(duty):
        return None
    due_at = known.next_look(duty, is_pending=bool(decide(known, duty)))
    if due_at is None or (duty.next_look_at is not None and duty.next_look_at <= due_at):
        return None
    return Forgotten(duty.id, duty.unit_id, due_at, duty.next_look_at)


def _mend(work: Work, ids: list[int]) -> set[int]:
    """Have these looked at; those that somebody else asked for meanwhile were not forgotten."""
    is_later = or_(Assignment.next_look_at.is_(None), Assignment.next_look_at > work.now)
    change = update(Assignment).where(Assignment.id.in_(ids), is_later).values(next_look_at=work.now)
    rows = work.session.execute(
        change.returning(Assignment.id), execution_options={"synchronize_session": False}
    )
    return set(rows.scalars())
