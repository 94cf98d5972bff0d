"""A lean Bot API on 127.0.0.1 for load; run as a process of its own, it prints its address and serves.

Beside the Bot API it answers three questions of the benchmark itself:

    GET  /polled     once the bot has asked for updates
    POST /load       makes people write (see `LoadServer.load`)
    GET  /result     once every message of the load was answered, or after `seconds`
"""

import argparse
import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from aiohttp import web

Json = dict[str, Any]
TOKEN = "7000000002:benchmark"  # noqa: S105 - accepted by this server only
FIRST_CHAT = 1_000_001
LARGEST_BATCH = 100
BOT = {"id": 7000000002, "is_bot": True, "first_name": "Benchmark", "username": "benchmark_bot"}


class LoadServer:
    """Hands out prepared messages, and notes when each arrived and when its reply came."""

    def __init__(self, chats: int, texts: list[str], date: int) -> None:
        self._chats = chats
        self._texts = texts
        self._date = date
        self._position = 0
        self._next_message_id = 1
        self._unconfirmed: deque[Json] = deque()
        self._stirred = asyncio.Event()
        self._polled = asyncio.Event()
        self._all_answered = asyncio.Event()
        self._writing: asyncio.Task[None] | None = None
        self._forget_results(0)

    def routes(self) -> list[web.RouteDef]:
        """The Bot API and the questions of the benchmark."""
        return [
            web.post("/bot{token}/{method}", self._call),
            web.get("/polled", self._wait_for_poll),
            web.post("/load", self.load),
            web.get("/result", self.result),
        ]

    async def load(self, request: web.Request) -> web.Response:
        """Let people write `count` messages: all at once, or `per_second` when it is not 0."""
        wanted = await request.json()
        self._forget_results(wanted["count"])
        self._writing = asyncio.create_task(self._write(wanted["count"], wanted["per_second"]))
        return web.json_response({})

    async def result(self, request: web.Request) -> web.Response:
        """What became of the load, once it is over; latencies count from a message's arrival here."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._all_answered.wait(), float(request.query["seconds"]))
        answer = {
            "count": self._count,
            "answered": len(self._latencies),
            "seconds": (self._last_reply_at or 0.0) - (self._first_handed_at or 0.0),
            "latencies": self._latencies,
            "unexpected": self._unexpected,
        }
        return web.json_response(answer)

    def _forget_results(self, count: int) -> None:
        self._count = count
        self._waiting: dict[int, deque[float]] = {}
        self._latencies: list[float] = []
        self._first_handed_at: float | None = None
        self._last_reply_at: float | None = None
        self._unexpected = 0
        self._all_answered.clear()

    async def _write(self, count: int, per_second: float) -> None:
        begins = time.monotonic()
        for number in range(count):
            if per_second:
                await asyncio.sleep(max(0.0, begins + number / per_second - time.monotonic()))
            self._write_one()

    def _write_one(self) -> None:
        turn, chat = divmod(self._position, self._chats)
        self._position += 1
        chat_id = FIRST_CHAT + chat
        # Each chat says the texts in their order, but not all chats say the same one at a time.
        text = self._texts[(turn + chat) % len(self._texts)]
        person = {"id": chat_id, "is_bot": False, "first_name": f"Người {chat}"}
        message = {"message_id": self._next_id(), "date": self._date, "text": text, "from": person}
        message["chat"] = {"id": chat_id, "type": "private", "first_name": f"Người {chat}"}
        if text.startswith("/"):
            length = len(text.partition(" ")[0])
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
        self._unconfirmed.append({"update_id": 500_000_000 + self._position, "message": message})
        self._waiting.setdefault(chat_id, deque()).append(time.monotonic())
        self._stirred.set()

    async def _wait_for_poll(self, _request: web.Request) -> web.Response:
        await self._polled.wait()
        return web.json_response({})

    async def _call(self, request: web.Request) -> web.Response:
        methods: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getMe": self._get_me,
            "getUpdates": self._get_updates,
            "sendMessage": self._send_message,
        }
        method = methods.get(request.match_info["method"], self._agree)
        is_json = request.content_type == "application/json"
        result = await method(await request.json() if is_json else dict(await request.post()))
        return web.json_response({"ok": True, "result": result})

    async def _get_me(self, _parameters: Json) -> Json:
        return BOT

    async def _agree(self, _parameters: Json) -> bool:
        return True

    async def _get_updates(self, parameters: Json) -> list[Json]:
        self._polled.set()
        offset = int(parameters.get("offset", 0))
        while self._unconfirmed and self._unconfirmed[0]["update_id"] < offset:
            self._unconfirmed.popleft()
        if not self._unconfirmed:
            await self._wait_for_message(float(parameters.get("timeout", 0)))
        if self._unconfirmed and self._first_handed_at is None:
            self._first_handed_at = time.monotonic()
        batch = min(int(parameters.get("limit", LARGEST_BATCH)), len(self._unconfirmed))
        return [self._unconfirmed[place] for place in range(batch)]

    async def _wait_for_message(self, seconds: float) -> None:
        self._stirred.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stirred.wait(), seconds)

    async def _send_message(self, parameters: Json) -> Json:
        chat_id = int(parameters["chat_id"])
        self._note_reply(chat_id)
        chat = {"id": chat_id, "type": "private"}
        sent = {"message_id": self._next_id(), "date": self._date, "from": BOT, "chat": chat}
        return sent | {"text": parameters["text"]}

    def _note_reply(self, chat_id: int) -> None:
        arrivals = self._waiting.get(chat_id)
        if not arrivals:
            self._unexpected += 1
            return
        self._last_reply_at = time.monotonic()
        self._latencies.append(self._last_reply_at - arrivals.popleft())
        if len(self._latencies) == self._count:
            self._all_answered.set()

    def _next_id(self) -> int:
        self._next_message_id += 1
        return self._next_message_id


async def _serve(chats: int, texts: list[str], date: int) -> None:
    app = web.Application()
    app.add_routes(LoadServer(chats, texts, date).routes())
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}", flush=True)
    await asyncio.Event().wait()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--chats", type=int, default=1)
    parser.add_argument("--date", type=int, default=int(time.time()), help="date of every message")
    parser.add_argument("texts", nargs="*", default=["/start"])
    given = parser.parse_args()
    asyncio.run(_serve(given.chats, given.texts, given.date))


if __name__ == "__main__":
    main()
