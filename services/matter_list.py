"""Reading the ledger of matters: what staff see of it, and how many are open."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import aliased

from domain.errors import DomainError
from domain.roles import Action
from services.actors import Actor, require, require_unit, visible_unit_ids
from services.outbox import literally
from services.period_names import titled
from services.work import Work
from storage.tables import Assignment, Matter, Milestone, Person, Unit

KINDS = ("difficulty", "question", "complaint", "extension", "role_change", "other")
OPEN = ("open", "taken")


@dataclass(frozen=True, slots=True)
class MatterView:
    """One matter with the names of its unit, duty, sender and owner; empty where there is none."""

    id: int
    kind: str
    state: str
    unit_id: int | None
    unit_name: str
    assignment_id: int | None
    duty: str
    person_name: str
    address_id: int
    words: str
    wished: str
    owner_id: int | None
    owner_name: str
    answer: str
    created_at: datetime
    settled_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether somebody must still act."""
        return self.state in OPEN


def get_matter(work: Work, matter_id: int) -> MatterView:
    """One matter, or DomainError `no-such-matter`; who may see it is the caller's to check."""
    found = _views(work, Matter.id == matter_id)
    if not found:
        raise DomainError("no-such-matter")
    return found[0]


def read_matter(work: Work, actor: Actor | None, matter_id: int) -> MatterView:
    """One matter of a unit that the actor follows.

    Raises:
        DomainError: `not-allowed`, `not-your-unit` or `no-such-matter`.
    """
    actor = require(actor, Action.SETTLE_MATTERS)
    view = get_matter(work, matter_id)
    require_unit(work, actor, Action.SETTLE_MATTERS, view.unit_id)
    return view


def list_matters(
    work: Work, actor: Actor | None, *, kind: str = "", only_open: bool = True, first: int = 0, most: int = 8
) -> list[MatterView]:
    """Matters of the units the actor follows, oldest first; settled ones too unless `only_open`."""
    actor = require(actor, Action.SETTLE_MATTERS)
    conditions = [*_visible(work, actor), *([Matter.kind == kind] if kind else [])]
    if only_open:
        conditions.append(Matter.state.in_(literally(*OPEN)))
    return _views(work, *conditions, first=first, most=most)


def matters_of_plan(work: Work, actor: Actor | None, plan_id: int) -> list[MatterView]:
    """Matters about the duties of a plan or about none in particular, for the export.

    The command line passes no actor and sees all.
    """
    seen = [] if actor is None else _visible(work, require(actor, Action.EXPORT))
    return _views(work, or_(Milestone.plan_id == plan_id, Matter.assignment_id.is_(None)), *seen)


def count_open(work: Work, actor: Actor) -> dict[str, int]:
    """How many matters of each kind wait for staff who follow the same units as the actor."""
    rows = work.session.execute(
        select(Matter.kind, func.count())
        .where(Matter.state.in_(literally(*OPEN)), *_visible(work, actor))
        .group_by(Matter.kind)
    )
    counted = dict(rows.all())
    return {kind: counted[kind] for kind in KINDS if kind in counted}


def _visible(work: Work, actor: Actor) -> list[ColumnElement[bool]]:
    visible = visible_unit_ids(work, actor)
    return [] if visible is None else [Matter.unit_id.in_(visible)]


def _views(
    work: Work, *conditions: ColumnElement[bool], first: int = 0, most: int | None = None
) -> list[MatterView]:
    asked = _joined().where(*conditions).order_by(Matter.id).offset(first).limit(most)
    found = [(MatterView(*row), occurrence) for *row, occurrence in work.session.execute(asked)]
    return [replace(view, duty=titled(work, view.duty, occurrence)) for view, occurrence in found]


def _joined() -> Select[*tuple[Any, ...]]:
    sender, owner = aliased(Person), aliased(Person)
    return (
        select(
            Matter.id,
            Matter.kind,
            Matter.state,
            Matter.unit_id,
            func.coalesce(Unit.name, ""),
            Matter.assignment_id,
            func.coalesce(Milestone.title, ""),
            func.coalesce(sender.name, ""),
            Matter.address_id,
            Matter.words,
            Matter.wished,
            Matter.owner_id,
            func.coalesce(owner.name, ""),
            Matter.answer,
            Matter.created_at,
            Matter.settled_at,
            func.coalesce(Assignment.occurrence, ""),
        )
        .outerjoin(Unit, Unit.id == Matter.unit_id)
        .outerjoin(Assignment, Assignment.id == Matter.assignment_id)
        .outerjoin(Milestone, Milestone.id == Assignment.milestone_id)
        .outerjoin(sender, sender.id == Matter.person_id)
        .outerjoin(owner, owner.id == Matter.owner_id)
    )
