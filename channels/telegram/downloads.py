"""Fetching the files people send."""

import asyncio

import structlog
from telegram import Bot

from channels.telegram.errors import describe
from channels.telegram.incoming import AttachedFile
from domain.messages import IncomingFile

LARGEST_DOWNLOAD = 20 * 1024 * 1024
"""In bytes; a bot cannot fetch more (Bot API, getFile)."""

DOWNLOAD_SECONDS = 60

log = structlog.get_logger()


async def download(bot: Bot, attached: AttachedFile) -> IncomingFile | None:
    """The whole file, or None when it is too large or does not come."""
    if attached.size > LARGEST_DOWNLOAD:
        return None
    try:
        async with asyncio.timeout(DOWNLOAD_SECONDS):
            file = await bot.get_file(attached.file_id)
            content = await file.download_as_bytearray()
    except Exception as error:  # noqa: BLE001 - whatever fails, the message itself must come in
        log.warning("file_not_downloaded", channel="telegram", problem=describe(error, bot.token))
        return None
    return IncomingFile(attached.name, attached.media_type, bytes(content))
