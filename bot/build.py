"""Wires everything by hand: one application, its database, channels, worker, dispatcher and ticker."""

import asyncio
import os
import socket
from collections.abc import Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import structlog

from bot.clock import Clock, MovableClock, SystemClock, real_time
from bot.counts import LoopLag
from bot.dispatcher import Dispatcher
from bot.heartbeat import keep_beating
from bot.inbox_worker import InboxWorker
from bot.intake import Intake
from bot.plan_reader import PlanReader
from bot.pump import Pump
from bot.settings import Settings
from bot.waiting import passes
from channels.base import Channel, ChannelUnavailable
from channels.email import EmailChannel
from channels.telegram.channel import TelegramChannel
from channels.telegram.webhook import Webhook
from channels.web.channel import WebChannel
from channels.zalo.channel import ZaloChannel
from channels.zalo.webhook import Webhook as ZaloWebhook
from domain.messages import Incoming
from handlers.menu import menu_of
from scheduler.jobs import AT_START, JOBS, Job
from scheduler.runner import JobRunner
from services import leases, purpose
from services.bot_names import remember_telegram_bot, remember_zalo_bots
from services.health import check_health
from services.leadership import run_alone
from services.pacing import Rate
from services.reach import EMAIL
from services.registration import actor_at
from services.setup import ensure_setup_code
from services.work import Database, NamedBot

log = structlog.get_logger(__name__)

STOP_SECONDS = 8.0
LONGEST_PAUSE_SECONDS = 30.0
HOLDER = f"{socket.gethostname()}:{os.getpid()}"
RECONNECT_SECONDS = 30


