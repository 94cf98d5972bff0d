"""Handles what stands in the inbox: many turns in one transaction; a bug never blocks what is behind it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.clock import Clock
from domain.messages import Reply
from domain.parsing.health import has_named_illness, without_health_details
from handlers.turn import Taken, take_turn
from locales import say
from services.actors import find_sender
from services.conversations import Talk, save_talks
from services.inbox import WaitingMessage, claim_waiting, mark_failed, mark_handled, replace_words
from services.memory import Memory
from services.outbox import NewMessage, queue_replies
from services.reading_ahead import read_ahead
from services.work import Database, Work, is_lost_connection

log = structlog.get_logger(__name__)

# Small enough that whoever writes meanwhile is stored and confirmed soon.
MOST_A_BATCH = 100
# A batch that takes longer is committed as it stands, so that nobody waits for a long one's end.
LONGEST_BATCH_SECONDS = 0.15
UNREADABLE = "unreadable"


class UnreadableError(Exception):
    """The messenger delivered something that cannot be read; staff see it as it came."""


class InboxWorker:
    """Turns inbox rows into replies."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def handle_next(self) -> int:
        """Handle the oldest waiting messages of different chats; returns how many, 0 when none waits."""
        try:
            return await self._database.write(self._clock.now(), handle_batch)
        except Exception as error:
            if is_lost_connection(error):
                raise
            # All was undone. Once more with a savepoint a turn, and only the message at fault is put aside.
            log.warning("batch_repeated", reason=type(error).__name__)
            return await self._database.write(self._clock.now(), handle_carefully)


@dataclass(slots=True)
class Batch:
    """What the turns of one transaction leave to be stored at its end."""

    replies: list[NewMessage] = field(default_factory=list)
    talks: dict[int, Talk] = field(default_factory=dict)
    veiled: dict[int, str] = field(default_factory=dict)
    handled: dict[str, list[int]] = field(default_factory=lambda: {"done": [], "refused": []})

    def add(self, message: WaitingMessage, taken: Taken) -> None:
        """Keep what one turn gave."""
        channel = message.incoming.channel
        self.replies += [NewMessage(taken.address_id, channel, reply, message.id) for reply in taken.replies]
        if taken.talk is not None:
            self.talks[taken.address_id] = taken.talk
        self.handled[taken.outcome].append(message.id)
        if has_named_illness(message.incoming.text):
            self.veiled[message.id] = without_health_details(message.incoming.text)

    def store(self, work: Work) -> None:
        """Write it all down, each table in one statement."""
        save_talks(work, self.talks)
        queue_replies(work, self.replies)
        for outcome, inbox_ids in self.handled.items():
            mark_handled(work, inbox_ids, outcome)
        replace_words(work, self.veiled)


def handle_batch(work: Work) -> int:
    """Handle many messages on what is read ahead for all of them, without savepoints; returns how many.

    Whatever goes wrong in one of them is an exception here, and the whole transaction must be undone.
    """
    messages = claim_waiting(work, MOST_A_BATCH)
    if not messages:
        return 0
    work = replace(work, memory=Memory(work.session))
    read_ahead(work, [message.incoming for message in messages])
    batch, began = Batch(), time.monotonic()
    for message in messages:
        batch.add(message, _answer(work, message))
        if work.session.dirty:
            work.session.flush()
        if time.monotonic() - began > LONGEST_BATCH_SECONDS:
            break
    work.session.flush()
    batch.store(work)
    return sum(map(len, batch.handled.values()))


def handle_carefully(work: Work) -> int:
    """Handle waiting messages each in a savepoint: one at fault is put aside, with its reason, for staff."""
    messages: Sequence[WaitingMessage] = claim_waiting(work, MOST_A_BATCH)
    for message in messages:
        batch = Batch()
        try:
            with work.session.begin_nested():
                batch.add(message, _answer(work, message))
                work.session.flush()
                batch.store(work)
        except Exception as error:  # the one top-level handler for bugs
            if is_lost_connection(error):
                raise
            log.exception("turn_failed", inbox_id=message.id)
            _put_aside(work, message, error)
    return len(messages)


def _answer(work: Work, message: WaitingMessage) -> Taken:
    if message.incoming.kind == UNREADABLE:
        raise UnreadableError(message.incoming.message_id)
    return take_turn(work, message.incoming, message.id)


def _put_aside(work: Work, message: WaitingMessage, error: Exception) -> None:
    """Keep a message with the reason why it could not be handled, and apologise to whoever sent it."""
    mark_failed(work, message.id, f"{type(error).__name__}: {error}")
    if not message.incoming.chat_id:
        return
    try:
        with work.session.begin_nested():
            _apologise(work, message)
    except Exception as second:  # an apology that fails too must not block what is behind it
        if is_lost_connection(second):
            raise
        log.exception("apology_failed", inbox_id=message.id)


def _apologise(work: Work, message: WaitingMessage) -> None:
    incoming = message.incoming
    sender = find_sender(work, incoming.channel, incoming.chat_id, incoming.sender_name)
    apology = Reply(say("error-bug", sender.language))
    queue_replies(work, [NewMessage(sender.address_id, incoming.channel, apology, message.id)])
