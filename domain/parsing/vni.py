"""Words typed in VNI while the input method was off: `d9a4 ho5c nga2y` is `đã học ngày`."""

import re
import unicodedata

from domain.parsing.letters import without_diacritics
from domain.parsing.syllables import is_syllable
from domain.parsing.telex import with_tone

# A digit inside the word: `ho5c`, `nga2y`; `to3` alone may be the third group.
_WORD = re.compile(r"(?<![\w/.,])[A-Za-z]+[1-9][A-Za-z1-9]*(?![\w/])")
_INSIDE = re.compile(r"[1-9][A-Za-z]")
_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
# The digit marks the last letter before it that can bear it.
_MARKS = {
    "6": {"a": "â", "e": "ê", "o": "ô"},
    "7": {"o": "ơ", "u": "ư"},
    "8": {"a": "ă"},
    "9": {"d": "đ"},
}
FEWEST_WORDS = 2


def decode_vni(text: str) -> str | None:
    """The text as it was meant, or None when it was not typed in raw VNI."""
    decoded = {match[0]: _decoded(match[0]) for match in _WORD.finditer(text)}
    surely = [word for word, meant in decoded.items() if meant is not None and _INSIDE.search(word)]
    if len(surely) < FEWEST_WORDS:
        return None
    return _WORD.sub(lambda match: decoded[match[0]] or match[0], text)


def _decoded(word: str) -> str | None:
    letters, tone = "", ""
    for letter in word.lower():
        if letter in _TONES:
            tone = _TONES[letter]
        elif letter in _MARKS:
            marked = _marked(letters, _MARKS[letter])
            if marked is None:
                return None
            letters = marked
        else:
            letters += letter
    if not is_syllable(without_diacritics(letters)):
        return None
    found = unicodedata.normalize("NFC", with_tone(letters, tone))
    return found.capitalize() if word[0].isupper() else found


def _marked(letters: str, marks: dict[str, str]) -> str | None:
    """The letters with a mark on the last one that bears it; `uo7` is `ươ`."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            is_pair = letters[at] == "o" and "u" in marks and letters[at - 1 : at] == "u"
            before = letters[: at - 1] + "ư" if is_pair else letters[:at]
            return before + marks[letters[at]] + letters[at + 1 :]
    return None
