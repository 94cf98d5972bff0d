"""Telling staff that the bot was off for so long that messages may be lost."""

from domain.messages import Reply
from handlers import phrases
from locales import say
from services.actors import staff_addresses
from services.outbox import queue
from services.uptime import long_absence
from services.work import Work


def tell_of_absence(work: Work) -> int:
    """Before the first tick: tell all staff, once for each absence; returns how many were told."""
    absence = long_absence(work)
    if absence is None:
        return 0
    told = 0
    for address_id, reader in staff_addresses(work):
        text = say(
            "absence",
            reader.language,
            since=phrases.instant(work, absence.since),
            until=phrases.instant(work, absence.until),
            lost_until=phrases.instant(work, absence.lost_until),
        )
        once_key = f"absence/{absence.since:%Y-%m-%dT%H:%M:%S}/person/{reader.person_id}"
        told += queue(work, address_id, Reply(text), kind="notice", once_key=once_key) is not None
    return told
