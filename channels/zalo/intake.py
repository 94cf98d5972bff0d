"""Messages as Zalo gives them become stored messages, whichever way they came."""

import asyncio
from dataclasses import replace

import httpx
import structlog

from channels.base import Receive
from channels.zalo.downloads import download
from channels.zalo.incoming import image_address, read_event, unreadable
from domain.messages import Incoming

MOST_DOWNLOADS = 8

log = structlog.get_logger()


class IntakeError(Exception):
    """A message cannot be taken in, so it must not be forgotten; the text says why and holds no secret."""


class Intake:
    """Reads messages, fetches the pictures that came with them, and stores them.

    Reading and storing are two steps, because a message comes but once: what cannot be stored now is kept,
    and its picture could not be fetched again later.
    """

    def __init__(self, client: httpx.AsyncClient, receive: Receive, *, may_be_plain: bool) -> None:
        self._client = client
        self._receive = receive
        self._may_be_plain = may_be_plain
        self._downloads = asyncio.Semaphore(MOST_DOWNLOADS)

    async def read(self, event: object, bot: str) -> Incoming | None:
        """The message with its picture; None when there is nothing to answer, and never an error."""
        try:
            if not isinstance(event, dict):
                raise TypeError("no message")
            incoming = read_event(event, bot)
            address = image_address(event) if incoming is not None and incoming.kind == "file" else ""
        except Exception:  # one that cannot be read must not hold up those behind it
            kept = unreadable(event, bot)
            log.exception("message_unreadable", channel="zalo", message_id=kept.message_id)
            return kept
        if incoming is None or not address:
            return incoming
        async with self._downloads:
            file = await download(self._client, address, may_be_plain=self._may_be_plain)
        return replace(incoming, file=file)

    async def store(self, message: Incoming) -> None:
        """Return once it is on disk, or was before.

        Raises:
            IntakeError: it is not stored.
        """
        try:
            await self._receive([message])
        except Exception as error:
            log.exception("messages_not_stored", channel="zalo", message_ids=[message.message_id])
            raise IntakeError("received messages cannot be stored") from error
