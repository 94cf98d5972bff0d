"""What the benchmark asks the Bot API and tells it, on an address of its own.

rules     it behaves so from now on, a JSON object of `Rules`
write     people type: [[chat, text], …], all at once or `per_second`
press     somebody presses a button
wait      answers once so many messages were accepted and polls were made, or after `seconds`
attempts  every send from number `since` on; `written`: every message
state     updates not confirmed, polls so far; `keyboard`: the last buttons of a chat
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from benchmarks.bot_api.http import Exchange
from benchmarks.bot_api.messenger import Messenger
from benchmarks.bot_api.parameters import parameters_of
from benchmarks.bot_api.rules import Rules

Json = dict[str, Any]


class Questions:
    """The benchmark's side of the messenger."""

    def __init__(self, messenger: Messenger) -> None:
        self._messenger = messenger
        records, updates = messenger.records, messenger.updates
        self._answers: dict[str, Callable[[Json], Any]] = {
            "rules": lambda said: messenger.obey(Rules(**said)),
            "write": self._write,
            "press": lambda said: messenger.press(said["chat"], said["data"]),
            "attempts": lambda asked: records.attempts[int(asked["since"]) :],
            "written": lambda asked: records.written[int(asked["since"]) :],
            "state": lambda _: {"unconfirmed": len(updates), "polls": records.polls},
            "keyboard": lambda asked: records.keyboard(int(asked["chat"])),
        }

    def handle(self, exchange: Exchange) -> None:
        """One question."""
        name, asked = exchange.path.removeprefix("/"), parameters_of(exchange)
        if name == "wait":
            accepted, polls = int(asked.get("accepted", 0)), int(asked.get("polls", 0))
            self._messenger.records.watch(exchange, accepted, polls, float(asked["seconds"]))
        else:
            exchange.answer(json.dumps(self._answers[name](asked)).encode())

    def _write(self, wanted: Json) -> None:
        loop, per_second = asyncio.get_running_loop(), wanted["per_second"]
        if not per_second:
            self._messenger.write_all(wanted["messages"])
            return
        for number, (chat, text) in enumerate(wanted["messages"]):
            loop.call_later(number / per_second, self._messenger.write_all, [(chat, text)])
