"""From our replies to what Telegram shows: texts of allowed length, buttons, command menus."""

from collections.abc import Sequence
from typing import Any

from domain.messages import Choice

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_LABEL = 60
LONGEST_PAIRED_LABEL = 16
LONGEST_DESCRIPTION = 256

BREAKS = ("\n\n", "\n", ". ", "? ", "! ", " ")
"""Where a long text may be cut, best first."""


def lay_out(text: str, with_file: bool) -> tuple[list[str], str]:
    """The messages to send first, and the text or the file's caption that closes and carries the buttons."""
    if with_file and _room(text, LONGEST_CAPTION) >= len(text):
        return [], text
    parts = split_text(text)
    return (parts, "") if with_file else (parts[:-1], parts[-1])


def split_text(text: str, limit: int = LONGEST_TEXT) -> list[str]:
    """Cut a text into at least one part of at most `limit` characters, between paragraphs or sentences."""
    parts = []
    while (room := _room(text, limit)) < len(text):
        cut = _best_cut(text, room)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def make_keyboard(choices: Sequence[Choice]) -> dict[str, Any] | None:
    """One button under the other, or in pairs when all are short."""
    if not choices:
        return None
    buttons = [{"text": _shorten(c.label, LONGEST_LABEL), "callback_data": c.says} for c in choices]
    per_row = 2 if all(len(choice.label) <= LONGEST_PAIRED_LABEL for choice in choices) else 1
    return {"inline_keyboard": [buttons[i : i + per_row] for i in range(0, len(buttons), per_row)]}


def make_menu(menu: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    """The commands as Telegram lists them, without their slash."""
    return [
        {"command": name.removeprefix("/"), "description": _shorten(description, LONGEST_DESCRIPTION)}
        for name, description in menu
    ]


def plain_file_name(name: str) -> str:
    """A name that can stand in a header of the upload."""
    return "".join("_" if letter == '"' or not letter.isprintable() else letter for letter in name) or "file"


def _room(text: str, limit: int) -> int:
    """How many characters fit; counted so that an emoji takes two, as Telegram counts lengths in UTF-16."""
    wide = sum(letter > "\uffff" for letter in text[:limit])
    return max(limit - wide, limit // 2)


def _best_cut(text: str, room: int) -> int:
    """Where to cut: at the best kind of break that leaves no very short part, else in mid-word."""
    for mark in BREAKS:
        found = text.rfind(mark, room // 2, room)
        if found >= 0:
            return found + len(mark)
    return room


def _shorten(label: str, longest: int) -> str:
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"
