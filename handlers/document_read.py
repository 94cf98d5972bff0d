"""Telling who sent a document what came of reading it; outside a turn, because reading takes its time."""

from domain.errors import DomainError
from domain.messages import Reply
from domain.plan_proposals import Proposal
from handlers.proposal_words import overview
from locales import say
from services.conversations import load_talk, save_talks
from services.outbox import queue
from services.plan_documents import give_up, keep_reading
from services.work import Work


def tell_read(work: Work, proposal_id: int, proposal: Proposal) -> None:
    """Keep what a document proposes and say so where it was sent from; nothing when it was read before."""
    kept = keep_reading(work, proposal_id, proposal)
    if kept is not None:
        held, waiting = kept
        _say(work, waiting.address_id, overview(work, held, waiting.language), proposal_id)


def tell_unreadable(work: Work, proposal_id: int, error: DomainError) -> None:
    """Say why a document cannot be read."""
    waiting = give_up(work, proposal_id, error.code)
    if waiting is not None:
        reply = Reply(say(f"error-{error.code}", waiting.language, **error.details))
        _say(work, waiting.address_id, reply, proposal_id)


def _say(work: Work, address_id: int, reply: Reply, proposal_id: int) -> None:
    """Queue the answer; what it offers can be picked by number, unless the person is in another talk."""
    queue(work, address_id, reply, once_key=f"plan-document/{proposal_id}")
    talk = load_talk(work, address_id)
    if not talk.dialogue:
        talk.choices, talk.takes_number = reply.choices, False
        save_talks(work, {address_id: talk})
