"""The units that come out of a merger or split: their rows, groups, addressees and places in the tree."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, update

from services.unit_outlook import Outlook
from services.unit_wishes import Successor
from services.work import Work
from storage.tables import Addressee, Milestone, Plan, Unit, UnitGroupMember


def make_successors(work: Work, outlook: Outlook) -> dict[int, int]:
    """Make the new units and bring the others up to date; returns the row of each successor by its number."""
    change = outlook.change
    rows: dict[int, int] = {}
    for number, successor in zip(change.numbers, change.successors, strict=True):
        if successor.unit_id is None:
            rows[number] = _make(work, outlook, number, successor)
        else:
            rows[number] = successor.unit_id
            if successor.member_count is not None:
                work.session.get_one(Unit, successor.unit_id).member_count = successor.member_count
    work.session.flush()
    for unit_id in rows.values():
        _inherit_groups(work, change.unit_ids, unit_id)
        _inherit_addressing(work, change.gone, unit_id)
    work.session.flush()
    return rows


def hang_units(work: Work, outlook: Outlook, rows: Mapping[int, int]) -> None:
    """Put the units below those that are no more under what comes after them."""
    for unit_id, parent in outlook.moved.items():
        parent_id = rows[parent] if parent is not None and parent < 0 else parent
        work.session.execute(update(Unit).where(Unit.id == unit_id).values(parent_id=parent_id))


def _make(work: Work, outlook: Outlook, number: int, successor: Successor) -> int:
    followed = _contact(work, outlook, number)
    unit = Unit(
        code=successor.code,
        name=successor.name,
        parent_id=outlook.parents[number],
        member_count=successor.member_count,
        contact_name=followed.contact_name if followed else "",
        contact_phone=followed.contact_phone if followed else "",
    )
    work.session.add(unit)
    work.session.flush()
    return unit.id


def _contact(work: Work, outlook: Outlook, number: int) -> Unit | None:
    """The unit whose contact goes along, because its secretary does."""
    change = outlook.change
    for holder in outlook.staying:
        if change.numbers[change.secretaries[holder.person_id]] == number:
            return work.session.get_one(Unit, holder.unit_id)
    return None


def _inherit_groups(work: Work, unit_ids: Collection[int], successor_id: int) -> None:
    of_unit = select(UnitGroupMember.group_id)
    known = set(work.session.scalars(of_unit.where(UnitGroupMember.unit_id == successor_id)))
    inherited = set(work.session.scalars(of_unit.where(UnitGroupMember.unit_id.in_(unit_ids))))
    work.session.add_all(
        UnitGroupMember(unit_id=successor_id, group_id=group_id) for group_id in sorted(inherited - known)
    )


def _inherit_addressing(work: Work, gone: Collection[int], successor_id: int) -> None:
    """What plans that are not closed ask of a unit by name, they ask of who comes after it from now on."""
    named = (
        select(Addressee.milestone_id)
        .join(Milestone, Milestone.id == Addressee.milestone_id)
        .join(Plan, Plan.id == Milestone.plan_id)
        .where(Plan.state != "closed")
    )
    known = set(work.session.scalars(named.where(Addressee.unit_id == successor_id)))
    inherited = set(work.session.scalars(named.where(Addressee.unit_id.in_(gone))))
    work.session.add_all(
        Addressee(milestone_id=milestone_id, unit_id=successor_id)
        for milestone_id in sorted(inherited - known)
    )
