"""When staff are told of a finding: once it is sure, then rarely, and once more when all is well."""

from datetime import datetime, timedelta

# Seen by one audit and gone at the next, a message was only on its way.
ON_THE_WAY = frozenset({"inbox_waits", "outbox_waits", "outbox_sending_long", "outbox_sender_gone"})
LASTS_FOR = timedelta(seconds=50)
AGAIN_AFTER = timedelta(hours=6)


def is_alarm_due(code: str, now: datetime, since: datetime | None, told_at: datetime | None) -> bool:
    """Whether staff are to be told now of what has been found since an instant (None: it is not there)."""
    if since is None or (code in ON_THE_WAY and now - since < LASTS_FOR):
        return False
    return told_at is None or now - told_at >= AGAIN_AFTER
