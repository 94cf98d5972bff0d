"""What only Telegram's updates hold: instants in seconds, and chats with whole numbers."""

from collections import deque
from datetime import UTC, datetime

from channels.raw import RawObject, UnreadableError, integer_in

RawUpdate = RawObject


def instant_in(holder: RawObject, key: str) -> datetime:
    """The instant under a key, given in seconds since 1970."""
    try:
        return datetime.fromtimestamp(integer_in(holder, key), UTC)
    except (OverflowError, ValueError, OSError):
        raise UnreadableError(f"{key} is no instant") from None


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
