"""The member count of a unit: what the registry says, and putting it right."""

from sqlalchemy import update

from domain.errors import DomainError
from domain.roles import Action
from services import audit
from services.actors import Actor, require_unit
from services.assignments import AssignmentView
from services.reporting import assignment_to_report
from services.units import get_unit
from services.work import Work
from storage.tables import Unit

MOST_MEMBERS = 1_000_000
LONGEST_REASON = 300


def set_member_count(work: Work, actor: Actor | None, unit_id: int, members: int) -> str:
    """Write a unit's member count into the registry; returns the unit's name.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `no-such-unit`, or `members-out-of-range`.
    """
    require_unit(work, actor, Action.MANAGE_UNITS, unit_id)
    unit = get_unit(work, unit_id)
    if not 1 <= members <= MOST_MEMBERS:
        raise DomainError("members-out-of-range")
    before, name = unit.member_count, unit.name
    work.session.execute(update(Unit).where(Unit.id == unit_id).values(member_count=members))
    audit.record(
        work, actor, "members_changed", "unit", unit_id, unit_id=unit_id, before=before, after=members
    )
    return name


def explain_difference(
    work: Work, actor: Actor | None, assignment_id: int, reason: str
) -> tuple[AssignmentView, int] | None:
    """Note why the total a unit reports is not that of the registry; returns the report and its total.

    None when they agree by now. `reason` is `registry`, `moved`, or the person's own words.

    Raises:
        DomainError: those of `services.reporting.assignment_to_report`.
    """
    view = assignment_to_report(work, actor, assignment_id)
    total = reported_total(view)
    if total is None or total == view.member_count:
        return None
    audit.record(
        work, actor, "members_explained", "unit", view.unit_id,
        unit_id=view.unit_id, reported=total, registered=view.member_count, reason=reason[:LONGEST_REASON],
    )  # fmt: skip
    return view, total


def reported_total(view: AssignmentView) -> int | None:
    """The total of the standing report, or None."""
    total = view.values.get("total") if view.has_report else None
    return total if isinstance(total, int) else None
