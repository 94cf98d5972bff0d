"""The words of the staff's daily digest, sent on days when something is due or late."""

from domain import wording
from domain.messages import Choice, Reply
from handlers import phrases
from handlers.matter_words import digest_matters
from handlers.trouble_notice import digest_line
from locales import say
from services.actors import Actor, HeldOffice
from services.digest import DigestLine, digest_lines, digest_readers
from services.outbox import queue
from services.plans import list_plans
from services.work import Work


def queue_digests(work: Work) -> int:
    """Queue today's digest for every reader who has not had it; returns how many."""
    plans = [plan for plan in list_plans(work) if plan.state == "active"]
    # Colleagues who follow the same units read the same figures: they are counted once.
    counted: dict[frozenset[HeldOffice], list[DigestLine]] = {}
    queued = 0
    for address_id, reader, once_key in digest_readers(work):
        offices = frozenset(reader.offices)
        if offices not in counted:
            counted[offices] = [line for plan in plans for line in digest_lines(work, reader, plan.id)]
        if counted[offices]:
            reply = _digest(work, reader, counted[offices])
            queued += queue(work, address_id, reply, kind="digest", once_key=once_key) is not None
    return queued


def _digest(work: Work, reader: Actor, lines: list[DigestLine]) -> Reply:
    blocks = [
        say(
            "digest-line",
            reader.language,
            title=line.title,
            day=wording.day(line.last_day),
            counts=phrases.counts(line.tally, reader.language),
            unreached=line.unreached,
        )
        for line in lines
    ]
    head = say("digest-head", reader.language, name=reader.name, at=phrases.instant(work, work.now))
    choices = (
        Choice(say("menu-summary", reader.language), "/summary"),
        Choice(say("menu-missing", reader.language), "/missing"),
    )
    to_settle = (digest_matters(work, reader), digest_line(work, reader))
    return Reply("\n".join(filter(None, [head, *blocks, *to_settle])), choices)
