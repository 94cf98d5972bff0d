"""Fetching the pictures people send, at once: their addresses lead nowhere before long."""

import asyncio
from urllib.parse import urlsplit

import httpx
import structlog

from domain.attachments import LARGEST_FILE, PHOTO, kind_of
from domain.messages import IncomingFile

DOWNLOAD_SECONDS = 30

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG"

log = structlog.get_logger()


class NoPhotoError(Exception):
    """What an address led to is no picture that can be kept; the text says why."""


async def download(client: httpx.AsyncClient, address: str, *, may_be_plain: bool) -> IncomingFile | None:
    """The whole picture, or None when it is too large, is none, or does not come.

    `may_be_plain`: an address without encryption is allowed, because the platform itself is asked without.
    """
    try:
        async with asyncio.timeout(DOWNLOAD_SECONDS):
            _check_address(address, may_be_plain)
            content = await _fetch(client, address)
        ending = _ending_of(content)
    except Exception as error:  # noqa: BLE001 - whatever fails, the message itself must come in
        log.warning("file_not_downloaded", channel="zalo", problem=f"{type(error).__name__}: {error}")
        return None
    return IncomingFile(f"photo.{ending}", f"image/{ending}", content)


async def _fetch(client: httpx.AsyncClient, address: str) -> bytes:
    content = bytearray()
    async with client.stream("GET", address, timeout=DOWNLOAD_SECONDS) as answer:
        if answer.status_code != httpx.codes.OK:
            raise NoPhotoError(f"HTTP {answer.status_code}")
        async for piece in answer.aiter_bytes():
            content += piece
            if len(content) > LARGEST_FILE:
                raise NoPhotoError("too large")
    return bytes(content)


def _check_address(address: str, may_be_plain: bool) -> None:
    if urlsplit(address).scheme not in (("https", "http") if may_be_plain else ("https",)):
        raise NoPhotoError("no encrypted address")


def _ending_of(content: bytes) -> str:
    """What kind of picture it is, by how it begins, for an address promises anything.

    Raises:
        DomainError, NoPhotoError: it is none.
    """
    if kind_of("photo", content) != PHOTO:
        raise NoPhotoError("no picture")
    if content.startswith(JPEG):
        return "jpeg"
    if content.startswith(PNG):
        return "png"
    return "webp" if content.startswith(b"RIFF") else "heic"
