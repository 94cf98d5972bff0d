"""Everything that is kept about one person: finding the person, and handing it all out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, tuple_

from domain.errors import DomainError
from domain.parsing.letters import folded_plain
from domain.roles import Action
from services import audit
from services.actors import Actor, require
from services.work import Work
from storage.tables import (
    Address,
    Attachment,
    AuditEntry,
    InboxMessage,
    Matter,
    Office,
    OutboxMessage,
    Person,
    Registration,
    Report,
    ReportRevision,
    StoredFile,
    Unit,
)

Found = dict[str, Any]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the installation knows: the offices held now, as (role, unit), and addresses by channel."""

    id: int
    name: str
    offices: tuple[tuple[str, str], ...]
    channels: tuple[str, ...]


def allow_managing(actor: Actor | None) -> None:
    """The command line passes no actor; in chat only an administrator manages what is kept of persons."""
    if actor is not None:
        require(actor, Action.MANAGE_PERSONS)


def find_persons(work: Work, actor: Actor | None, typed: str, most: int = 8) -> list[KnownPerson]:
    """Persons whose name holds the typed words, diacritics or none; those erased are not found."""
    allow_managing(actor)
    wanted = folded_plain(typed)
    rows = work.session.execute(
        select(Person.id, Person.name).where(Person.erased_at.is_(None)).order_by(Person.id)
    )
    found = [person_id for person_id, name in rows if wanted and wanted in folded_plain(name)]
    return [get_person(work, actor, person_id) for person_id in found[:most]]


def get_person(work: Work, actor: Actor | None, person_id: int) -> KnownPerson:
    """One person; DomainError `no-such-person` when there is none or its data was erased."""
    allow_managing(actor)
    person = known_person(work, person_id)
    offices = work.session.execute(
        select(Office.role, Unit.name)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.person_id == person_id, Office.until.is_(None))
        .order_by(Office.id)
    )
    channels = work.session.scalars(select(Address.channel).where(Address.person_id == person_id))
    held = tuple((role, unit or "") for role, unit in offices)
    return KnownPerson(person.id, person.name, held, tuple(sorted(set(channels))))


def known_person(work: Work, person_id: int) -> Person:
    """The row of a person, or DomainError `no-such-person`."""
    person = work.session.get(Person, person_id)
    if person is None or person.erased_at is not None:
        raise DomainError("no-such-person")
    return person


def export_person(work: Work, actor: Actor | None, person_id: int) -> Found:
    """All that is kept about a person, as JSON values by kind; the export itself is noted.

    Raises:
        DomainError: `not-allowed` or `no-such-person`.
    """
    allow_managing(actor)
    person = known_person(work, person_id)
    addresses = list(work.session.scalars(select(Address).where(Address.person_id == person_id)))
    found: Found = {
        "person": {"id": person.id, "name": person.name, "language": person.language}
        | {"created_at": _at(person.created_at)},
        "addresses": [
            {"channel": row.channel, "chat_id": row.chat_id, "display_name": row.display_name}
            for row in addresses
        ],
        "offices": _offices(work, person_id),
        **_messages(work, addresses),
        **_deeds(work, person_id),
    }
    audit.record(work, actor, "person_exported", "person", person_id)
    return found


def counts_of(found: Found) -> dict[str, int]:
    """How much of each kind an export holds."""
    return {name: len(rows) for name, rows in found.items() if isinstance(rows, list)}


def _offices(work: Work, person_id: int) -> list[Found]:
    rows = work.session.execute(
        select(Office, Unit.name)
        .outerjoin(Unit, Unit.id == Office.unit_id)
        .where(Office.person_id == person_id)
    )
    return [
        {"role": office.role, "unit": unit or "", "position": office.position}
        | {"since": _at(office.since), "until": _at(office.until)}
        for office, unit in rows
    ]


def _messages(work: Work, addresses: list[Address]) -> Found:
    ids = [row.id for row in addresses]
    chats = [(row.channel, row.chat_id) for row in addresses]
    applied = work.session.scalars(select(Registration).where(Registration.address_id.in_(ids)))
    written = work.session.scalars(
        select(InboxMessage)
        .where(tuple_(InboxMessage.channel, InboxMessage.chat_id).in_(chats))
        .order_by(InboxMessage.id)
    )
    heard = work.session.scalars(
        select(OutboxMessage).where(OutboxMessage.address_id.in_(ids)).order_by(OutboxMessage.id)
    )
    return {
        "registrations": [
            {"name": row.name, "position": row.position, "state": row.state, "at": _at(row.created_at)}
            for row in applied
        ],
        "written": [{"at": _at(row.received_at), "kind": row.kind, "text": row.text} for row in written],
        "heard": [
            {
                "at": _at(row.created_at),
                "kind": row.kind,
                "state": row.state,
                "text": row.content.get("text", ""),
            }
            for row in heard
        ],
    }


def _deeds(work: Work, person_id: int) -> Found:
    reports = work.session.execute(
        select(Report.code, ReportRevision)
        .join(ReportRevision, ReportRevision.report_id == Report.id)
        .where(ReportRevision.sent_by == person_id)
        .order_by(ReportRevision.id)
    )
    matters = work.session.scalars(select(Matter).where(Matter.person_id == person_id).order_by(Matter.id))
    files = work.session.execute(
        select(StoredFile.name, Attachment.added_at)
        .join(Attachment, Attachment.file_id == StoredFile.id)
        .where(Attachment.added_by == person_id)
    )
    changes = work.session.scalars(select(AuditEntry).where(AuditEntry.actor_id == person_id))
    return {
        "reports": [
            {"code": code, "revision": row.number, "at": _at(row.received_at)}
            | {"values": row.values, "words": row.raw_text}
            for code, row in reports
        ],
        "matters": [
            {"kind": row.kind, "at": _at(row.created_at), "words": row.words, "answer": row.answer}
            for row in matters
        ],
        "files": [{"name": name, "at": _at(added_at)} for name, added_at in files],
        "changes": [{"at": _at(row.at), "action": row.action} for row in changes],
    }


def _at(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
