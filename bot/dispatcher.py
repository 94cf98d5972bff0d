"""The one dispatcher: claims outbox rows, sends them through their channel, notes what became of each."""

import asyncio
from dataclasses import replace

import structlog

from bot.clock import Clock
from bot.pacing import Pacer
from channels.base import Channel, FileToSend, SendError
from domain.messages import Reply
from domain.reminders import ReminderPolicy
from handlers.reminding import compose_reminder
from services import outbox
from services.files import load_file
from services.outbox import PUSHED_KINDS, ClaimedMessage
from services.registration import actor_at
from services.work import Database, Work

log = structlog.get_logger(__name__)

QUIET = ReminderPolicy()
MOST_IN_FLIGHT = 8


class Dispatcher:
    """Sends what stands in the outbox, replies and reminders alike."""

    def __init__(self, database: Database, clock: Clock, channels: dict[str, Channel], pacer: Pacer) -> None:
        self._database = database
        self._clock = clock
        self._channels = channels
        self._pacer = pacer
        self._places = asyncio.Semaphore(MOST_IN_FLIGHT)
        self._in_flight: set[asyncio.Task[None]] = set()

    async def send_next(self) -> bool:
        """Send one message and wait for its outcome; False when nothing may go out now."""
        claimed = await self._claim()
        if claimed is None:
            return False
        message, file = claimed
        if message.reply is not None:
            await self._send(message, message.reply, file)
        return True

    async def begin_next(self) -> bool:
        """Claim one message and send it beside the others in flight; False when nothing may go out now."""
        await self._places.acquire()
        is_handed_on = False
        try:
            claimed = await self._claim()
            if claimed is not None and claimed[0].reply is not None:
                self._send_beside(claimed[0], claimed[0].reply, claimed[1])
                is_handed_on = True
            return claimed is not None
        finally:
            if not is_handed_on:
                self._places.release()

    async def finish(self, seconds: float) -> None:
        """Wait for what is in flight, so that its outcome is noted."""
        if self._in_flight:
            await asyncio.wait(set(self._in_flight), timeout=seconds)

    def _send_beside(self, message: ClaimedMessage, reply: Reply, file: FileToSend | None) -> None:
        task = asyncio.create_task(self._send(message, reply, file))
        self._in_flight.add(task)
        task.add_done_callback(self._in_flight.discard)
        task.add_done_callback(lambda _done: self._places.release())

    async def _claim(self) -> tuple[ClaimedMessage, FileToSend | None] | None:
        now = self._clock.now()
        async with self._database.work(now) as work:
            open_channels = [name for name in self._channels if not self._pacer.is_paused(name)]
            message = await outbox.claim_next(work, open_channels, is_quiet=QUIET.is_quiet(now, work.zone))
            if message is None:
                return None
            if message.assignment_ids:
                message = replace(message, reply=await self._compose(work, message))
            return message, await self._file(work, message.reply)

    async def _compose(self, work: Work, message: ClaimedMessage) -> Reply | None:
        reader = await actor_at(work, message.address_id)
        reply = await compose_reminder(work, message.assignment_ids, reader)
        if reply is None:
            await outbox.mark_cancelled(work, message.id, "settled")
        else:
            await outbox.keep_text(work, message.id, reply)
        return reply

    async def _file(self, work: Work, reply: Reply | None) -> FileToSend | None:
        if reply is None or reply.file_id is None:
            return None
        file = await load_file(work, reply.file_id)
        return FileToSend(file.id, file.name, file.media_type, file.content)

    async def _send(self, message: ClaimedMessage, reply: Reply, file: FileToSend | None) -> None:
        await self._pacer.wait(message.channel)
        try:
            external_id = await self._channels[message.channel].send(message.chat_id, reply, file)
        except SendError as error:
            log.warning("send_failed", outbox_id=message.id, channel=message.channel, reason=error.reason)
            await self._note_failure(message, error)
        except Exception as error:  # a bug in a channel must not stop every other message
            log.exception("send_bug", outbox_id=message.id, channel=message.channel)
            await self._note_failure(message, SendError(type(error).__name__, is_uncertain=True))
        else:
            async with self._database.work(self._clock.now()) as work:
                await outbox.mark_sent(work, message.id, external_id)

    async def _note_failure(self, message: ClaimedMessage, error: SendError) -> None:
        if error.wait is not None:
            self._pacer.pause(message.channel, error.wait)
        async with self._database.work(self._clock.now()) as work:
            if error.new_chat_id is not None:
                await outbox.move_chat(work, message.address_id, error.new_chat_id)
                await outbox.retry_later(work, message.id, error.reason)
            elif error.is_permanent:
                await outbox.mark_undeliverable(
                    work, message.id, error.reason, is_address_dead=error.is_address_dead
                )
            elif error.is_uncertain and message.kind in PUSHED_KINDS:
                # A reminder that may have arrived is not repeated; staff see it as uncertain.
                await outbox.mark_uncertain(work, message.id, error.reason)
            else:
                await outbox.retry_later(work, message.id, error.reason, error.wait)
