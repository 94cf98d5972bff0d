"""From Zalo's messages to ours; nothing here talks to the network.

Ids are unique for one bot only, as far as anybody knows: ours name the bot too.
"""

import hashlib
from datetime import UTC, datetime

from channels.raw import RawObject, UnreadableError, as_text, object_in, storable, text_in
from domain.messages import Incoming, chat_of_bot

CHANNEL = "zalo"
LONGEST_ID = 40
EVENT, RECEIVED = "message.", ".received"
TEXT, IMAGE = "message.text.received", "message.image.received"
IMAGE_KEYS = ("photo", "photo_url")


def unwrapped(body: RawObject) -> RawObject:
    """The message of a post: it comes with and without a wrapper.

    Raises:
        UnreadableError: there is none in it.
    """
    message = object_in(body, "result") if "result" in body else body
    text_in(message, "event_name")
    return message


def read_event(event: RawObject, bot: str) -> Incoming | None:
    """What shall be known of a message to this bot; None when there is nothing to answer.

    Raises:
        UnreadableError: it is not as the Bot Platform describes it.
    """
    name = text_in(event, "event_name")
    if not (name.startswith(EVENT) and name.endswith(RECEIVED)):
        return None
    message = object_in(event, "message")
    person = object_in(message, "from")
    if person.get("is_bot") is True:
        return None
    return Incoming(
        CHANNEL,
        chat_of_bot(bot, _id_in(message, "message_id")),
        chat_of_bot(bot, _id_in(object_in(message, "chat"), "id")),
        _text(name, message),
        _name_of(person),
        _kind(name),
        _sent_at(message),
    )


def image_address(event: RawObject) -> str:
    """Where a picture can be fetched for a while; empty when the message brought none."""
    message = object_in(event, "message")
    found = [message[key] for key in IMAGE_KEYS if isinstance(message.get(key), str)]
    return found[0] if found else ""


def unreadable(event: object, bot: str) -> Incoming:
    """A message as staff shall see it when it cannot be read."""
    raw = event if isinstance(event, dict) else {"": event}
    message = raw.get("message")
    told = message if isinstance(message, dict) else {}
    chat = told.get("chat")
    chat_id = chat.get("id") if isinstance(chat, dict) else None
    text = as_text(raw)
    # One without an id is told from others by what it says, so that a repeat is dropped too.
    own_id = told.get("message_id")
    message_id = own_id if _is_id(own_id) else hashlib.sha256(text.encode()).hexdigest()[:32]
    return Incoming(
        CHANNEL,
        chat_of_bot(bot, storable(str(message_id))),
        chat_of_bot(bot, storable(str(chat_id))) if _is_id(chat_id) else "",
        text,
        kind="unreadable",
    )


def _kind(name: str) -> str:
    """Stickers, voices, what Zalo keeps to itself, and whatever it may invent cannot be read."""
    return {TEXT: "text", IMAGE: "file"}.get(name, "unsupported")


def _text(name: str, message: RawObject) -> str:
    if name == TEXT:
        return text_in(message, "text")
    return text_in(message, "caption", "") if name == IMAGE else ""


def _name_of(person: RawObject) -> str:
    return text_in(person, "display_name", "") or text_in(person, "name", "")


def _id_in(holder: RawObject, key: str) -> str:
    found = holder.get(key)
    if not _is_id(found):
        raise UnreadableError(f"{key} is no id")
    return storable(str(found))


def _is_id(found: object) -> bool:
    return isinstance(found, str) and 0 < len(found) <= LONGEST_ID


def _sent_at(message: RawObject) -> datetime | None:
    """In milliseconds since 1970; a report is not refused because its date makes no sense."""
    told = message.get("date")
    try:
        return datetime.fromtimestamp(int(str(told)) / 1000, UTC)
    except (OverflowError, ValueError, OSError):
        return None
