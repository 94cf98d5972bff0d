"""A reply in one plain spelling, where every letter still knows its place in the original words."""

import re
from dataclasses import dataclass

from domain.parsing.letters import composed, without_diacritics

# Stands for words that were read already, so that nobody reads them twice.
TAKEN = "\x00"


@dataclass(slots=True)
class Token:
    """A word, a number or a sign: how it is read, and where it stands in the original.

    Attributes:
        text: plain letters; rewriting replaces it.
        start: first position in the original.
        end: position after the last one.
        gap: what stood before it: nothing, a blank or a line break.
    """

    text: str
    start: int
    end: int
    gap: str = ""


class Line:
    """Text to be searched, with the part that nobody has read yet in `open`."""

    def __init__(self, original: str, tokens: list[Token]) -> None:
        self.original = original
        pieces: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for token in tokens:
            piece = token.gap + token.text
            pieces.append(piece)
            self._starts += [token.start] * len(piece)
            self._ends += [token.end] * len(piece)
        self.text = "".join(pieces)
        self.open = self.text

    def words(self, start: int, end: int) -> str:
        """The original words behind two positions of the text."""
        while start < end and self.text[start].isspace():
            start += 1
        while start < end and self.text[end - 1].isspace():
            end -= 1
        if start >= end:
            return ""
        return self.original[self._starts[start] : self._ends[end - 1]].strip()

    def take(self, start: int, end: int) -> None:
        """Mark a stretch as read."""
        self.open = self.open[:start] + TAKEN * (end - start) + self.open[end:]

    def take_all(self, pattern: re.Pattern[str]) -> None:
        """Mark everything that a pattern finds as read."""
        for match in pattern.finditer(self.open):
            self.take(*match.span())


def plain_and_composed(text: str) -> tuple[str, str]:
    """The composed text and its plain letters, position by position."""
    original = composed(text)
    return original, without_diacritics(original)
