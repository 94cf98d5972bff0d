"""The Bot API of the benchmarks, a process of its own; it prints its address and serves until killed.

Its numbers are those of an honest server: a message counts at the moment its request is read, answers come
`round_trip` seconds later, and nothing waits for anything else. Next to the Bot API the benchmark asks and
tells it things under `/benchmark/…` (see `client`):

    rules     how it behaves from now on, a JSON object of `Rules`
    write     people type: [[chat, text], …], all at once or `per_second`
    press     somebody presses a button
    wait      answers once so many messages were accepted or polls were made, or after `seconds`
    attempts  every sendMessage so far from number `since` on, as [moment, chat, text, outcome]
    written   every message so far from number `since` on, as [moment, chat]
"""

import asyncio
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import uvloop

from benchmarks.bot_api import BOT
from benchmarks.bot_api.http import Exchange, HttpServer
from benchmarks.bot_api.limits import Limits
from benchmarks.bot_api.parameters import parameters_of
from benchmarks.bot_api.storm import Storm
from benchmarks.bot_api.updates import Updates

Json = dict[str, Any]
SENDING = ("sendMessage", "sendDocument", "sendPhoto")
ACCEPTED = ("accepted", "unanswered", "hung_up")
OUTAGE_SECONDS = 0.03
STORM_WAIT = 1


@dataclass(slots=True)
class Rules:
    """How the server behaves.

    Attributes:
        round_trip: seconds between a request and its answer.
        clock_ahead: seconds that people's clocks are ahead of this computer's.
        per_second: most messages in any one second; 0 for no limit.
        has_chat_limits: 1 a second in each chat, 20 a minute in groups.
        blocked: chats whose owner stopped the bot.
        storm: arguments of `Storm`.
        is_down: every send is answered with 500.
        waits: [number of an attempt, chat or None, seconds]: at that attempt a wait for that chat, or for
            the whole bot, begins; the attempt itself is refused when it is of that scope.
    """

    round_trip: float = 0.0
    clock_ahead: float = 0.0
    per_second: int = 0
    has_chat_limits: bool = False
    blocked: list[int] = field(default_factory=list)
    storm: Json = field(default_factory=dict)
    is_down: bool = False
    waits: list[tuple[int, int | None, float]] = field(default_factory=list)


