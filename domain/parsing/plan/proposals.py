"""What reading a plan document yields: its own data and the duties it proposes."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the document says of itself; an empty text or None where it is silent, named in `needs`."""

    number: str = ""
    title: str = ""
    issuer: str = ""
    issued_on: date | None = None
    signer: str = ""
    recipients: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedDuty:
    """One duty as the document words it.

    Attributes:
        addressees: who owes it, as written; one group of units is one entry.
        last_moment: last second that is on time, local; None when staff must fix it.
        start: first moment of a window or hour of an event, local.
        phrase: words that stand in the document (white space apart).
        clause: where it stands, `II.2.1`; all places, joined by `; `, when it is repeated.
        rrule: RFC 5545 recurrence, else an empty text.
        needs: what staff must settle: `deadline`, `anchor`, `addressees`, `year`, `date`, `weekday`, `day`.
    """

    title: str
    kind: str
    addressees: tuple[str, ...]
    last_moment: datetime | None
    start: datetime | None
    phrase: str
    clause: str
    recipient: str = ""
    via: str = ""
    rrule: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanReading:
    """The document's facts and its duties in the order of the document."""

    facts: DocumentFacts
    duties: tuple[ProposedDuty, ...]
