"""Wires everything by hand: one application, its database, channels, worker, dispatcher and ticker."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

import structlog

from bot.clock import Clock, MovableClock, SystemClock
from bot.dispatcher import Dispatcher
from bot.inbox_worker import InboxWorker
from bot.pacing import Pacer
from bot.settings import Settings
from channels.base import Channel, ChannelUnavailable
from channels.telegram.channel import TelegramChannel
from channels.web.channel import WebChannel
from domain.messages import Incoming
from handlers.menu import menu_of
from scheduler.jobs import JOBS, Job
from scheduler.runner import JobRunner
from services import purpose
from services.inbox import receive
from services.outbox import release_all_claims
from services.registration import actor_at
from services.setup import ensure_setup_code
from services.work import Database

log = structlog.get_logger(__name__)

STOP_SECONDS = 8.0
IDLE_SECONDS = 1.0
RECONNECT_SECONDS = 30


class App:
    """One running installation. `open` prepares the database; `start` begins to work; `stop` ends it."""

    def __init__(self, settings: Settings, clock: Clock | None = None, pacer: Pacer | None = None) -> None:
        self.settings = settings
        self.clock = clock or _clock_for(settings)
        url = settings.database_url.get_secret_value()
        self.database = Database(url, settings.installation())
        self.web = WebChannel(self.database, self.clock.now, self._menu)
        self.channels: dict[str, Channel] = {self.web.name: self.web}
        self.telegram: TelegramChannel | None = None
        if settings.telegram_token.get_secret_value():
            token = settings.telegram_token.get_secret_value()
            self.telegram = TelegramChannel(token, settings.telegram_api_url)
            self.channels[self.telegram.name] = self.telegram
        self.worker = InboxWorker(self.database, self.clock)
        self.dispatcher = Dispatcher(self.database, self.clock, self.channels, pacer or Pacer())
        self.last_tick: datetime | None = None
        self._runner = JobRunner(JOBS, self.run_job, settings.zone)
        self._inbox_stirred = asyncio.Event()
        self._outbox_stirred = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._is_stopping = False

    async def open(self) -> str | None:
        """Migrate, check what the database is for, and return the setup code to print, if there is one."""
        await self.database.migrate()
        is_movable = isinstance(self.clock, MovableClock)
        async with self.database.work(self.clock.now()) as work:
            await purpose.claim_purpose(work, purpose.MOVABLE_CLOCK if is_movable else purpose.PRODUCTION)
            await release_all_claims(work)
            return await ensure_setup_code(work, self.settings.setup_code.get_secret_value())

    async def start(self, *, with_ticker: bool = True) -> None:
        """Start channels, worker, dispatcher and ticker.

        Raises:
            ChannelUnavailable: a channel can never work as it is configured (a wrong token).
        """
        for channel in self.channels.values():
            await self._start_channel(channel)
        self._tasks.append(asyncio.create_task(self._loop(self.worker.handle_next, self._inbox_stirred)))
        self._tasks.append(asyncio.create_task(self._loop(self.dispatcher.begin_next, self._outbox_stirred)))
        if with_ticker:
            self._runner.start()
            for job in JOBS:
                await self.run_job(job)

    async def stop(self) -> None:
        """Finish what is in hand and close everything; what is stored goes on at the next start."""
        self._runner.stop()
        self._is_stopping = True
        self._inbox_stirred.set()
        self._outbox_stirred.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        await self.dispatcher.finish(STOP_SECONDS)
        for channel in self.channels.values():
            await channel.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        await self.database.close()

    async def take_in(self, incoming: Incoming) -> bool:
        """Store one message and wake the worker; False when it was delivered before."""
        async with self.database.work(self.clock.now()) as work:
            is_new = await receive(work, incoming)
        self._inbox_stirred.set()
        return is_new

    async def run_job(self, job: Job) -> None:
        """Run one job now, in a transaction of its own."""
        try:
            async with self.database.work(self.clock.now()) as work:
                await job.function(work)
        except Exception:  # a failing job is tried again at its next turn
            log.exception("job_failed", job=job.name)
            return
        if job.name == "tick":
            self.last_tick = self.clock.now()
        self._outbox_stirred.set()

    async def settle(self) -> None:
        """Handle and send until nothing is left to do now: for the demo, the story and the tests."""
        while await self.worker.handle_next():
            pass
        while await self.dispatcher.send_next():
            pass

    async def _start_channel(self, channel: Channel) -> None:
        try:
            await channel.start(self.take_in)
        except ChannelUnavailable as error:
            if not error.is_temporary:
                raise
            log.warning("channel_unreachable", channel=channel.name, problem=str(error))
            self._tasks.append(asyncio.create_task(self._reconnect(channel)))
            return
        if self.telegram is not None and channel is self.telegram:
            place = self.database.installation
            self.database.installation = replace(place, telegram_bot=self.telegram.username)

    async def _reconnect(self, channel: Channel) -> None:
        for _ in range(RECONNECT_SECONDS):
            await asyncio.sleep(1)
            if self._is_stopping:
                return
        try:
            await self._start_channel(channel)
        except ChannelUnavailable as error:
            log.error("channel_refused", channel=channel.name, problem=str(error))
            self._tasks.append(asyncio.create_task(self._reconnect(channel)))

    async def _loop(self, do_next: Callable[[], Awaitable[bool]], stirred: asyncio.Event) -> None:
        wait = IDLE_SECONDS
        while not self._is_stopping:
            stirred.clear()
            try:
                has_more = await do_next()
                wait = IDLE_SECONDS
            except Exception:  # the database is away: nothing is lost, it is tried again
                log.exception("loop_failed", step=do_next.__qualname__)
                has_more, wait = False, min(wait * 2, 30.0)
            if has_more:
                self._outbox_stirred.set()
                continue
            if not self._is_stopping:
                with suppress(TimeoutError):
                    await asyncio.wait_for(stirred.wait(), wait)

    async def _menu(self, address_id: int) -> list[tuple[str, str]]:
        async with self.database.look(self.clock.now()) as work:
            actor = await actor_at(work, address_id)
        return list(menu_of(actor, actor.language if actor else self.settings.language))


def _clock_for(settings: Settings) -> Clock:
    return MovableClock(settings.clock) if settings.clock else SystemClock()
