"""What a member of staff must act on: raising it, and the steps until it is settled."""

from dataclasses import dataclass, replace

from sqlalchemy import select

from domain.errors import DomainError
from domain.forms import Values
from domain.ladder import first_rung
from domain.parsing.health import without_health_details
from domain.parsing.letters import folded_plain
from domain.roles import Action
from services import audit
from services.actors import Actor, require, require_unit
from services.assignments import AssignmentView
from services.matter_list import MatterView, get_matter
from services.reach import contacts_by_unit, rungs_by_person
from services.work import Work
from storage.tables import Address, Matter, Person
from storage.text import storable

LONGEST_WORDS = 4000
OPEN_STATES = ("open", "taken")
# What people write into a field that has to be filled when there is nothing to say.
NOTHING = frozenset(
    {"khong", "khong co", "khong co gi", "khong a", "chua co", "ko", "ko co", "k", "none", "no"}
)


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What is raised: its kind and words, for which unit and duty, where the answer goes.

    `wished`: what an extension asks for, in words that a deadline can be read from.
    """

    kind: str
    words: str
    address_id: int
    unit_id: int | None
    assignment_id: int | None = None
    wished: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """The matter, and whether it is news: while it is open, the same words about the same thing are one."""

    matter: MatterView
    is_new: bool


def raise_matter(work: Work, actor: Actor | None, new: NewMatter) -> Raised:
    """Keep what a unit raised, once; staff settle it.

    Raises:
        DomainError: `not-allowed`, `not-your-unit` or `words-missing`.
    """
    actor = require(actor, Action.REPORT)
    if new.unit_id is not None and new.unit_id not in actor.unit_ids():
        raise DomainError("not-your-unit", unit="")
    if not new.words.strip():
        raise DomainError("words-missing")
    new = replace(new, words=without_health_details(new.words))
    return _store(work, actor, new, _same(work, new, OPEN_STATES))


def note_difficulties(work: Work, actor: Actor, view: AssignmentView, values: Values) -> MatterView | None:
    """Make the difficulties of a confirmed report a matter; None when there are none or they are known.

    A revision that repeats the words raises nothing again, whatever became of them. The answer goes to whom
    the report came from, or to the unit when staff entered it.
    """
    told = values.get("difficulties")
    words = told.strip() if isinstance(told, str) else ""
    if not words or folded_plain(words).strip(" .,!") in NOTHING:
        return None
    address_id = _address_for(work, actor, view.unit_id)
    if address_id is None:
        return None
    new = NewMatter("difficulty", words, address_id, view.unit_id, view.id)
    known = _same(work, new, None)
    return None if known is not None else _store(work, actor, new, None).matter


def take_matter(work: Work, actor: Actor | None, matter_id: int) -> MatterView:
    """Make it the actor's own; DomainError `matter-taken` when a colleague has it, or `matter-settled`."""
    actor, row = open_matter(work, actor, matter_id)
    if row.state == "taken" and row.owner_id != actor.person_id:
        raise DomainError("matter-taken", number=row.id, name=_name(work, row.owner_id))
    row.state, row.owner_id = "taken", actor.person_id
    return _changed(work, actor, row, "matter_taken")


def answer_matter(work: Work, actor: Actor | None, matter_id: int, words: str) -> MatterView:
    """Settle it with an answer; the caller sends it. The one who answers owns it from then on.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `no-such-matter`, `matter-settled` or `words-missing`.
    """
    actor, row = open_matter(work, actor, matter_id)
    if not words.strip():
        raise DomainError("words-missing")
    row.answer = storable(words.strip())[:LONGEST_WORDS]
    return settle(work, actor, row, "answered", "matter_answered")


def close_matter(work: Work, actor: Actor | None, matter_id: int) -> MatterView:
    """Settle it without an answer, after a telephone call for instance."""
    actor, row = open_matter(work, actor, matter_id)
    return settle(work, actor, row, "closed", "matter_closed")


def open_matter(work: Work, actor: Actor | None, matter_id: int) -> tuple[Actor, Matter]:
    """An unsettled matter of a unit the actor follows, locked: of two who act at once the second is refused.

    Raises:
        DomainError: `not-allowed`, `not-your-unit`, `no-such-matter`, or `matter-settled`, which names who
            settled it and how.
    """
    actor = require(actor, Action.SETTLE_MATTERS)
    locked = select(Matter).where(Matter.id == matter_id).with_for_update()
    row = work.session.scalar(locked.execution_options(populate_existing=True))
    if row is None:
        raise DomainError("no-such-matter")
    require_unit(work, actor, Action.SETTLE_MATTERS, row.unit_id)
    if row.state not in OPEN_STATES:
        done = row.answer or "–"
        raise DomainError("matter-settled", number=row.id, name=_name(work, row.owner_id), answer=done[:200])
    return actor, row


def language_at(work: Work, address_id: int) -> str:
    """The language of the person at an address."""
    spoken = select(Person.language).join(Address, Address.person_id == Person.id)
    return work.session.scalar(spoken.where(Address.id == address_id)) or work.installation.language


def settle(work: Work, actor: Actor, row: Matter, state: str, action: str) -> MatterView:
    """Mark an open matter as settled by the actor, and note it in the audit log under `action`."""
    row.state, row.owner_id, row.settled_at = state, actor.person_id, work.now
    return _changed(work, actor, row, action)


def _store(work: Work, actor: Actor, new: NewMatter, known: Matter | None) -> Raised:
    if known is not None:
        return Raised(get_matter(work, known.id), is_new=False)
    row = Matter(
        kind=new.kind,
        unit_id=new.unit_id,
        assignment_id=new.assignment_id,
        person_id=actor.person_id,
        address_id=new.address_id,
        words=storable(new.words.strip())[:LONGEST_WORDS],
        wished=new.wished[:200],
        created_at=work.now,
    )
    work.session.add(row)
    return Raised(_changed(work, actor, row, "matter_raised"), is_new=True)


def _same(work: Work, new: NewMatter, states: tuple[str, ...] | None) -> Matter | None:
    alike = select(Matter).where(
        Matter.kind == new.kind,
        Matter.unit_id == new.unit_id,
        Matter.assignment_id == new.assignment_id,
        Matter.words == storable(new.words.strip())[:LONGEST_WORDS],
    )
    if states is not None:
        alike = alike.where(Matter.state.in_(states))
    return work.session.scalar(alike.order_by(Matter.id).limit(1))


def _changed(work: Work, actor: Actor, row: Matter, action: str) -> MatterView:
    work.session.flush()
    audit.record(work, actor, action, "matter", row.id, unit_id=row.unit_id, kind=row.kind)
    return get_matter(work, row.id)


def _address_for(work: Work, actor: Actor, unit_id: int) -> int | None:
    contacts = contacts_by_unit(work, [unit_id]).get(unit_id, []) if unit_id not in actor.unit_ids() else []
    if contacts:
        return contacts[0].address_id
    own = first_rung(rungs_by_person(work, [actor.person_id]).get(actor.person_id, ()))
    return own.address_id if own else None


def _name(work: Work, person_id: int | None) -> str:
    person = work.session.get(Person, person_id) if person_id is not None else None
    return person.name if person and person.name else "–"
