"""A Bot API in a process of its own: it prints its two addresses and serves until killed.

The first address is the bot's; the second is for the questions of the benchmark, which no outage reaches.
"""

import asyncio

import uvloop

from benchmarks.bot_api.http import HttpServer
from benchmarks.bot_api.messenger import Messenger
from benchmarks.bot_api.questions import Questions


async def _serve() -> None:
    messenger = Messenger()
    questions = HttpServer(Questions(messenger).handle)
    await messenger.http.start()
    await questions.start()
    print(f"http://127.0.0.1:{messenger.http.port} http://127.0.0.1:{questions.port}", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(_serve())
