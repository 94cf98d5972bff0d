"""Whether the books of messages are in order: each row in a known state that says what it has to say.

`storage/tables/messages.py` says the same to the database, which keeps an index of what breaks the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.local_time import instant_at, local_day
from domain.reminders import ReminderPolicy

OUTCOMES = ("done", "refused", "failed", "set_aside")
OPEN, HELD = ("queued", "failed"), ("uncertain", "undeliverable", "cancelled")
ENDED = ("sent", *HELD)

MOST_EXAMPLES = 5

LONGEST_IN_INBOX = timedelta(minutes=2)
LONGEST_SENDING = timedelta(minutes=5)
LONGEST_IN_OUTBOX = timedelta(minutes=2)
# No messenger is written to more slowly: each message before it may take as long.
SLOWEST_PACE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it must be: its name, how many rows, and the first of their numbers."""

    code: str
    count: int
    examples: tuple[int, ...]

    def __str__(self) -> str:
        """The finding in a line for administrators."""
        return f"{self.code}: {self.count} (row {', '.join(map(str, self.examples))})"


def inbox_fault(*, outcome: str, is_handled: bool, error: str) -> str:
    """What is wrong with an inbox row; empty when it is in order."""
    if not is_handled:
        return "inbox_outcome_too_early" if outcome else ""
    if outcome not in OUTCOMES:
        return "inbox_without_outcome"
    return "inbox_without_reason" if outcome == "failed" and not error else ""


def outbox_fault(*, state: str, reason: str, has_lease: bool, is_claimed: bool, is_finished: bool) -> str:
    """What is wrong with an outbox row; empty when it is in order."""
    if state in OPEN:
        return "outbox_waits_and_ended" if has_lease or is_finished else ""
    if state == "sending":
        return "" if has_lease and is_claimed else "outbox_sent_by_nobody"
    if state not in ENDED:
        return "outbox_unknown_state"
    if not is_finished:
        return "outbox_without_end"
    return "outbox_without_reason" if state in HELD and not reason else ""


def may_wait(waiting: int) -> timedelta:
    """How long the first of so many messages may stand in the outbox although nothing holds it back."""
    return LONGEST_IN_OUTBOX + waiting * SLOWEST_PACE


def quiet_ended_at(now: datetime, policy: ReminderPolicy, zone: ZoneInfo) -> datetime:
    """When the last quiet hours ended: what waited in them could not leave earlier."""
    ended = instant_at(local_day(now, zone), policy.quiet_until, zone)
    return ended if ended <= now else ended - timedelta(days=1)


def together(findings: Mapping[int, str]) -> list[Finding]:
    """Rows with what is wrong with each (empty: nothing), as one finding for each kind."""
    by_code: dict[str, list[int]] = {}
    for number, code in sorted(findings.items()):
        if code:
            by_code.setdefault(code, []).append(number)
    return [Finding(code, len(numbers), tuple(numbers[:MOST_EXAMPLES])) for code, numbers in by_code.items()]
