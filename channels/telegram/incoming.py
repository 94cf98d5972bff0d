"""From Telegram's updates to ours; nothing here talks to the network."""

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, ChatMember, ChatMemberUpdated, Message, Update

from domain.messages import Incoming

CHANNEL = "telegram"
ADDRESSED_COMMAND = re.compile(r"(/\w+)@(\w+)")


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that waits at Telegram; its size in bytes is 0 when Telegram does not tell it."""

    file_id: str
    name: str
    media_type: str
    size: int


def read_update(update: Update, username: str) -> Incoming | None:
    """What the bot called `username` shall know of an update; None when there is nothing to answer."""
    if update.callback_query is not None:
        return _pressed_choice(update.update_id, update.callback_query)
    if update.my_chat_member is not None:
        return _block(update.update_id, update.my_chat_member)
    if update.message is not None:
        return _message(update.update_id, update.message, username)
    return None


def attached_file(update: Update) -> AttachedFile | None:
    """The document or the photo, in its largest size, that came with an update."""
    message = update.message
    if message is None:
        return None
    if message.document is not None:
        found = message.document
        name, media_type = found.file_name or "document", found.mime_type or "application/octet-stream"
        return AttachedFile(found.file_id, name, media_type, found.file_size or 0)
    if message.photo:
        photo = message.photo[-1]
        return AttachedFile(photo.file_id, "photo.jpg", "image/jpeg", photo.file_size or 0)
    return None


def _pressed_choice(update_id: int, query: CallbackQuery) -> Incoming | None:
    if query.data is None:
        return None
    # A message too old to be shown has no chat; in a private chat the person's id is the chat's id.
    chat_id = query.message.chat.id if query.message is not None else query.from_user.id
    return Incoming(CHANNEL, str(update_id), str(chat_id), query.data, query.from_user.full_name, "choice")


def _block(update_id: int, change: ChatMemberUpdated) -> Incoming | None:
    if change.chat.type != Chat.PRIVATE or change.new_chat_member.status != ChatMember.BANNED:
        return None
    return Incoming(
        CHANNEL,
        str(update_id),
        str(change.chat.id),
        "",
        change.from_user.full_name,
        "blocked",
        change.date,
    )


def _message(update_id: int, message: Message, username: str) -> Incoming | None:
    kind, text = _kind(message), _text(message, username)
    if kind is None or text is None:
        return None
    new_chat_id = message.migrate_to_chat_id
    return Incoming(
        CHANNEL,
        str(update_id),
        str(message.chat.id),
        text,
        message.from_user.full_name if message.from_user else message.chat.title or "",
        kind,
        message.date,
        new_chat_id=None if new_chat_id is None else str(new_chat_id),
    )


def _kind(message: Message) -> str | None:
    """None for a service message, such as a new member's arrival: nobody said anything."""
    if message.migrate_to_chat_id is not None:
        return "migrated"
    if message.text is not None:
        return "text"
    if message.document is not None or message.photo:
        return "file"
    return "unsupported" if message.effective_attachment is not None else None


def _text(message: Message, username: str) -> str | None:
    """What was said; in a group `/report@this_bot 12` says `/report 12`, and `@other_bot` is not for us."""
    if message.text is None:
        return (message.caption or "") if message.document is not None or message.photo else ""
    addressed = ADDRESSED_COMMAND.match(message.text)
    if addressed is None:
        return message.text
    if addressed[2].casefold() != username.casefold():
        return None
    return addressed[1] + message.text[addressed.end() :]
