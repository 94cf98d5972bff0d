"""The Bot API itself: polling, sending, and what becomes of a send by the rules.

Its numbers are those of an honest server: a message counts at the moment its request is read, answers come
`round_trip` seconds later, and nothing waits for anything else.
"""

import asyncio
import itertools
import json
import time
from collections.abc import Iterable
from typing import Any

from benchmarks.bot_api import BOT
from benchmarks.bot_api.http import Exchange, HttpServer
from benchmarks.bot_api.limits import Limits
from benchmarks.bot_api.parameters import parameters_of
from benchmarks.bot_api.records import Records
from benchmarks.bot_api.rules import Rules
from benchmarks.bot_api.storm import Storm
from benchmarks.bot_api.updates import Updates

Json = dict[str, Any]
SENDING = ("sendMessage", "sendDocument", "sendPhoto")
OUTAGE_SECONDS = 0.03
STORM_WAIT = 1


class Messenger:
    """Hands out what people write and notes every send."""

    def __init__(self) -> None:
        self.http = HttpServer(self.handle)
        self.records = Records()
        self.updates = Updates()
        self.obey(Rules())
        self._poll: Exchange | None = None
        self._message_ids = itertools.count(1)
        self._outages: set[asyncio.Task[None]] = set()

    def obey(self, rules: Rules) -> None:
        """Behave so from now on."""
        self._rules = rules
        self._blocked = frozenset(rules.blocked)
        self._limits = Limits(rules.per_second, rules.has_chat_limits)
        self._storm = Storm(**rules.storm)

    def write_all(self, messages: Iterable[tuple[int, str]]) -> None:
        """People type messages."""
        for chat, text in messages:
            self.updates.write(chat, text, self._date())
            self.records.note_written(chat)
        self._stir()

    def press(self, chat: int, data: str) -> None:
        """A person presses a button."""
        self.updates.press(chat, data, self._date())
        self._stir()

    def handle(self, exchange: Exchange) -> None:
        """One request of the bot."""
        said = parameters_of(exchange)
        name = exchange.path.rpartition("/")[2]
        if name in SENDING:
            self._send(exchange, said)
        elif name == "getUpdates":
            self._get_updates(exchange, said)
        else:
            self._agree(exchange, BOT if name == "getMe" else True)

    def _get_updates(self, exchange: Exchange, said: Json) -> None:
        self.updates.confirm(int(said.get("offset") or 0))
        if self._poll is not None and not self._poll.is_gone:
            self._refuse(self._poll, 409, "Conflict: terminated by other getUpdates request")
        limit = int(said.get("limit") or 100)
        self._poll = exchange
        self.records.note_poll()
        if len(self.updates):
            self._hand_out(exchange, limit)
        else:
            seconds = float(said.get("timeout") or 0)
            asyncio.get_running_loop().call_later(seconds, self._hand_out, exchange, limit)

    def _hand_out(self, exchange: Exchange, limit: int = 100) -> None:
        if self._poll is exchange:
            self._poll = None
            self._later(exchange, b'{"ok":true,"result":' + self.updates.batch(limit) + b"}")

    def _send(self, exchange: Exchange, said: Json) -> None:
        now, chat = time.monotonic(), int(said["chat_id"])
        text = said.get("text") or said.get("caption") or ""
        outcome, wait = self._fate(chat, now)
        self.records.note_attempt(now, chat, text, outcome, said.get("reply_markup") or "{}")
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
                outage = asyncio.ensure_future(self.http.refuse_connections(OUTAGE_SECONDS))
                self._outages.add(outage)
                outage.add_done_callback(self._outages.discard)
            case "reset" | "hung_up":
                exchange.hang_up()

    def _fate(self, chat: int, now: float) -> tuple[str, int]:
        """What becomes of a send, and the `retry_after` of a 429."""
        if chat in self._blocked:
            return "403", 0
        if self._rules.is_down:
            return "500", 0
        for number, scope, seconds in self._rules.waits:
            if number == len(self.records.attempts):
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

    def _stir(self) -> None:
        if self._poll is not None:
            self._hand_out(self._poll)

    def _date(self) -> int:
        return int(time.time() + self._rules.clock_ahead)
