"""Handing over what units owe that merge or split: what ends, is waived, begins or moves, and the drafts."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select, update

from domain.roles import UNIT_ROLES
from domain.unit_changes import Transfer
from services import audit
from services.actors import Actor
from services.delivery import cancel_reminders
from services.drafts import keep_draft, rescue_drafts, take_draft
from services.looking import look_again
from services.unit_outlook import DutyOutlook, Outlook
from services.unit_wishes import MERGE
from services.work import Work
from storage.tables import Assignment, Extension, Office


def hand_over_duties(
    work: Work, actor: Actor | None, outlook: Outlook, rows: Mapping[int, int]
) -> tuple[int, int]:
    """Do what was shown for every duty; returns how many went to successors, and how many units were waived.

    `rows` has the unit of each successor by its number.
    """
    reason = "merged" if outlook.change.kind == MERGE else "split"
    writers = _holders(work, outlook.change.involved)
    given = waived = 0
    for duty in outlook.duties:
        transfer = duty.transfer
        assert transfer is not None
        for assignment_id in transfer.ended:
            _end(work, assignment_id, reason)
        for assignment_id in transfer.waived:
            _waive(work, actor, outlook, assignment_id)
        _begin(work, duty, transfer, rows)
        _move_deadline(work, actor, transfer, reason)
        heir = _owed_by(work, duty, rows[outlook.change.numbers[0]]) if reason == "merged" else None
        _hand_over_drafts(work, writers, transfer.ended, heir)
        _hand_over_drafts(work, writers, transfer.waived, None)
        given += bool(transfer.ended or transfer.begins)
        waived += len(transfer.waived)
    return given, waived


def _end(work: Work, assignment_id: int, reason: str) -> None:
    _change(work, assignment_id, ended_at=work.now, next_look_at=None)
    cancel_reminders(work, assignment_id, reason)


def _waive(work: Work, actor: Actor | None, outlook: Outlook, assignment_id: int) -> None:
    into = outlook.change.successors[0].name
    _change(work, assignment_id, waived_at=work.now, waive_reason=f"→ {into}"[:300], next_look_at=None)
    cancel_reminders(work, assignment_id, "waived")
    audit.record(work, actor, "assignment_waived", "assignment", assignment_id, reason="merged", into=into)


def _begin(work: Work, duty: DutyOutlook, transfer: Transfer, rows: Mapping[int, int]) -> None:
    new = [
        {
            "milestone_id": duty.milestone_id,
            "unit_id": rows[number],
            "occurrence": duty.occurrence,
            "late_from": transfer.late_from,
            "begun_at": work.now,
            "next_look_at": work.now,
        }
        for number in transfer.begins
    ]
    if new:
        work.session.execute(insert(Assignment), new)


def _move_deadline(work: Work, actor: Actor | None, transfer: Transfer, reason: str) -> None:
    """The receiving unit's own duty gets the latest deadline in force, as by an extension."""
    if transfer.moved is None or transfer.late_from is None:
        return
    before = work.session.scalars(select(Assignment.late_from).where(Assignment.id == transfer.moved)).one()
    extension = Extension(
        assignment_id=transfer.moved,
        previous_late_from=before,
        late_from=transfer.late_from,
        phrase="",
        reason=reason,
        granted_at=work.now,
        granted_by=actor.person_id if actor else None,
    )
    work.session.add(extension)
    _change(work, transfer.moved, late_from=transfer.late_from)
    cancel_reminders(work, transfer.moved, "extended")
    look_again(work, [transfer.moved])


def _owed_by(work: Work, duty: DutyOutlook, unit_id: int) -> int | None:
    """What the receiving unit owes of a duty now."""
    owed = select(Assignment.id).where(
        Assignment.milestone_id == duty.milestone_id,
        Assignment.unit_id == unit_id,
        Assignment.occurrence == duty.occurrence,
        Assignment.ended_at.is_(None),
        Assignment.waived_at.is_(None),
    )
    return work.session.scalar(owed)


def _hand_over_drafts(
    work: Work, writers: Collection[int], assignment_ids: Collection[int], heir: int | None
) -> None:
    """Drafts of what is owed no more go on under what the receiving unit owes instead, if it does."""
    for assignment_id in assignment_ids:
        draft = take_draft(work, assignment_id)
        if draft is not None and heir is not None:
            keep_draft(work, {"values": draft.values, "raw": draft.raw}, heir)
    rescue_drafts(work, writers, dict.fromkeys(assignment_ids, heir))


def _holders(work: Work, unit_ids: Collection[int]) -> list[int]:
    held = select(Office.person_id).where(
        Office.unit_id.in_(unit_ids),
        Office.role.in_([role.value for role in UNIT_ROLES]),
        Office.until.is_(None),
    )
    return list(work.session.scalars(held.distinct()))


def _change(work: Work, assignment_id: int, **values: object) -> None:
    work.session.execute(update(Assignment).where(Assignment.id == assignment_id).values(**values))
