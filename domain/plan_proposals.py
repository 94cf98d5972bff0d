"""A plan as a document proposes it: its facts and duties, with what is open and what staff decided."""

from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from domain.errors import DomainError

DATE_NEEDS = ("date", "anchor", "year", "weekday", "day")
"""What has to be settled before a date stands, in this order; `deadline` may stay open in a draft."""

INFERRED = ("year", "weekday", "day")
"""Of these, what comes with a date that only has to be confirmed."""

FACTS = ("title", "number", "issued_on", "issuer")


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What is known of the document.

    Attributes:
        source: the name of the file, empty for words that were pasted.
        settled: names of the facts that staff settled themselves, silence included.
        is_scan: the words were recognised in pictures, so a letter or figure may be wrong.
    """

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    source: str = ""
    settled: tuple[str, ...] = ()
    is_scan: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """What the document does not say and nobody has settled yet."""
        return tuple(name for name in FACTS if not getattr(self, name) and name not in self.settled)


@dataclass(frozen=True, slots=True)
class ProposalDuty:
    """One duty of a proposal.

    Attributes:
        id: its number in the proposal; stays when others go.
        addressees: who owes it, as the document words it; `unmatched` are those of no known group or unit.
        groups: codes of the unit groups it is addressed to here.
        units: codes of the units it is addressed to here.
        quote: the words of the document it was read from.
        late_from: first late instant, UTC; None while it has no date.
        needs: what staff must settle, see `domain.parsing.plan.proposals.ProposedDuty`.
        decision: empty, `kept`, `dropped` or `merged`.
        milestone_id: the milestone of the plan that it changes, None for a new one.
        is_gone: a milestone that the new document does not mention any more.
    """

    id: int
    title: str
    kind: str
    addressees: tuple[str, ...] = ()
    unmatched: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    phrase: str = ""
    clause: str = ""
    quote: str = ""
    late_from: datetime | None = None
    starts_on: date | None = None
    recipient: str = ""
    via: str = ""
    rrule: str = ""
    needs: tuple[str, ...] = ()
    decision: str = ""
    milestone_id: int | None = None
    is_gone: bool = False

    @property
    def is_open(self) -> bool:
        """Whether staff have not decided it yet."""
        return not self.decision

    @property
    def is_undated(self) -> bool:
        """Whether it is one to be dated later: nothing in its words leads to a date."""
        return self.late_from is None and not any(need in DATE_NEEDS for need in self.needs)

    @property
    def is_addressed(self) -> bool:
        """Whether it is known here who owes it."""
        return bool(self.groups or self.units)

    @property
    def next_need(self) -> str:
        """What has to be settled next before it can be kept; empty when nothing has."""
        if self.is_undated:
            return ""
        needs = (need for need in (*DATE_NEEDS, "addressees") if need in self.needs)
        return next(needs, "" if self.is_addressed else "addressees")

    @property
    def is_clear(self) -> bool:
        """Whether it can be kept as it stands: dated, addressed, and mentioned by the document."""
        return self.is_open and not (self.is_undated or self.next_need or self.is_gone)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A document's facts and duties as they stand."""

    facts: ProposalFacts
    duties: tuple[ProposalDuty, ...] = ()

    def duty(self, duty_id: int) -> ProposalDuty:
        """One duty, or DomainError `no-such-duty`."""
        for duty in self.duties:
            if duty.id == duty_id:
                return duty
        raise DomainError("no-such-duty")

    @property
    def open_dated(self) -> tuple[ProposalDuty, ...]:
        """Duties to be decided one by one, in the order of the document."""
        return tuple(duty for duty in self.duties if duty.is_open and not duty.is_undated)

    @property
    def open_undated(self) -> tuple[ProposalDuty, ...]:
        """Duties without a date that nobody has decided yet."""
        return tuple(duty for duty in self.duties if duty.is_open and duty.is_undated)

    @property
    def kept(self) -> tuple[ProposalDuty, ...]:
        """Duties that will be in the plan."""
        return tuple(duty for duty in self.duties if duty.decision == "kept")

    @property
    def listed(self) -> tuple[ProposalDuty, ...]:
        """Duties as lists and cards number them, as they are asked about: those without a date last.

        What went into another is left out. Once all is decided the dropped ones come after those that stay.
        """
        alive = sorted((duty for duty in self.duties if duty.decision != "merged"), key=_is_asked_late)
        if any(duty.is_open for duty in alive):
            return tuple(alive)
        return tuple(sorted(alive, key=lambda duty: duty.decision == "dropped"))

    def number_of(self, duty_id: int) -> int:
        """The place of a duty in that list, from 1; 0 for one that went into another."""
        places = (place for place, duty in enumerate(self.listed, start=1) if duty.id == duty_id)
        return next(places, 0)

    def with_duty(self, changed: ProposalDuty) -> "Proposal":
        """The same proposal with one duty changed."""
        duties = (changed if duty.id == changed.id else duty for duty in self.duties)
        return replace(self, duties=tuple(duties))


def _is_asked_late(duty: ProposalDuty) -> bool:
    return duty.is_undated


def facts_to_json(facts: ProposalFacts) -> dict[str, Any]:
    """The facts as they are stored."""
    return {**asdict(facts), "issued_on": _iso(facts.issued_on), "settled": list(facts.settled)}


def duties_to_json(duties: tuple[ProposalDuty, ...]) -> list[dict[str, Any]]:
    """The duties as they are stored."""
    return [
        {**_listed(asdict(duty)), "late_from": _iso(duty.late_from), "starts_on": _iso(duty.starts_on)}
        for duty in duties
    ]


def proposal_from_json(facts: dict[str, Any], duties: list[dict[str, Any]]) -> Proposal:
    """Read back what `facts_to_json` and `duties_to_json` wrote."""
    issued_on = date.fromisoformat(facts["issued_on"]) if facts["issued_on"] else None
    known = {**facts, "issued_on": issued_on, "settled": tuple(facts["settled"])}
    return Proposal(ProposalFacts(**known), tuple(map(_duty_from_json, duties)))


def _duty_from_json(stored: dict[str, Any]) -> ProposalDuty:
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in stored.items()
    }
    late_from, starts_on = stored["late_from"], stored["starts_on"]
    values["late_from"] = datetime.fromisoformat(late_from) if late_from else None
    values["starts_on"] = date.fromisoformat(starts_on) if starts_on else None
    return ProposalDuty(**values)


def _listed(values: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None
