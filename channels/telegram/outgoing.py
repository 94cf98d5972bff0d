"""From our replies to what Telegram shows: texts of allowed length, buttons, command menus."""

from collections.abc import Sequence
from typing import Any

from channels.long_texts import room_for, split_text
from domain.messages import Choice

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_LABEL = 60
LONGEST_PAIRED_LABEL = 16
LONGEST_DESCRIPTION = 256


def lay_out(text: str, with_file: bool) -> tuple[list[str], str]:
    """The messages to send first, and the text or the file's caption that closes and carries the buttons."""
    if with_file and room_for(text, LONGEST_CAPTION) >= len(text):
        return [], text
    parts = split_text(text, LONGEST_TEXT)
    return (parts, "") if with_file else (parts[:-1], parts[-1])


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


def _shorten(label: str, longest: int) -> str:
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"
