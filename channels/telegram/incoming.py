"""From Telegram's updates to ours; nothing here talks to the network."""

import re
from dataclasses import dataclass

from channels.raw import RawObject, as_text, integer_in, object_in, objects_in, text_in
from channels.telegram.raw import RawUpdate, find_chat_id, instant_in
from domain.messages import Incoming

CHANNEL = "telegram"
LONGEST_NAME = 150
LONGEST_MEDIA_TYPE = 100
ADDRESSED_COMMAND = re.compile(r"(/\w+)@(\w+)")

# fmt: off
NOT_FOR_US = frozenset([
    "animation", "audio", "checklist", "contact", "dice", "game", "invoice", "live_photo", "location",
    "paid_media", "passport_data", "poll", "sticker", "story", "successful_payment", "venue", "video",
    "video_note", "voice",
])
# fmt: on
"""What somebody may send that is neither words nor a file; all else is a service message."""


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that waits at Telegram; its size in bytes is 0 when Telegram does not tell it."""

    file_id: str
    name: str
    media_type: str
    size: int


def read_update(update: RawUpdate, username: str) -> Incoming | None:
    """What the bot called `username` shall know of an update; None when there is nothing to answer.

    Raises:
        UnreadableError: it is not as the Bot API describes it.
    """
    update_id = str(integer_in(update, "update_id"))
    if "callback_query" in update:
        return _pressed_choice(update_id, object_in(update, "callback_query"))
    if "my_chat_member" in update:
        return _block(update_id, object_in(update, "my_chat_member"))
    if "message" in update:
        return _message(update_id, object_in(update, "message"), username)
    return None


def unreadable(update: RawUpdate) -> Incoming:
    """An update as staff shall see it when it cannot be read."""
    update_id = str(integer_in(update, "update_id"))
    return Incoming(CHANNEL, update_id, find_chat_id(update), as_text(update), kind="unreadable")


def attached_file(update: RawUpdate) -> AttachedFile | None:
    """The document or the photo, in its largest size, that came with an update.

    Raises:
        UnreadableError: it is not as the Bot API describes it.
    """
    message = object_in(update, "message") if "message" in update else {}
    if "document" in message:
        document = object_in(message, "document")
        media_type = text_in(document, "mime_type", "application/octet-stream")
        return _attached(document, text_in(document, "file_name", "document"), media_type)
    sizes = objects_in(message, "photo")
    return _attached(sizes[-1], "photo.jpg", "image/jpeg") if sizes else None


def _attached(found: RawObject, name: str, media_type: str) -> AttachedFile:
    # The end of a name says what kind of file it is.
    name, media_type = name[-LONGEST_NAME:], media_type[:LONGEST_MEDIA_TYPE]
    return AttachedFile(text_in(found, "file_id"), name, media_type, integer_in(found, "file_size", 0))


def _pressed_choice(update_id: str, query: RawObject) -> Incoming | None:
    if "data" not in query:
        return None
    person = object_in(query, "from")
    # A message too old to be shown is not there; in a private chat the person's id is the chat's id.
    chat = object_in(object_in(query, "message"), "chat") if "message" in query else person
    return Incoming(
        CHANNEL, update_id, str(integer_in(chat, "id")), text_in(query, "data"), _full_name(person), "choice"
    )


def _block(update_id: str, change: RawObject) -> Incoming | None:
    chat, member = object_in(change, "chat"), object_in(change, "new_chat_member")
    if text_in(chat, "type") != "private" or text_in(member, "status") != "kicked":
        return None
    return Incoming(
        CHANNEL,
        update_id,
        str(integer_in(chat, "id")),
        "",
        _full_name(object_in(change, "from")),
        "blocked",
        instant_in(change, "date"),
    )


def _message(update_id: str, message: RawObject, username: str) -> Incoming | None:
    kind, text = _kind(message), _text(message, username)
    if kind is None or text is None:
        return None
    chat = object_in(message, "chat")
    return Incoming(
        CHANNEL,
        update_id,
        str(integer_in(chat, "id")),
        text,
        _full_name(object_in(message, "from")) if "from" in message else text_in(chat, "title", ""),
        kind,
        instant_in(message, "date"),
        new_chat_id=str(integer_in(message, "migrate_to_chat_id")) if kind == "migrated" else None,
    )


def _kind(message: RawObject) -> str | None:
    """None for a service message, such as a new member's arrival: nobody said anything."""
    if "migrate_to_chat_id" in message:
        return "migrated"
    if "text" in message:
        return "text"
    if "document" in message or objects_in(message, "photo"):
        return "file"
    return None if NOT_FOR_US.isdisjoint(message) else "unsupported"


def _text(message: RawObject, username: str) -> str | None:
    """What was said; in a group `/report@this_bot 12` says `/report 12`, and `@other_bot` is not for us."""
    if "text" not in message:
        return text_in(message, "caption", "") if "document" in message or "photo" in message else ""
    text = text_in(message, "text")
    addressed = ADDRESSED_COMMAND.match(text)
    if addressed is None:
        return text
    if addressed[2].casefold() != username.casefold():
        return None
    return addressed[1] + text[addressed.end() :]


def _full_name(person: RawObject) -> str:
    return f"{text_in(person, 'first_name', '')} {text_in(person, 'last_name', '')}".strip()