class App:
    """One running installation. `open` prepares the database; `start` begins to work; `stop` ends it."""

    def __init__(
        self, settings: Settings, clock: Clock | None = None, rates: dict[str, Rate] | None = None
    ) -> None:
        self.settings = settings
        self.clock = clock or _clock_for(settings)
        url = settings.database_url.get_secret_value()
        self.database = Database(url, settings.installation())
        self.web = WebChannel(self.database, self.clock.now, real_time, self._menu)
        self.channels: dict[str, Channel] = {self.web.name: self.web}
        self.telegram: TelegramChannel | None = None
        if settings.telegram_token.get_secret_value():
            token = settings.telegram_token.get_secret_value()
            may_poll = partial(self.database.is_sole, "polling")
            self.telegram = TelegramChannel(
                token, settings.telegram_api_url, _webhook_for(settings), may_poll=may_poll
            )
            self.channels[self.telegram.name] = self.telegram
        self.zalo = self._zalo_channel()
        if self.zalo is not None:
            self.channels[self.zalo.name] = self.zalo
        server = settings.mail_server
        if server is not None:
            board = self.database.installation.board
            self.channels[EMAIL] = EmailChannel(server, settings.smtp_from, board, self.clock.now)
        self.worker = InboxWorker(self.database, self.clock)
        self.dispatcher = Dispatcher(
            self.database,
            self.clock,
            self.channels,
            settings.rates() if rates is None else rates,
            {self.zalo.name: self.zalo.messages_for} if self.zalo is not None else {},
        )
        self.loop_lag = LoopLag()
        self._is_ticking = False
        self._runner = JobRunner(JOBS, self.run_job, settings.zone)
        self._stirred = asyncio.Event()
        self._intake = Intake(self.database, self.clock, self._stirred.set)
        self._plan_reader = PlanReader(self.database, self.clock, self._stirred.set)
        self._tasks: list[asyncio.Task[None]] = []
        self._heartbeat: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def open(self) -> str | None:
        """Migrate, check what the database is for, and return the setup code to print, if there is one."""
        self.database.migrate()
        is_movable = isinstance(self.clock, MovableClock)
        with self.database.work(self.clock.now()) as work:
            purpose.claim_purpose(work, purpose.MOVABLE_CLOCK if is_movable else purpose.PRODUCTION)
            self.dispatcher.lease_id = leases.take_lease(work, HOLDER)
            return ensure_setup_code(work, self.settings.setup_code.get_secret_value())

    async def start(self, *, with_ticker: bool = True) -> None:
        """Start channels, worker, dispatcher and ticker.

        Raises:
            ChannelUnavailable: a channel can never work as it is configured (a wrong token).
        """
        for channel in self.channels.values():
            await self.connect(channel)
        self._begin(self._keep_lease())
        self._intake.is_pumped = True
        self._begin(self._pump())
        self._begin(self._plan_reader.run(self._stopping))
        if with_ticker:
            self._is_ticking = True
            await self.run_job(AT_START)
            self._runner.start()
            for job in JOBS:
                if job.at_start:
                    await self.run_job(job)
        heartbeat_url = self.settings.heartbeat_url.get_secret_value()
        if heartbeat_url:
            self._heartbeat = asyncio.create_task(keep_beating(heartbeat_url, self.find_problems))

    async def stop(self) -> None:
        """Finish what is in hand and close everything; what is stored goes on at the next start."""
        self._runner.stop()
        self._stopping.set()
        if self._heartbeat is not None:
            self._heartbeat.cancel()
        self._stirred.set()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_SECONDS / 2)
        self._intake.is_pumped = False
        await self._intake.store(self._intake.collect())
        await self.dispatcher.finish(STOP_SECONDS / 2)
        for channel in self.channels.values():
            await channel.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        lease_id, self.dispatcher.lease_id = self.dispatcher.lease_id, 0
        if lease_id:
            await self.database.write(self.clock.now(), leases.give_up, lease_id)
        self.database.close()

    async def connect(self, channel: Channel) -> None:
        """Start one channel, or keep trying when it cannot be reached now; keep the names it is found by.

        Raises:
            ChannelUnavailable: it can never work as it is configured.
        """
        try:
            await channel.start(self.take_in)
        except ChannelUnavailable as error:
            if not error.is_temporary:
                raise
            log.warning("channel_unreachable", channel=channel.name, problem=str(error))
            self._tasks.append(asyncio.create_task(self._reconnect(channel)))
            return
        await self._remember_names(channel)

    async def take_in(self, messages: Sequence[Incoming]) -> int:
        """Store messages in one transaction and wake the worker; returns how many are new."""
        return await self._intake.take_in(messages)

    async def run_job(self, job: Job) -> None:
        """Run one job now, transaction by transaction until it finds nothing more to do.

        While another process is running it, there is nothing to do.
        """
        now = self.clock.now()
        try:
            while await self.database.write(now, run_alone, job.name, job.function):
                self._stirred.set()
        except Exception:  # a failing job is tried again at its next turn
            log.exception("job_failed", job=job.name)
            return
        self._stirred.set()

    async def find_problems(self) -> list[str]:
        """What is not as it should be, one English line each; empty when all is well."""
        problems = await check_health(self.database, self.clock.now(), is_ticking=self._is_ticking)
        if self.telegram is not None and self.telegram.problem:
            problems.append(f"telegram: {self.telegram.problem}")
        if self.zalo is not None and self.zalo.problem:
            problems.append(f"zalo: {self.zalo.problem}")
        return problems

    async def settle(self) -> None:
        """Handle, read and send until nothing is left to do now: for the demo, the story and the tests."""
        while await self.worker.handle_next() or await self._plan_reader.read_next():
            pass
        await self.dispatcher.settle()

    async def _keep_lease(self) -> None:
        watch, clock = leases.Watch(), asyncio.get_running_loop().time
        while not self._stopping.is_set():
            asleep_since = clock()
            if await passes(self._stopping, leases.BEAT_SECONDS):
                return
            self.loop_lag.note(clock() - asleep_since - leases.BEAT_SECONDS)
            try:
                await self._beat(watch, clock())
            except Exception:  # the database is away: the lease may run out, and is taken anew then
                log.exception("lease_not_kept")

    async def _beat(self, watch: leases.Watch, steady: float) -> None:
        own = self.dispatcher.lease_id
        if not await self.database.write(self.clock.now(), leases.beat, own):
            log.error("lease_lost", lease=own)
            self.dispatcher.lease_id = await self.database.write(self.clock.now(), leases.take_lease, HOLDER)
        beats = await self.database.read(self.clock.now(), leases.beats_of_others, self.dispatcher.lease_id)
        for lease_id in watch.run_out(beats, steady):
            released = await self.database.write(self.clock.now(), leases.give_up, lease_id)
            log.warning("lease_ran_out", lease=lease_id, released=released)
            self._stirred.set()

    def _zalo_channel(self) -> ZaloChannel | None:
        settings = self.settings
        if not settings.zalo_tokens:
            return None
        webhook = None
        if settings.zalo_mode == "webhook":
            webhook = ZaloWebhook(settings.public_url, settings.zalo_webhook_secret.get_secret_value())
        may_poll = partial(self.database.is_sole, "polling zalo")
        return ZaloChannel(settings.zalo_tokens, settings.zalo_api_url, webhook, may_poll, settings.language)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        self._tasks.append(asyncio.create_task(work))

    async def _remember_names(self, channel: Channel) -> None:
        """Under which names the bots of a channel are found: known once it has started."""
        place = self.database.installation
        if channel is self.telegram:
            self.database.installation = replace(place, telegram_bot=self.telegram.username)
            await self.database.write(self.clock.now(), remember_telegram_bot, self.telegram.username)
        if channel is self.zalo:
            bots = tuple(NamedBot(bot.id, bot.name) for bot in self.zalo.bots)
            self.database.installation = replace(place, zalo_bots=bots)
            await self.database.write(self.clock.now(), remember_zalo_bots, bots)

    async def _reconnect(self, channel: Channel) -> None:
        for _ in range(RECONNECT_SECONDS):
            if await passes(self._stopping, 1):
                return
        try:
            await self.connect(channel)
        except ChannelUnavailable as error:
            log.error("channel_refused", channel=channel.name, problem=str(error))
            self._tasks.append(asyncio.create_task(self._reconnect(channel)))

    async def _pump(self) -> None:
        pump = Pump(self.database, self.clock, self._intake, self.worker, self.dispatcher)
        failures = 0
        while not self._stopping.is_set():
            self._stirred.clear()
            try:
                wait = await pump.round()
                failures = 0
            except Exception:  # the database is away: nothing is lost, it is tried again
                log.exception("round_failed")
                failures += 1
                wait = min(2.0**failures, LONGEST_PAUSE_SECONDS)
            if wait and not self._stopping.is_set():
                await passes(self._stirred, wait)

    async def _menu(self, address_id: int) -> list[tuple[str, str]]:
        actor = await self.database.read(self.clock.now(), actor_at, address_id)
        return list(menu_of(actor, actor.language if actor else self.settings.language))


def _webhook_for(settings: Settings) -> Webhook | None:
    if settings.telegram_mode == "polling":
        return None
    return Webhook(settings.public_url, settings.telegram_webhook_secret.get_secret_value())


def _clock_for(settings: Settings) -> Clock:
    return MovableClock(settings.clock) if settings.clock else SystemClock()
