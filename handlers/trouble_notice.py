"""Telling staff that messages went wrong: one notice for all of them, at most hourly, and a line a day."""

from datetime import timedelta

from domain import wording
from domain.messages import Choice, Reply
from domain.roles import Action
from locales import say
from services.actors import Actor, staff_addresses
from services.instants import claim_turn, read_instant
from services.outbox import queue
from services.trouble import OpenTrouble, count_trouble, newest_trouble
from services.work import Work

TOLD = "trouble_told"
AT_MOST_EVERY = timedelta(hours=1)
# What another process stored a moment before the last notice may have become visible just after it.
OVERLAP = timedelta(seconds=10)


def queue_trouble_notices(work: Work) -> int:
    """Tell staff of what went wrong since they were told last; returns how many were told."""
    newest, told_at = newest_trouble(work), read_instant(work, TOLD)
    if newest is None or (told_at is not None and newest <= told_at - OVERLAP):
        return 0
    if not claim_turn(work, TOLD, AT_MOST_EVERY):
        return 0
    told = 0
    for address_id, reader in staff_addresses(work):
        counts = count_trouble(work, reader)
        if counts.waiting:
            queue(work, address_id, _notice(reader, counts), kind="notice")
            told += 1
    return told


def digest_line(work: Work, reader: Actor) -> str:
    """What the daily digest says of open trouble; empty when there is none for this reader."""
    if not reader.may(Action.SETTLE_TROUBLE):
        return ""
    counts = count_trouble(work, reader)
    return _sentence("trouble-digest", reader, counts) if counts.waiting else ""


def _notice(reader: Actor, counts: OpenTrouble) -> Reply:
    choice = Choice(say("menu-trouble", reader.language), "/trouble")
    return Reply(_sentence("trouble-notice", reader, counts), (choice,))


def _sentence(key: str, reader: Actor, counts: OpenTrouble) -> str:
    return say(
        key,
        reader.language,
        failed=wording.number(counts.failed),
        uncertain=wording.number(counts.uncertain),
    )
