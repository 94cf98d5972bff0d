"""The sign of life goes out while all is well, and only then."""

import asyncio
from collections.abc import Callable

from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.heartbeat import keep_beating

SECRET = "0f6b2c"


class Monitor:
    """Somebody else's server, which counts who calls; `status` is what it answers."""

    def __init__(self) -> None:
        self.calls = 0
        self.status = 200

    async def call(self, _request: web.Request) -> web.Response:
        self.calls += 1
        return web.Response(status=self.status)


async def beating(monitor: Monitor, find_problems: Callable[[], list[str]], *, is_there: bool = True) -> None:
    async def look() -> list[str]:
        return find_problems()

    application = web.Application()
    application.add_routes([web.get(f"/{SECRET}", monitor.call)])
    async with TestServer(application) as server:
        url = str(server.make_url(f"/{SECRET}")) if is_there else f"http://127.0.0.1:9/{SECRET}"
        task = asyncio.create_task(keep_beating(url, look, every_seconds=0.01))
        await asyncio.sleep(0.3)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_all_is_well() -> None:
    monitor = Monitor()
    await beating(monitor, list)
    assert monitor.calls > 3


async def test_a_problem_silences_it() -> None:
    monitor = Monitor()
    await beating(monitor, lambda: ["inbox: a message waits"])
    assert monitor.calls == 0


async def test_it_goes_on_after_a_failed_look_and_a_monitor_in_trouble_and_tells_no_secret() -> None:
    monitor = Monitor()
    monitor.status = 500
    looks = iter([OSError("away"), *[[]] * 1000])

    def look() -> list[str]:
        found = next(looks)
        if isinstance(found, Exception):
            raise found
        return found

    with capture_logs() as logs:
        await beating(monitor, look)
        await beating(monitor, list, is_there=False)
    assert monitor.calls > 3
    assert logs
    assert SECRET not in str(logs)
