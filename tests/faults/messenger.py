"""Messengers that accept, refuse, fall silent or are slow, as told, and write down what reached them."""

import asyncio
import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta

from bot.clock import Clock
from bot.dispatcher import Dispatcher
from bot.turnover import Outcome, Parcel
from channels.base import FileToSend, Receive, SendError
from domain.local_time import VIETNAM
from domain.messages import Reply
from domain.reminders import ReminderPolicy
from services.claiming import ClaimedMessage

ACCEPTS, LIMITS, LOSES_ANSWER, LOSES_MESSAGE, BLOCKED, BREAKS, STALLS, SPENT = MOODS = (
    "accepts",
    "asks to wait",
    "accepts and the answer is lost",
    "neither accepts nor answers",
    "blocked",
    "server error",
    "accepts and answers late",
    "has no messages left this month",
)
ACCEPTING = (ACCEPTS, LOSES_ANSWER, STALLS)
POLICY = ReminderPolicy()


class Crash(BaseException):
    """The process dies here."""


@dataclass
class Post:
    """What reached the messenger, whichever process sent it, and what must never have reached it."""

    clock: Clock
    moods: list[str] = field(default_factory=list)
    accepted: list[ClaimedMessage] = field(default_factory=list)
    unknown: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    blocked: set[int] = field(default_factory=set)

    def next_mood(self) -> str:
        """How the next message is met."""
        mood = self.moods.pop(0) if self.moods else ACCEPTS
        self.tried[mood] += 1
        return mood

    def accept(self, message: ClaimedMessage) -> None:
        """A message is on somebody's phone."""
        self.accepted.append(message)
        now = self.clock.now()
        if message.kind != "reply" and POLICY.is_quiet(now, VIETNAM):
            self.problems.append(f"{message.kind} {message.id} pushed at {now.astimezone(VIETNAM):%H:%M}")


class Line:
    """One process's way to a messenger: a channel."""

    def __init__(self, post: Post, name: str) -> None:
        self.name = name
        self.stalled: list[ClaimedMessage] = []
        self._post = post
        self._letters: dict[int, Parcel] = {}
        self._answers = asyncio.Event()

    def expect(self, parcels: Collection[Parcel]) -> None:
        """These leave next: a channel is not told the rows of what it sends."""
        self._letters |= {id(parcel.reply): parcel for parcel in parcels}

    def answer(self) -> None:
        """All answers that were late come now."""
        self._answers.set()
        self._answers = asyncio.Event()

    async def start(self, receive: Receive) -> None:
        """Nothing comes in here."""

    async def stop(self) -> None:
        """Nothing to stop."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Meet one message as told."""
        message, mood = self._letters[id(reply)].message, self._post.next_mood()
        if mood in ACCEPTING:
            self._post.accept(message)
        if mood == STALLS:
            self.stalled.append(message)
            try:
                await self._answers.wait()
            finally:
                self.stalled.remove(message)
        elif mood != ACCEPTS:
            raise self._refusal(message, mood)
        return f"m{message.id}"

    def _refusal(self, message: ClaimedMessage, mood: str) -> SendError:
        if mood == LIMITS:
            return SendError("too_many_requests", wait=timedelta(milliseconds=1))
        if mood == BLOCKED:
            self._post.blocked.add(message.address_id)
            return SendError("blocked", is_permanent=True, is_address_dead=True)
        if mood == SPENT:
            return SendError("quota", is_permanent=True)
        if mood == BREAKS:
            return SendError("server_error")
        self._post.unknown[message.id] += 1
        return SendError("no_answer", is_uncertain=True)


class WatchedDispatcher(Dispatcher):
    """The dispatcher, with a look at what it is about to send; it can die just before."""

    lines: tuple[Line, ...]
    is_to_die = False

    def begin(self, parcels: list[Parcel], noted: list[Outcome]) -> None:
        """Begin to send, or die with the claims committed and nothing sent."""
        self.look(parcels)
        for line in self.lines:
            line.expect(parcels)
        if self.is_to_die:
            raise Crash
        super().begin(parcels, noted)

    def look(self, parcels: list[Parcel]) -> None:
        """Somebody may look at what was claimed and written just now."""

    @property
    def is_busy(self) -> bool:
        """Whether anything is on its way that will be answered without being told to."""
        return len(self._in_flight) > sum(len(line.stalled) for line in self.lines)

    async def abandon(self) -> None:
        """What is in flight ends here, and nobody hears of it."""
        tasks = list(self._in_flight)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def assignments_named(reply: Reply) -> set[int]:
    """Which assignments a reminder reminds of, by its buttons."""
    says = (choice.says for choice in reply.choices)
    named = [match[1] for text in says if (match := re.match(r"/(?:report|later) ([\d,]+)$", text))]
    return {int(number) for numbers in named for number in numbers.split(",")}
