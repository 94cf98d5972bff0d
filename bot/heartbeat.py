"""A sign of life for an outside monitor: asked for only while all is well, so that silence is the alarm."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import structlog

log = structlog.get_logger(__name__)

EVERY_SECONDS = 60.0
ANSWER_SECONDS = 10.0


async def keep_beating(
    url: str, find_problems: Callable[[], Awaitable[list[str]]], every_seconds: float = EVERY_SECONDS
) -> None:
    """Call the monitor's address once a minute as long as nothing is wrong; until cancelled."""
    limit = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
    async with aiohttp.ClientSession(timeout=limit) as session:
        while True:
            await _beat(session, url, find_problems)
            await asyncio.sleep(every_seconds)


async def _beat(
    session: aiohttp.ClientSession, url: str, find_problems: Callable[[], Awaitable[list[str]]]
) -> None:
    try:
        problems = await find_problems()
        if problems:
            log.warning("heartbeat_withheld", problems=problems)
            return
        async with session.get(url) as answer:
            answer.raise_for_status()
    except Exception as error:  # noqa: BLE001 - whatever it was, the monitor hears nothing, as it should
        # Not the error's text: it holds the address, and the address is a secret.
        log.warning("heartbeat_failed", problem=type(error).__name__)
