"""Waiting that ends at once when the application stops."""

import asyncio
from contextlib import suppress


async def passes(event: asyncio.Event, within_seconds: float) -> bool:
    """Wait for an event at most so long; returns whether it came."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), within_seconds)
    return event.is_set()
