"""Raw updates become stored messages, whichever way they came."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace

import structlog

from channels.base import Receive
from channels.telegram.connection import ApiBot
from channels.telegram.downloads import LARGEST_DOWNLOAD, download
from channels.telegram.incoming import AttachedFile, attached_file, read_update, unreadable
from channels.telegram.raw import RawUpdate
from domain.messages import Incoming

MOST_DOWNLOADS = 8
MOST_BYTES = 3 * LARGEST_DOWNLOAD
"""Of files that are held in memory at one time until they are stored."""

Read = tuple[Incoming, AttachedFile | None]

log = structlog.get_logger()


class IntakeError(Exception):
    """Updates cannot be taken in, so Telegram must keep them; the text says why and holds no secret."""


class Intake:
    """Reads updates, fetches the files that came with them, and stores all together."""

    def __init__(self, bot: ApiBot, receive: Receive) -> None:
        self._bot = bot
        self._receive = receive
        self._downloads = asyncio.Semaphore(MOST_DOWNLOADS)

    async def take(self, updates: Sequence[RawUpdate]) -> None:
        """Return once whatever concerns the bot is stored: in one transaction, unless large files came.

        Raises:
            IntakeError: it is not stored, or not all of it.
        """
        read = [found for update in updates if (found := self._read(update)) is not None]
        for group in _groups(read):
            messages = await asyncio.gather(*(self._with_file(*found) for found in group))
            await self._store(messages)

    def _read(self, update: RawUpdate) -> Read | None:
        try:
            incoming = read_update(update, self._bot.username)
            if incoming is None:
                return None
            return incoming, attached_file(update) if incoming.kind == "file" else None
        except Exception:  # one that cannot be read must not hold up those behind it
            kept = unreadable(update)
            log.exception("update_unreadable", channel="telegram", update_id=kept.message_id)
            return kept, None

    async def _with_file(self, incoming: Incoming, attached: AttachedFile | None) -> Incoming:
        if attached is None:
            return incoming
        async with self._downloads:
            return replace(incoming, file=await download(self._bot, attached))

    async def _store(self, messages: Sequence[Incoming]) -> None:
        try:
            await self._receive(messages)
        except Exception as error:
            ids = [message.message_id for message in messages]
            log.exception("messages_not_stored", channel="telegram", message_ids=ids)
            raise IntakeError("received messages cannot be stored") from error


def _groups(read: Sequence[Read]) -> Iterator[list[Read]]:
    """All in one, unless their files are too much to be held in memory together."""
    group: list[Read] = []
    size = 0
    for incoming, attached in read:
        coming = 0 if attached is None else min(attached.size or LARGEST_DOWNLOAD, LARGEST_DOWNLOAD)
        if size + coming > MOST_BYTES:
            yield group
            group, size = [], 0
        group.append((incoming, attached))
        size += coming
    if group:
        yield group
