"""What the ledger holds: every assignment, every revision, every message of a plan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from domain.forms import Value
from domain.roles import Action
from services.actors import Actor, require, visible_unit_ids
from services.assignments import AssignmentView, load_assignments
from services.matter_list import MatterView, matters_of_plan
from services.period_names import titled
from services.plan_files import PlanFile, files_of_plan
from services.switches import Switch, switches_of_plan
from services.work import Work
from storage.tables import (
    Address,
    Assignment,
    Milestone,
    OutboxMessage,
    Person,
    Reminder,
    Report,
    ReportRevision,
    Unit,
)


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision of one report."""

    unit_name: str
    title: str
    code: str
    number: int
    received_at: datetime
    sent_by: str
    values: dict[str, Value]
    raw_text: str
    kind: str
    source: str
    entered_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One step towards one recipient and what became of it; `switches`: the channels it left before."""

    unit_name: str
    title: str
    step: str
    due_at: datetime
    person_name: str
    channel: str
    state: str
    reason: str
    finished_at: datetime | None
    switches: tuple[Switch, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows of a plan that the actor may see."""

    assignments: tuple[AssignmentView, ...]
    revisions: tuple[RevisionRow, ...]
    deliveries: tuple[DeliveryRow, ...]
    matters: tuple[MatterView, ...] = ()
    files: tuple[PlanFile, ...] = ()


def read_ledger(work: Work, actor: Actor | None, plan_id: int) -> Ledger:
    """Everything about one plan; the command line passes no actor and sees all units."""
    unit_ids = None
    if actor is not None:
        unit_ids = visible_unit_ids(work, require(actor, Action.EXPORT))
    assignments = tuple(load_assignments(work, plan_id=plan_id, unit_ids=unit_ids))
    titles = _titles(work, plan_id, unit_ids)
    return Ledger(
        assignments,
        _revisions(work, plan_id, titles),
        _deliveries(work, plan_id, titles),
        tuple(matters_of_plan(work, actor, plan_id)),
        tuple(files_of_plan(work, actor, plan_id)),
    )


def _titles(work: Work, plan_id: int, unit_ids: Collection[int] | None) -> dict[int, str]:
    """What each assignment of these units is called, also one that ended with its unit."""
    seen = [] if unit_ids is None else [Assignment.unit_id.in_(unit_ids)]
    rows = work.session.execute(
        select(Assignment.id, Milestone.title, Assignment.occurrence)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .where(Milestone.plan_id == plan_id, *seen)
    )
    return {row: titled(work, title, occurrence) for row, title, occurrence in rows}


def _revisions(work: Work, plan_id: int, titles: Mapping[int, str]) -> tuple[RevisionRow, ...]:
    """The revisions of the reports of these assignments."""
    rows = work.session.execute(
        select(Report.assignment_id, Report.code, ReportRevision, Unit.name, Person.name)
        .join(ReportRevision, ReportRevision.report_id == Report.id)
        .join(Assignment, Assignment.id == Report.assignment_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .join(Person, Person.id == ReportRevision.sent_by)
        .where(Milestone.plan_id == plan_id)
        .order_by(ReportRevision.received_at, ReportRevision.id)
    )
    return tuple(
        RevisionRow(
            unit,
            titles[assignment_id],
            code,
            revision.number,
            revision.received_at,
            person,
            dict(revision.values),
            revision.raw_text,
            revision.kind,
            revision.source,
            revision.entered_at,
        )
        for assignment_id, code, revision, unit, person in rows
        if assignment_id in titles
    )


def _deliveries(work: Work, plan_id: int, titles: Mapping[int, str]) -> tuple[DeliveryRow, ...]:
    """The steps of these assignments."""
    switches = switches_of_plan(work, plan_id)
    rows = work.session.execute(
        select(Reminder, Unit.name, OutboxMessage, Address.channel, Person.name)
        .join(Assignment, Assignment.id == Reminder.assignment_id)
        .join(Milestone, Milestone.id == Assignment.milestone_id)
        .join(Unit, Unit.id == Assignment.unit_id)
        .outerjoin(OutboxMessage, OutboxMessage.id == Reminder.outbox_id)
        .outerjoin(Address, Address.id == OutboxMessage.address_id)
        .outerjoin(Person, Person.id == Address.person_id)
        .where(Milestone.plan_id == plan_id)
        .order_by(Reminder.due_at, Reminder.id)
    )
    return tuple(
        DeliveryRow(
            unit,
            titles[reminder.assignment_id],
            reminder.step,
            reminder.due_at,
            person or "",
            channel or "",
            message.state if message else "not_sent",
            reminder.reason or (message.reason if message else ""),
            message.finished_at if message else None,
            tuple(switches.get(reminder.outbox_id or 0, ())),
        )
        for reminder, unit, message, channel, person in rows
        if reminder.assignment_id in titles
    )
