"""Typed reading of raw JSON: what is missing or of the wrong type is named, not passed on."""

import json
from typing import Any

RawObject = dict[str, Any]

LONGEST_RAW = 20_000
"""Characters kept of a message that cannot be read."""

LARGEST_INTEGER = 2**63 - 1


class UnreadableError(Exception):
    """What came is not as the messenger describes it; the text says where."""


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


def storable(text: str) -> str:
    """The text without NUL and with `?` for half characters: JSON can hold them, a database cannot."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def as_text(raw: RawObject) -> str:
    """The JSON as a person may read it, cut when it is long."""
    return storable(json.dumps(raw, ensure_ascii=False))[:LONGEST_RAW]
