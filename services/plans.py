"""Plans: storing a draft, previewing who will be asked for what, activating, closing."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import select, update

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.plan_proposals import INFERRED
from domain.plans import MilestoneDraft, PlanDraft, policy_from_json, policy_to_json
from domain.recurrence import Occurrence
from domain.reminders import Step, steps_until
from domain.roles import Action
from services import audit
from services.actors import Actor, require, visible_unit_ids
from services.assigning import addressed, set_addressees
from services.calendar import work_calendar
from services.leadership import wait_for_turn
from services.occurrences import first_late_from, give_out, occurrences_of
from services.plan_rights import require_plan
from services.reach import reachable_unit_ids
from services.work import Work
from storage.tables import Assignment, Milestone, Plan
from storage.text import storable

LONGEST_ID = 9
MOST_FORESEEN = 4


@dataclass(frozen=True, slots=True)
class PlanView:
    """A plan as lists show it."""

    id: int
    number: str
    title: str
    state: str


@dataclass(frozen=True, slots=True)
class MilestonePreview:
    """What activating would do for one milestone.

    Attributes:
        deadline: None while staff still have to fix the date: then nothing is asked. Of a recurring duty
            that of the next occurrence.
        units: names of the addressed units.
        unreached: names of those among them that nobody can be reached for yet, as far as they are seen.
        steps: the reminders before the deadline that still lie ahead.
        occurrences: of a recurring duty, the next ones that are due.
        needs: what staff must settle before it can be activated, or dated.
    """

    title: str
    kind: str
    deadline: Deadline | None
    units: tuple[str, ...]
    unreached: tuple[str, ...]
    steps: tuple[Step, ...]
    occurrences: tuple[Occurrence, ...] = ()
    needs: tuple[str, ...] = ()


def create_plan(work: Work, actor: Actor | None, draft: PlanDraft) -> int:
    """Store a draft; returns the plan's id. The command line passes no actor.

    Raises:
        DomainError: `not-allowed`, `concerns-others` when it addresses units that are not the actor's,
            `unknown-group`, `unknown-unit`, `plan-exists` for a known number, or those of `first_late_from`.
    """
    if actor is not None:
        require(actor, Action.MANAGE_PLANS)
    _refuse_known_number(work, draft.number)
    plan = Plan(
        number=draft.number,
        title=draft.title,
        issuer=draft.issuer,
        issued_on=draft.issued_on,
        source=draft.source,
        policy=policy_to_json(draft.policy),
        created_at=work.now,
    )
    work.session.add(plan)
    work.session.flush()
    for position, duty in enumerate(draft.milestones, start=1):
        add_milestone(work, plan.id, position, duty)
    if actor is not None:
        require_plan(work, actor, plan.id)
    audit.record(work, actor, "plan_created", "plan", plan.id, title=draft.title, number=draft.number)
    return plan.id


def list_plans(work: Work) -> list[PlanView]:
    """All plans, the latest first."""
    rows = work.session.scalars(select(Plan).order_by(Plan.id.desc()))
    return [plan_view(row) for row in rows]


def plan_view(row: Plan) -> PlanView:
    """A row as lists show it."""
    return PlanView(row.id, row.number, row.title, row.state)


def get_plan(work: Work, plan_id: int) -> Plan:
    """One plan, or DomainError `no-such-plan`."""
    plan = work.session.get(Plan, plan_id)
    if plan is None:
        raise DomainError("no-such-plan")
    return plan


def get_milestone(work: Work, milestone_id: int) -> Milestone:
    """One milestone, or DomainError `no-such-milestone`."""
    milestone = work.session.get(Milestone, milestone_id)
    if milestone is None:
        raise DomainError("no-such-milestone")
    return milestone


def latest_plan_id(work: Work) -> int:
    """The plan that a command without a plan means: the latest active one, else the latest.

    Raises:
        DomainError: `no-plan` when there is none.
    """
    active = select(Plan.id).where(Plan.state == "active").order_by(Plan.activated_at.desc(), Plan.id.desc())
    found = work.session.scalar(active) or work.session.scalar(select(Plan.id).order_by(Plan.id.desc()))
    if found is None:
        raise DomainError("no-plan")
    return found


def find_plan_id(work: Work, wanted: str) -> int:
    """A plan by id or number, or DomainError `no-such-plan`."""
    by_number = work.session.scalar(select(Plan.id).where(Plan.number == storable(wanted)))
    if by_number is not None:
        return by_number
    if not wanted.isdecimal() or len(wanted) > LONGEST_ID:
        raise DomainError("no-such-plan")
    return (get_plan(work, int(wanted))).id


def preview_plan(work: Work, actor: Actor | None, plan_id: int) -> list[MilestonePreview]:
    """Who would be asked for what and when, if the plan were active now.

    Units that nobody can be reached for are named to those who may see them.
    """
    plan = get_plan(work, plan_id)
    visible = visible_unit_ids(work, actor) if actor is not None else None
    policy, calendar = policy_from_json(plan.policy), work_calendar(work)
    reached = reachable_unit_ids(work)
    previews = []
    for milestone, units in addressed(work, Milestone.plan_id == plan_id):
        ahead = tuple(islice(_due_after_now(work, milestone), MOST_FORESEEN))
        late_from = ahead[0].late_from if ahead else milestone.late_from
        deadline, steps = None, []
        if late_from is not None:
            deadline = Deadline(late_from, milestone.phrase, milestone.starts_on)
            steps = steps_until(late_from, policy, calendar, work.zone, late_from)
        previews.append(
            MilestonePreview(
                milestone.title,
                milestone.kind,
                deadline,
                tuple(unit.name for unit in units),
                tuple(unit.name for unit in units if unit.id not in reached and _is_in(visible, unit.id)),
                tuple(step for step in steps if step.at > work.now),
                ahead,
                tuple(milestone.needs),
            )
        )
    return previews


def activate_plan(work: Work, actor: Actor | None, plan_id: int) -> int:
    """Give every addressed unit what it owes from now on; returns how many assignments that makes at once.

    A recurring duty is assigned occurrence by occurrence: here what is open already.

    Raises:
        DomainError: those of `require_plan`, `plan-not-draft`, `plan-unsettled` when a date was only
            inferred, or `plan-empty` when no dated duty addresses anyone.
    """
    plan = get_plan(work, plan_id)
    if actor is not None:
        require_plan(work, actor, plan_id)
    work.session.refresh(plan, with_for_update=True)
    if plan.state != "draft":
        raise DomainError("plan-not-draft", title=plan.title)
    owed = addressed(work, Milestone.plan_id == plan_id)
    for milestone, _ in owed:
        _refuse_inferred(milestone)
    if not any(units and milestone.late_from for milestone, units in owed):
        raise DomainError("plan-empty")
    made = sum(give_out(work, plan, milestone, units) for milestone, units in owed)
    plan.state, plan.activated_at = "active", work.now
    work.session.flush()
    audit.record(work, actor, "plan_activated", "plan", plan.id, assignments=made)
    return made


def close_plan(work: Work, actor: Actor | None, plan_id: int) -> None:
    """End a plan: nothing is reminded any more; its figures stay. Raises as `require_plan` does."""
    actor = require_plan(work, actor, plan_id)
    result = work.session.execute(
        update(Plan)
        .where(Plan.id == plan_id, Plan.state == "active")
        .values(state="closed", closed_at=work.now)
        .returning(Plan.id)
    )
    if result.first() is None:
        raise DomainError("plan-not-active")
    of_plan = Assignment.milestone_id.in_(select(Milestone.id).where(Milestone.plan_id == plan_id))
    work.session.execute(update(Assignment).where(of_plan).values(next_look_at=None))
    work.session.execute(update(Milestone).where(Milestone.plan_id == plan_id).values(next_look_at=None))
    audit.record(work, actor, "plan_closed", "plan", plan_id)


def _due_after_now(work: Work, milestone: Milestone) -> Iterator[Occurrence]:
    series = occurrences_of(milestone, work.zone)
    return (occurrence for occurrence in series if occurrence.late_from > work.now)


def _is_in(visible: Collection[int] | None, unit_id: int) -> bool:
    return visible is None or unit_id in visible


def _refuse_inferred(milestone: Milestone) -> None:
    """The bot may suggest a date, staff decide."""
    if milestone.late_from is not None and not set(INFERRED).isdisjoint(milestone.needs):
        raise DomainError("plan-unsettled", duty=milestone.title[:80])


def _refuse_known_number(work: Work, number: str) -> None:
    wait_for_turn(work, "plans")
    if number and work.session.scalar(select(Plan.id).where(Plan.number == number)) is not None:
        raise DomainError("plan-exists", number=number)


def add_milestone(work: Work, plan_id: int, position: int, duty: MilestoneDraft) -> Milestone:
    """Store one duty of a plan; raises as `set_addressees` and `first_late_from` do."""
    milestone = Milestone(
        plan_id=plan_id,
        position=position,
        title=duty.title,
        kind=duty.kind,
        form=duty.form,
        clause=duty.clause,
        phrase=duty.deadline.phrase if duty.deadline else "",
        late_from=first_late_from(work, duty, get_plan(work, plan_id).issued_on),
        starts_on=duty.deadline.starts_on if duty.deadline else None,
        recipient=duty.recipient,
        via=duty.via,
        rrule=duty.rrule,
        needs=list(duty.needs),
    )
    work.session.add(milestone)
    work.session.flush()
    set_addressees(work, milestone.id, duty.groups, duty.units)
    return milestone
