"""A reading in the JSON shape of `dondoc plan read --json`; the shape stays stable."""

from typing import Any

from domain.parsing.plan.proposals import PlanReading, ProposedDuty


def reading_as_json(reading: PlanReading) -> dict[str, Any]:
    """`plan` and `duties`; what the document does not say is null."""
    facts = reading.facts
    plan = {
        "number": facts.number or None,
        "title": facts.title or None,
        "issuer": facts.issuer or None,
        "issued_on": facts.issued_on.isoformat() if facts.issued_on else None,
    }
    return {"plan": plan, "duties": [_duty(duty) for duty in reading.duties]}


def _duty(duty: ProposedDuty) -> dict[str, Any]:
    return {
        "title": duty.title,
        "kind": duty.kind,
        "addressees": list(duty.addressees),
        "last_moment": duty.last_moment.isoformat() if duty.last_moment else None,
        "start": duty.start.isoformat() if duty.start else None,
        "phrase": duty.phrase,
        "clause": duty.clause,
        "recipient": duty.recipient or None,
        "via": duty.via or None,
        "rrule": duty.rrule or None,
        "needs": list(duty.needs),
    }
