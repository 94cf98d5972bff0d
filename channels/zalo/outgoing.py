"""From our replies to what Zalo shows: texts of allowed length, choices as a list, files as links."""

from dataclasses import dataclass

from channels.base import FileToSend
from channels.long_texts import room_for, split_text
from domain.messages import Reply
from locales import say

LONGEST_TEXT = 2000
PHOTO_TYPES = ("image/jpeg", "image/png")


@dataclass(frozen=True, slots=True)
class Piece:
    """One message of Zalo's: a text, or a picture by its address with the text as its caption."""

    text: str
    photo: str = ""


def lay_out(reply: Reply, file: FileToSend | None, language: str) -> list[Piece]:
    """The messages that show a reply, at least one unless it holds nothing to show."""
    parts = [reply.text, _list_of(reply, language)]
    is_photo = file is not None and bool(file.link) and file.media_type in PHOTO_TYPES
    if file is not None and not is_photo:
        parts.insert(1, _instead_of(file, language))
    text = "\n\n".join(part for part in parts if part.strip())
    photo = file.link if file is not None and is_photo else ""
    if photo and room_for(text, LONGEST_TEXT) >= len(text):
        return [Piece(text, photo)]
    texts = [Piece(part) for part in split_text(text, LONGEST_TEXT) if part.strip()]
    return [*texts, Piece("", photo)] if photo else texts


def _list_of(reply: Reply, language: str) -> str:
    """Numbered, unless a number would mean something else: then only the words pick a choice."""
    if not reply.choices:
        return ""
    if reply.takes_number:
        return "\n".join(f"– {choice.label}" for choice in reply.choices)
    numbered = enumerate(reply.choices, reply.first_number)
    lines = [f"{number}. {choice.label}" for number, choice in numbered]
    return "\n".join([*lines, say("zalo-pick", language)])


def _instead_of(file: FileToSend, language: str) -> str:
    if not file.link:
        return say("zalo-file-unsent", language, name=file.name)
    return say("zalo-file-link", language, name=file.name, link=file.link, days=file.link_days)