class BotApi:
    """Hands out what people write and notes every send."""

    def __init__(self) -> None:
        self.http = HttpServer(self.handle)
        self._obey({})
        self._updates = Updates()
        self._attempts: list[tuple[float, int, str, str]] = []
        self._written: list[tuple[float, int]] = []
        self._buttons: dict[int, str] = {}
        self._accepted = 0
        self._polls = 0
        self._poll: Exchange | None = None
        self._watchers: list[tuple[int, int, Exchange]] = []
        self._message_ids = itertools.count(1)
        self._tasks: set[asyncio.Task[None]] = set()
        self._questions: dict[str, Callable[[Json], Any]] = {
            "rules": self._obey,
            "write": self._write,
            "press": self._press,
            "attempts": lambda asked: self._attempts[int(asked.get("since", 0)) :],
            "written": lambda asked: self._written[int(asked.get("since", 0)) :],
            "state": lambda _: {"unconfirmed": len(self._updates), "polls": self._polls},
            "buttons": lambda asked: json.loads(self._buttons.get(int(asked["chat"]), "{}")),
        }

    def handle(self, exchange: Exchange) -> None:
        """One request of the bot or of the benchmark."""
        said = parameters_of(exchange)
        name = exchange.path.rpartition("/")[2]
        if exchange.path.startswith("/benchmark/"):
            self._answer_benchmark(exchange, name, said)
        elif name in SENDING:
            self._send(exchange, said)
        elif name == "getUpdates":
            self._get_updates(exchange, said)
        else:
            self._agree(exchange, BOT if name == "getMe" else True)

    # -- the bot's side -------------------------------------------------------------------------------

    def _get_updates(self, exchange: Exchange, said: Json) -> None:
        self._polls += 1
        self._updates.confirm(int(said.get("offset") or 0))
        if self._poll is not None and not self._poll.is_gone:
            self._refuse(self._poll, 409, "Conflict: terminated by other getUpdates request")
        limit = int(said.get("limit") or 100)
        self._poll = exchange
        self._tell_watchers()
        if len(self._updates):
            self._hand_out(exchange, limit)
        else:
            seconds = float(said.get("timeout") or 0)
            asyncio.get_running_loop().call_later(seconds, self._hand_out, exchange, limit)

    def _hand_out(self, exchange: Exchange, limit: int = 100) -> None:
        if self._poll is exchange:
            self._poll = None
            self._later(exchange, b'{"ok":true,"result":' + self._updates.batch(limit) + b"}")

    def _send(self, exchange: Exchange, said: Json) -> None:
        now, chat = time.monotonic(), int(said["chat_id"])
        text = said.get("text") or said.get("caption") or ""
        outcome, wait = self._fate(chat, now)
        self._attempts.append((now, chat, text, outcome))
        if outcome in ACCEPTED:
            self._accepted += 1
            self._buttons[chat] = said.get("reply_markup") or "{}"
            self._tell_watchers()
        match outcome:
            case "accepted":
                self._agree(exchange, self._as_message(chat, text))
            case "403":
                self._refuse(exchange, 403, "Forbidden: bot was blocked by the user")
            case "429":
                self._refuse(exchange, 429, f"Too Many Requests: retry after {wait}", retry_after=wait)
            case "500":
                self._refuse(exchange, 500, "Internal Server Error")
            case "refused":
                exchange.hang_up()
                self._run(self.http.refuse_connections(OUTAGE_SECONDS))
            case "reset" | "hung_up":
                exchange.hang_up()

    def _fate(self, chat: int, now: float) -> tuple[str, int]:
        """What becomes of a send, and the `retry_after` of a 429."""
        if chat in self._blocked:
            return "403", 0
        if self._rules.is_down:
            return "500", 0
        for number, scope, seconds in self._rules.waits:
            if number == len(self._attempts):
                self._limits.refuse_until(scope, now + seconds)
        if wait := self._limits.refusal(chat, now):
            return "429", wait
        return self._storm.draw() or "accepted", STORM_WAIT

    def _as_message(self, chat: int, text: str) -> Json:
        kind = "group" if chat < 0 else "private"
        message = {"message_id": next(self._message_ids), "date": self._date(), "from": BOT, "text": text}
        return message | {"chat": {"id": chat, "type": kind}}

    def _agree(self, exchange: Exchange, result: Any) -> None:
        self._later(exchange, json.dumps({"ok": True, "result": result}).encode())

    def _refuse(self, exchange: Exchange, code: int, description: str, **parameters: int) -> None:
        body = {"ok": False, "error_code": code, "description": description, "parameters": parameters}
        self._later(exchange, json.dumps(body).encode(), code)

    def _later(self, exchange: Exchange, body: bytes, status: int = 200) -> None:
        if self._rules.round_trip:
            loop = asyncio.get_running_loop()
            loop.call_later(self._rules.round_trip, exchange.answer, body, status)
        else:
            exchange.answer(body, status)

    # -- the benchmark's side -------------------------------------------------------------------------

    def _answer_benchmark(self, exchange: Exchange, name: str, asked: Json) -> None:
        if name == "wait":
            self._watch(exchange, asked)
        else:
            exchange.answer(json.dumps(self._questions[name](asked)).encode())

    def _obey(self, rules: Json) -> None:
        self._rules = Rules(**rules)
        self._blocked = frozenset(self._rules.blocked)
        self._limits = Limits(self._rules.per_second, self._rules.has_chat_limits)
        self._storm = Storm(**self._rules.storm)

    def _write(self, wanted: Json) -> None:
        loop, per_second = asyncio.get_running_loop(), wanted.get("per_second")
        for number, (chat, text) in enumerate(wanted["messages"]):
            if per_second:
                loop.call_later(number / per_second, self._write_one, chat, text)
            else:
                self._note_written(chat, text)
        self._stir()

    def _write_one(self, chat: int, text: str) -> None:
        self._note_written(chat, text)
        self._stir()

    def _note_written(self, chat: int, text: str) -> None:
        self._updates.write(chat, text, self._date())
        self._written.append((time.monotonic(), chat))

    def _press(self, wanted: Json) -> None:
        self._updates.press(wanted["chat"], wanted["data"], self._date())
        self._stir()

    def _stir(self) -> None:
        if self._poll is not None and len(self._updates):
            self._hand_out(self._poll)

    def _watch(self, exchange: Exchange, asked: Json) -> None:
        watcher = (int(asked.get("accepted", 0)), int(asked.get("polls", 0)), exchange)
        self._watchers.append(watcher)
        self._tell_watchers()
        asyncio.get_running_loop().call_later(float(asked["seconds"]), self._give_up, watcher)

    def _tell_watchers(self) -> None:
        for watcher in [w for w in self._watchers if w[0] <= self._accepted and w[1] <= self._polls]:
            self._give_up(watcher)

    def _give_up(self, watcher: tuple[int, int, Exchange]) -> None:
        if watcher in self._watchers:
            self._watchers.remove(watcher)
            watcher[2].answer(json.dumps({"accepted": self._accepted}).encode())

    def _date(self) -> int:
        return int(time.time() + self._rules.clock_ahead)

    def _run(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _serve() -> None:
    api = BotApi()
    await api.http.start()
    print(f"http://127.0.0.1:{api.http.port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(_serve())
