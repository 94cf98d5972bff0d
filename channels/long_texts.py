"""Cutting what is too long for one message, where a reader would pause."""

BREAKS = ("\n\n", "\n", ". ", "? ", "! ", " ")
"""Where a long text may be cut, best first."""


def split_text(text: str, limit: int) -> list[str]:
    """Cut a text into at least one part of at most `limit` characters, between paragraphs or sentences."""
    parts = []
    while (room := room_for(text, limit)) < len(text):
        cut = _best_cut(text, room)
        parts.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*parts, text]


def room_for(text: str, limit: int) -> int:
    """How many characters fit; counted so that an emoji takes two, as messengers count lengths in UTF-16."""
    wide = sum(letter > "\uffff" for letter in text[:limit])
    return max(limit - wide, limit // 2)


def _best_cut(text: str, room: int) -> int:
    """Where to cut: at the best kind of break that leaves no very short part, else in mid-word."""
    for mark in BREAKS:
        found = text.rfind(mark, room // 2, room)
        if found >= 0:
            return found + len(mark)
    return room
