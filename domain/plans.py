"""A plan as it is proposed, before it is stored."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from domain.deadlines import Deadline
from domain.reminders import ReminderPolicy


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """One duty of a plan. `deadline` is None while staff still have to fix the date.

    `groups` and `units` are codes of the unit groups and units it addresses. `rrule` is a rule of RFC 5545
    when the duty comes back; `deadline` is then that of its first occurrence. `needs` names what staff must
    settle, see `domain.parsing.plan.proposals.ProposedDuty`.
    """

    title: str
    kind: str
    form: str
    deadline: Deadline | None
    groups: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    clause: str = ""
    recipient: str = ""
    via: str = ""
    rrule: str = ""
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanDraft:
    """A plan with its milestones; `issued_on` is None when the document bears no date."""

    title: str
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    source: str = ""
    policy: ReminderPolicy = field(default_factory=ReminderPolicy)
    milestones: tuple[MilestoneDraft, ...] = ()


def policy_to_json(policy: ReminderPolicy) -> dict[str, Any]:
    """The reminder policy as it is stored with a plan."""
    return {
        "days_before": list(policy.days_before),
        "working_days_after": list(policy.working_days_after),
        "then_every_days": policy.then_every_days,
        "at": policy.at.strftime("%H:%M"),
        "quiet_from": policy.quiet_from.strftime("%H:%M"),
        "quiet_until": policy.quiet_until.strftime("%H:%M"),
    }


def policy_from_json(stored: dict[str, Any]) -> ReminderPolicy:
    """Read back what `policy_to_json` wrote; what is absent has its default."""
    default = ReminderPolicy()
    return ReminderPolicy(
        days_before=tuple(stored.get("days_before", default.days_before)),
        working_days_after=tuple(stored.get("working_days_after", default.working_days_after)),
        then_every_days=stored.get("then_every_days", default.then_every_days),
        at=_hour(stored.get("at"), default.at),
        quiet_from=_hour(stored.get("quiet_from"), default.quiet_from),
        quiet_until=_hour(stored.get("quiet_until"), default.quiet_until),
    )


def _hour(stored: str | None, default: time) -> time:
    return time.fromisoformat(stored) if stored else default
