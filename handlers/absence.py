"""Telling staff that the bot was off for so long that messages may be lost."""

from domain.messages import Reply
from handlers import phrases
from locales import say
from services.actors import staff_addresses
from services.outbox import queue
from services.uptime import Absence, long_absence, lossy_absence
from services.work import Work


def tell_of_absence(work: Work) -> int:
    """Before the first tick: tell all staff, once for each absence; returns how many messages were queued."""
    told = 0
    for key, absence in (("absence", long_absence(work)), ("absence-zalo", lossy_absence(work))):
        if absence is not None:
            told += _tell_staff(work, key, absence)
    return told


def _tell_staff(work: Work, key: str, absence: Absence) -> int:
    told = 0
    instants = {"since": absence.since, "until": absence.until, "lost_until": absence.lost_until}
    for address_id, reader in staff_addresses(work):
        text = say(key, reader.language, **{name: phrases.instant(work, at) for name, at in instants.items()})
        once_key = f"{key}/{absence.since:%Y-%m-%dT%H:%M:%S}/person/{reader.person_id}"
        told += queue(work, address_id, Reply(text), kind="notice", once_key=once_key) is not None
    return told
