"""What comes in by the one door and goes out by the other, the same for every messenger."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file that came with a message, complete."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Incoming:
    """One message as a channel received it.

    Attributes:
        channel: `telegram`, `web` …
        message_id: the messenger's own id; unique together with `channel`.
        chat_id: the messenger's address to answer to; see `chat_of_bot`.
        text: what was typed, or what the pressed choice says; NFC is not assumed.
        sender_name: display name the messenger gives, possibly empty.
        kind: `text`, `choice`, `file`, `blocked` (the person stopped the bot), `migrated`,
            `unsupported` (a sticker, a voice message …: nothing the bot can read),
            `unreadable` (not what the messenger promises to send; `text` is the raw message).
        sent_at: when the messenger says it was sent, aware.
        new_chat_id: for `migrated`, the chat's new id.
        file: the file that came along, until it is stored.
        file_id: the stored file, once it is stored.
        received_at: when it was stored.
    """

    channel: str
    message_id: str
    chat_id: str
    text: str
    sender_name: str = ""
    kind: str = "text"
    sent_at: datetime | None = None
    new_chat_id: str | None = None
    file: IncomingFile | None = None
    file_id: int | None = None
    received_at: datetime | None = None

    def written_at(self, now: datetime) -> datetime:
        """When the words were written as far as is known: what a deadline and `hôm qua` are measured by.

        The messenger's own time counts when it is earlier, so that a report sent while the bot was off
        is not late for that; never a time after it was received.
        """
        return min(known for known in (self.sent_at, self.received_at, now) if known is not None)


def chat_of_bot(bot: str, chat_id: str) -> str:
    """A chat's id where a channel has several bots: one person is another chat at each of them."""
    return f"{bot}:{chat_id}"


def split_chat(chat_id: str) -> tuple[str, str]:
    """The bot and the chat as its messenger knows it; the bot is empty where a channel has but one."""
    bot, mark, chat = chat_id.partition(":")
    return (bot, chat) if mark else ("", chat_id)


# What a Telegram button can carry, in bytes.
LONGEST_CHOICE = 64


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing the person may pick: the `label` that is shown and what picking it `says`.

    `says` is text the turn understands (`/report 12`, `=7:truc_tiep`), at most 64 bytes.
    """

    label: str
    says: str

    def __post_init__(self) -> None:
        if len(self.says.encode()) > LONGEST_CHOICE:
            raise ValueError(f"a choice says too much: {self.says}")


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to a person: text, choices, at most one stored file.

    Attributes:
        text: at most about 500 characters, plain text without markup.
        choices: rendered as buttons or as a numbered list, by the channel.
        file_id: a stored file to send along.
        takes_number: a bare number answers the question itself, so it never picks a choice by position.
        menu: when given, the commands this person may use from now on, as (name, description).
        first_number: where the numbers of a list begin, when one before it in the same answer has some too.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    file_id: int | None = None
    takes_number: bool = False
    menu: tuple[tuple[str, str], ...] | None = None
    first_number: int = 1

    def to_json(self) -> dict[str, Any]:
        """A form that can be stored in the outbox."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Reply":
        """Read back what `to_json` stored; of a message whose words were blanked nothing is left."""
        choices = tuple(Choice(**choice) for choice in stored.get("choices", ()))
        menu = stored.get("menu")
        return cls(
            text=stored.get("text", ""),
            choices=choices,
            file_id=stored.get("file_id"),
            takes_number=stored.get("takes_number", False),
            menu=None if menu is None else tuple((name, description) for name, description in menu),
            first_number=stored.get("first_number", 1),
        )
