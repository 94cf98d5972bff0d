"""Sentences of a paragraph, with their place in it."""

import re
from dataclasses import dataclass
from itertools import pairwise

LONGEST_SENTENCE = 1500
# A full stop before a capital; not inside a date, not after a number's short form (`TP. Vinh`, `số. `).
_BREAK = re.compile(r"(?<!\bTP)(?<!\bTT)(?<!\bv\.v)(?<=[\w)\]\"”'’.])[.!?…]+\s*(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the same words without diacritics, letter for letter."""

    text: str
    plain: str


def sentences_of(text: str, plain: str) -> list[Sentence]:
    """Sentences in their order; a very long one is cut so that reading it stays quick."""
    breaks = (match for match in _BREAK.finditer(text) if match.end() < len(text))
    ends = [
        match.end() for match in breaks if text[match.end()].isupper() and not _is_short_form(text, match)
    ]
    found = []
    for start, end in pairwise([0, *ends, len(text)]):
        for at in range(start, end, LONGEST_SENTENCE):
            until = min(end, at + LONGEST_SENTENCE)
            found.append(Sentence(text[at:until], plain[at:until]))
    return [sentence for sentence in found if sentence.text.strip()]


def _is_short_form(text: str, match: re.Match[str]) -> bool:
    """`T.Ư`, `TP.HCM`, `H. Phú Ninh`: capitals with a full stop after them end no sentence."""
    word = text[: match.start()].rpartition(" ")[2]
    return match[0].rstrip() == "." and (len(word) <= 2 and word.isupper() and not word.isdigit())
