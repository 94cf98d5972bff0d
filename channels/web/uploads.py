"""Reading what the page posts: a message as JSON, or a file as a multipart form."""

import json
import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from aiohttp import BodyPartReader, web

from channels.web.answers import Refused
from channels.web.limits import LARGEST_FILE, LONGEST_TEXT
from domain import wording
from domain.messages import IncomingFile

MEGABYTE = 1024 * 1024
LONGEST_NAME = 150
MEDIA_TYPE = re.compile(r"[\w.+-]{1,50}/[\w.+-]{1,60}")
LONGEST_FIELD = LONGEST_TEXT * 4  # a letter takes up to four bytes
LARGEST_JSON = LONGEST_TEXT * 12 + 4096  # and up to twelve where it is written as `\ud83d\udc4d`


@dataclass(frozen=True, slots=True)
class Posted:
    """A message or file that the page sent; `id` is made by the page and the same when it tries again."""

    id: str
    text: str
    is_choice: bool = False
    file: IncomingFile | None = None


async def read_json(request: web.Request) -> dict[str, Any]:
    """The request's JSON object, or a refusal; a short one, because reading it holds everybody else."""
    _refuse_packed(request)
    if request.content_type != "application/json":
        raise Refused(415, "web-malformed")
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > LARGEST_JSON:
            raise Refused(413, "web-text-too-long", most=wording.number(LONGEST_TEXT))
    try:
        told = json.loads(body.decode())
    except (ValueError, RecursionError) as error:
        raise Refused(400, "web-malformed") from error
    if not isinstance(told, dict):
        raise Refused(400, "web-malformed")
    return told


async def read_message(request: web.Request) -> Posted:
    """A message: `{id, text, choice?}`."""
    body = await read_json(request)
    text = body.get("text")
    if not isinstance(text, str):
        raise Refused(400, "web-malformed")
    text = checked_text(text)
    if not text.strip():
        raise Refused(400, "web-empty")
    return Posted(_client_id(body.get("id")), text, is_choice=body.get("choice") is True)


async def read_upload(request: web.Request) -> Posted:
    """A file with an optional caption: form fields `id`, `text`, `file`, in any order."""
    _refuse_packed(request)
    if request.content_type != "multipart/form-data":
        raise Refused(400, "web-malformed")
    fields: dict[str, str] = {}
    file: IncomingFile | None = None
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise Refused(400, "web-malformed")
            if part.name == "file":
                file = await _read_file(part)
            elif part.name in ("id", "text"):
                content = await _read_part(part, LONGEST_FIELD, "web-text-too-long", LONGEST_TEXT)
                fields[part.name] = content.decode(errors="replace")
    except ValueError as error:  # how the multipart reader tells a form it cannot read
        raise Refused(400, "web-malformed") from error
    if file is None:
        raise Refused(400, "web-no-file")
    return Posted(_client_id(fields.get("id")), checked_text(fields.get("text", "")), file=file)


def _refuse_packed(request: web.Request) -> None:
    """A few packed bytes can become a thousand times as many; the page never packs."""
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Refused(415, "web-malformed")


def checked_text(text: str) -> str:
    """The text when it is short enough; half of a surrogate pair, which no database takes, becomes `?`."""
    if len(text) > LONGEST_TEXT:
        raise Refused(413, "web-text-too-long", most=wording.number(LONGEST_TEXT))
    return text.encode(errors="replace").decode()


def safe_name(name: str) -> str:
    """A file name without folders and control characters, short enough to store, its ending kept."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    printable = "".join(letter for letter in last if letter.isprintable()).strip(" .")
    if len(printable) <= LONGEST_NAME:
        return printable or "file"
    stem, dot, ending = printable.rpartition(".")
    return f"{stem[: LONGEST_NAME - 11]}{dot}{ending[:10]}" if dot else printable[:LONGEST_NAME]


async def _read_file(part: BodyPartReader) -> IncomingFile:
    content = await _read_part(part, LARGEST_FILE, "web-file-too-large", LARGEST_FILE // MEGABYTE)
    if not content:
        raise Refused(400, "web-empty-file")
    told = part.headers.get("Content-Type", "").split(";")[0].strip().lower()
    media_type = told if MEDIA_TYPE.fullmatch(told) else "application/octet-stream"
    return IncomingFile(safe_name(part.filename or ""), media_type, content)


async def _read_part(part: BodyPartReader, most_bytes: int, key: str, told: int) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk():
        content += chunk
        if len(content) > most_bytes:
            raise Refused(413, key, most=wording.number(told))
    return bytes(content)


def _client_id(told: object) -> str:
    try:
        return str(UUID(str(told)))
    except ValueError as error:
        raise Refused(400, "web-malformed") from error
