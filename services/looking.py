"""Telling the tick to look at assignments again, because something about them has changed.

Whatever may make a step due earlier than the rules said so far has to call one of these; see
`domain.reminders.next_look`. What is forgotten is found by `services.verifying`.
"""

from collections.abc import Collection

from sqlalchemy import ColumnElement, bindparam, exists, select, update

from services.batches import in_batches
from services.work import Work
from storage.tables import Assignment, Milestone, Office, Plan, Report


def look_again(work: Work, assignment_ids: Collection[int]) -> None:
    """Look at these at the next tick: extended, returned, snoozed."""
    for batch in in_batches(assignment_ids):
        _look_again(work, Assignment.id.in_(batch))


def look_again_at_unit(work: Work, unit_id: int) -> None:
    """Look at what a unit owes: who holds its offices has changed."""
    _look_again(work, Assignment.unit_id == unit_id)


def look_again_for_person(work: Work, person_id: int | None) -> None:
    """Look at what a person's units owe: an address of theirs can be written to again, or no more."""
    held = select(Office.unit_id).where(Office.person_id == person_id, Office.until.is_(None))
    _look_again(work, Assignment.unit_id.in_(held))


def look_again_everywhere(work: Work) -> None:
    """Look at everything that is still owed or will be: the calendar or how plans remind has changed."""
    _look_again(work, is_open(), is_in_force())
    recurring = update(Milestone).where(Milestone.next_look_at.is_not(None))
    work.session.execute(recurring.values(next_look_at=work.now), execution_options=_WITHOUT_OBJECTS)


def stop_looking(work: Work, assignment_id: int) -> None:
    """Nothing of this assignment can fall due any more: it was reported or waived."""
    # Not through the session: what waits to be written there has nothing to do with it.
    work.session.connection().execute(_STOP, {"assignment": assignment_id})


def is_open() -> ColumnElement[bool]:
    """Neither waived nor reported (withdrawn is none, returned is to be mended): it may be reminded of."""
    reported = (
        exists()
        .where(
            Report.assignment_id == Assignment.id,
            Report.withdrawn_at.is_(None),
            Report.returned_at.is_(None),
        )
        .correlate(Assignment)
    )
    return Assignment.waived_at.is_(None) & ~reported


def is_in_force() -> ColumnElement[bool]:
    """The plan of the assignment is active."""
    active = select(Milestone.id).join(Plan, Plan.id == Milestone.plan_id).where(Plan.state == "active")
    return Assignment.milestone_id.in_(active)


_STOP = update(Assignment).where(Assignment.id == bindparam("assignment")).values(next_look_at=None)
# Nobody reads `next_look_at` from an object that is loaded already.
_WITHOUT_OBJECTS = {"synchronize_session": False}


def _look_again(work: Work, *conditions: ColumnElement[bool]) -> None:
    # Nothing falls due any more of what units that merged or split owed before.
    change = (
        update(Assignment).where(Assignment.ended_at.is_(None), *conditions).values(next_look_at=work.now)
    )
    work.session.execute(change, execution_options=_WITHOUT_OBJECTS)
