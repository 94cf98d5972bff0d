"""Typed reading of raw JSON: what is missing or of the wrong type is named, not passed on."""

import json
from collections import deque
from datetime import UTC, datetime
from typing import Any

RawObject = dict[str, Any]
RawUpdate = RawObject

LONGEST_RAW = 20_000
"""Characters kept of an update that cannot be read."""

LARGEST_INTEGER = 2**63 - 1


class UnreadableError(Exception):
    """An update is not as the Bot API describes it; the text says where."""


def object_in(holder: RawObject, key: str) -> RawObject:
    """The object under a key."""
    found = holder.get(key)
    if not isinstance(found, dict):
        raise UnreadableError(f"{key} is no object")
    return found


def objects_in(holder: RawObject, key: str) -> list[RawObject]:
    """The objects listed under a key; none when it is not there."""
    found = holder.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
        raise UnreadableError(f"{key} is no list of objects")
    return found


def integer_in(holder: RawObject, key: str, default: int | None = None) -> int:
    """The whole number under a key; one that is not there is the default, if any."""
    found = holder.get(key, default)
    if type(found) is not int or abs(found) > LARGEST_INTEGER:
        raise UnreadableError(f"{key} is no whole number")
    return found


def text_in(holder: RawObject, key: str, default: str | None = None) -> str:
    """The text under a key, without what no database takes; one that is not there is the default, if any."""
    found = holder.get(key, default)
    if not isinstance(found, str):
        raise UnreadableError(f"{key} is no text")
    return storable(found)


def instant_in(holder: RawObject, key: str) -> datetime:
    """The instant under a key, given in seconds since 1970."""
    try:
        return datetime.fromtimestamp(integer_in(holder, key), UTC)
    except (OverflowError, ValueError, OSError):
        raise UnreadableError(f"{key} is no instant") from None


def storable(text: str) -> str:
    """The text without NUL and with `?` for half characters: JSON can hold them, a database cannot."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def as_text(raw: RawObject) -> str:
    """The JSON as a person may read it, cut when it is long."""
    return storable(json.dumps(raw, ensure_ascii=False))[:LONGEST_RAW]


def find_chat_id(raw: RawObject) -> str:
    """The id of the outermost chat that stands anywhere in the JSON; empty when there is none."""
    waiting: deque[object] = deque([raw])
    while waiting:
        value = waiting.popleft()
        if isinstance(value, list):
            waiting.extend(value)
        if isinstance(value, dict):
            chat = value.get("chat")
            if isinstance(chat, dict) and type(chat.get("id")) is int:
                return str(chat["id"])
            waiting.extend(value.values())
    return ""
