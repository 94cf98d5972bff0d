"""What a call says, however the client encodes it."""

import json
import re
from typing import Any
from urllib.parse import parse_qsl

from benchmarks.bot_api.http import Exchange

BOUNDARY = re.compile(r'boundary="?([^";]+)')
PART_NAME = re.compile(rb'[ ;]name="([^"]*)"')


def parameters_of(exchange: Exchange) -> dict[str, Any]:
    """The parameters of a call from its URL, and from a form, JSON or multipart body; of files the bytes."""
    if not exchange.body:
        return dict(exchange.query)
    return exchange.query | _body_parameters(exchange.content_type, exchange.body)


def _body_parameters(content_type: str, body: bytes) -> dict[str, Any]:
    if content_type.startswith("application/json"):
        said: dict[str, Any] = json.loads(body)
        return said
    if content_type.startswith("multipart/form-data"):
        return _parts(content_type, body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(content_type: str, body: bytes) -> dict[str, Any]:
    boundary = BOUNDARY.search(content_type)
    found: dict[str, Any] = {}
    for part in body.split(b"--" + boundary[1].encode()) if boundary else []:
        head, _, content = part.partition(b"\r\n\r\n")
        name = PART_NAME.search(head)
        if name is not None:
            content = content.removesuffix(b"\r\n")
            found[name[1].decode()] = content if b"filename=" in head else content.decode()
    return found
