"""Since when the bot has been at work: the last tick is remembered, and a long absence is noticed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.instants import keep_instant, read_instant
from services.work import Work

TICKED = "ticked"
# Messengers keep what nobody fetches for a day, Telegram among them.
MESSENGERS_KEEP = timedelta(hours=24)
# Zalo keeps nothing. A start anew takes less than this, and is not worth a notice.
A_MOMENT = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Absence:
    """The bot was off from one instant to another; what was written before `lost_until` may be gone."""

    since: datetime
    until: datetime

    @property
    def lost_until(self) -> datetime:
        """Older messages are kept by no messenger any more."""
        return self.until - MESSENGERS_KEEP


def note_tick(work: Work) -> None:
    """Remember that a tick has run now."""
    keep_instant(work, TICKED)


def last_tick(work: Work) -> datetime | None:
    """When a tick ran last, in whichever process; None before the first."""
    return read_instant(work, TICKED)


def long_absence(work: Work) -> Absence | None:
    """How long nothing has run until now, when that was so long that messages may be lost."""
    since = last_tick(work)
    if since is None or work.now - since <= MESSENGERS_KEEP:
        return None
    return Absence(since, work.now)


def lossy_absence(work: Work) -> Absence | None:
    """How long nothing has run until now, when a messenger that keeps nothing meanwhile is in use."""
    since = last_tick(work)
    if not work.installation.zalo_bots or since is None or work.now - since <= A_MOMENT:
        return None
    return Absence(since, work.now)
