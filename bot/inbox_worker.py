"""Handles what stands in the inbox: many turns in one transaction; a bug never blocks what is behind it."""

import time

import structlog

from bot.clock import Clock
from domain.messages import Reply
from handlers.turn import take_turn
from locales import say
from services.actors import find_sender
from services.inbox import WaitingMessage, claim_waiting, mark_failed, mark_handled
from services.outbox import NewMessage, queue_replies
from services.work import Database, Work, is_lost_connection

log = structlog.get_logger(__name__)

MOST_A_BATCH = 100
# A batch that takes longer is committed as it stands, so that nobody waits for a long one's end.
LONGEST_BATCH_SECONDS = 0.05
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
            return await self._database.write(self._clock.now(), handle_batch, MOST_A_BATCH)
        except Exception as error:
            if is_lost_connection(error):
                raise
            # The whole batch was undone. One by one, only the message at fault is put aside.
            return await self._handle_one()

    async def _handle_one(self) -> int:
        in_hand: list[WaitingMessage] = []
        try:
            return await self._database.write(self._clock.now(), handle_batch, 1, in_hand)
        except Exception as error:  # the one top-level handler for bugs
            if is_lost_connection(error) or not in_hand:
                raise
            log.exception("turn_failed", inbox_id=in_hand[0].id)
            await self._database.write(self._clock.now(), put_aside, in_hand[0], error)
            return 1


def handle_batch(work: Work, most: int, in_hand: list[WaitingMessage] | None = None) -> int:
    """Handle up to `most` messages in the caller's transaction; returns how many.

    `in_hand` is told what is being handled, for a caller that wants to know it after an exception.
    """
    began = time.monotonic()
    handled: dict[str, list[int]] = {"done": [], "refused": []}
    replies: list[NewMessage] = []
    for message in claim_waiting(work, most):
        if in_hand is not None:
            in_hand[:] = [message]
        if message.incoming.kind == UNREADABLE:
            raise UnreadableError(message.incoming.message_id)
        address_id, answers, outcome = take_turn(work, message.incoming, message.id)
        handled[outcome].append(message.id)
        channel = message.incoming.channel
        replies += [NewMessage(address_id, channel, answer, message.id) for answer in answers]
        if time.monotonic() - began > LONGEST_BATCH_SECONDS:
            break
    work.session.flush()
    queue_replies(work, replies)
    for outcome, inbox_ids in handled.items():
        mark_handled(work, inbox_ids, outcome)
    return sum(len(inbox_ids) for inbox_ids in handled.values())


def put_aside(work: Work, message: WaitingMessage, error: Exception) -> None:
    """Keep a message with the reason why it could not be handled, and apologise to whoever sent it."""
    mark_failed(work, message.id, f"{type(error).__name__}: {error}")
    incoming = message.incoming
    if incoming.chat_id:
        sender = find_sender(work, incoming.channel, incoming.chat_id, incoming.sender_name)
        apology = Reply(say("error-bug", sender.language))
        queue_replies(work, [NewMessage(sender.address_id, incoming.channel, apology, message.id)])
