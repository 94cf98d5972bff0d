"""The one dispatcher: claims outbox rows, sends them through their channel, notes what became of each."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import timedelta

import structlog

from bot.clock import Clock, real_time
from bot.counts import Counts
from bot.gate import Gate
from bot.turnover import Outcome, Parcel, is_group, turn_over
from channels.base import Channel, FileToSend, SendError
from domain.messages import Reply
from domain.reminders import ReminderPolicy
from services import claiming
from services.claiming import Claim, ClaimedMessage
from services.pacing import UNLIMITED, Rate
from services.work import Database, is_lost_connection

log = structlog.get_logger(__name__)

QUIET = ReminderPolicy()
MOST_IN_FLIGHT = 100

Meter = Callable[[Reply, FileToSend | None], int]
"""How many of a messenger's messages one of ours takes."""


class Dispatcher:
    """Sends what stands in the outbox, replies and reminders alike, for the holder of one lease.

    Attributes:
        lease_id: whose the messages are while they are being sent.
        counts: what was sent so far, for `/metrics`.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        channels: dict[str, Channel],
        rates: dict[str, Rate],
        meters: Mapping[str, Meter] | None = None,
    ) -> None:
        """`meters`: of the channels whose messages are counted."""
        self.lease_id = 0
        self._database = database
        self._clock = clock
        self._channels = channels
        self._rates = rates
        self._meters = meters or {}
        self.counts = Counts()
        self._gates: dict[str, Gate] = {}
        self._in_flight: dict[asyncio.Task[None], int] = {}
        self._outcomes: list[Outcome] = []
        self._is_in_doubt = False

    @property
    def is_sending(self) -> bool:
        """Whether anything is in flight, or waits for its outcome to be noted."""
        return bool(self._in_flight or self._outcomes)

    async def turn_over(self) -> int:
        """Note what has arrived and begin to send what may go out now; returns how many were begun."""
        await self.clear_doubt()
        outcomes, claims = self.outcomes(), self.claims()
        try:
            parcels = await self._database.write(self._clock.now(), turn_over, outcomes, claims)
        except Exception as error:
            self.doubt(error)
            raise
        self.begin(parcels, outcomes)
        return len(parcels)

    def doubt(self, error: Exception) -> None:
        """What was to be committed failed: if the database went away, nobody knows whether it was."""
        self._is_in_doubt |= is_lost_connection(error)

    async def clear_doubt(self) -> None:
        """What was claimed by a commit that was not confirmed goes back into the queue: nobody sends it."""
        if self._is_in_doubt:
            in_hand = {*self._in_flight.values(), *(outcome.message.id for outcome in self._outcomes)}
            await self._database.write(self._clock.now(), claiming.put_back, self.lease_id, in_hand)
            self._is_in_doubt = False

    def outcomes(self) -> list[Outcome]:
        """What is known by now of what was sent, to be noted."""
        return list(self._outcomes)

    def claims(self) -> list[Claim]:
        """What may be claimed now, on each channel."""
        now, present = self._clock.now(), real_time()
        is_quiet, places = QUIET.is_quiet(now, self._database.installation.zone), self._free_places
        return [
            Claim(name, self.lease_id, self._rates.get(name, UNLIMITED), present, places, is_quiet)
            for name in self._channels
            if places > 0
        ]

    def begin(self, parcels: list[Parcel], noted: list[Outcome]) -> None:
        """Begin to send what was claimed, now that these outcomes are noted."""
        # One by one: another round may have noted them too, and others have come since.
        known = {id(outcome) for outcome in noted}
        self._outcomes = [outcome for outcome in self._outcomes if id(outcome) not in known]
        for parcel in parcels:
            task = asyncio.create_task(self._send(parcel))
            self._in_flight[task] = parcel.message.id
            task.add_done_callback(self._in_flight.pop)

    async def settle(self) -> None:
        """Send until nothing may go out any more, and note every outcome."""
        while await self.turn_over() or self.is_sending:
            if self._in_flight:
                await asyncio.wait(self._in_flight)

    async def finish(self, seconds: float) -> None:
        """Wait for what is in flight and note it; what has not left by then goes back into the queue."""
        if self._in_flight:
            _, late = await asyncio.wait(set(self._in_flight), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if noted := self.outcomes():
            self.begin(await self._database.write(self._clock.now(), turn_over, noted, []), noted)

    @property
    def _free_places(self) -> int:
        return MOST_IN_FLIGHT - len(self._in_flight)

    async def _send(self, parcel: Parcel) -> None:
        message, channel = parcel.message, self._channels[parcel.message.channel]
        gate = self._gate(message.channel)
        error, external_id = None, None
        try:
            await gate.wait(message.departs_at)
        except asyncio.CancelledError:
            # It never left: it goes back into the queue and costs no attempt.
            self._outcomes.append(Outcome(message, SendError("stopped", wait=timedelta()), None, real_time()))
            raise
        try:
            external_id = await channel.send(message.chat_id, parcel.reply, parcel.file)
        except SendError as refusal:
            error = refusal
            log.warning("send_failed", outbox_id=message.id, channel=message.channel, reason=error.reason)
        except Exception as bug:  # a bug in a channel must not stop every other message
            error = SendError(type(bug).__name__, is_uncertain=True)
            log.exception("send_bug", outbox_id=message.id, channel=message.channel)
        if error is not None and error.wait is not None and not is_group(message):
            gate.pause(error.wait)
        self._outcomes.append(Outcome(message, error, external_id, real_time(), self._spent(parcel, error)))
        self._count(message, error)

    def _spent(self, parcel: Parcel, error: SendError | None) -> int:
        meter = self._meters.get(parcel.message.channel)
        if meter is None:
            return 0
        # One that may have arrived is counted: a month that ends early is worse than one that was warned of.
        return meter(parcel.reply, parcel.file) if error is None else error.accepted + error.is_uncertain

    def _count(self, message: ClaimedMessage, error: SendError | None) -> None:
        counts = self.counts
        counts.sends[message.channel, message.kind, _named(error)] += 1
        if error is not None:
            return
        if message.resends:
            counts.repeats[message.channel] += 1
        if message.received_at is not None:
            counts.waits.add((message.queued_at - message.received_at).total_seconds())
        if message.kind == "reply":
            counts.answers.add((self._clock.now() - message.queued_at).total_seconds())

    def _gate(self, channel: str) -> Gate:
        if channel not in self._gates:
            self._gates[channel] = Gate(self._rates.get(channel, UNLIMITED).spacing)
        return self._gates[channel]


def _named(error: SendError | None) -> str:
    if error is None:
        return "sent"
    if error.is_permanent:
        return "undeliverable"
    return "uncertain" if error.is_uncertain else "failed"
