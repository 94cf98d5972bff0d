"""Words typed in Telex while the input method was off: `ddax hocj ngayf` is `đã học ngày`."""

import re
import unicodedata

from domain.parsing.letters import without_diacritics
from domain.parsing.syllables import is_syllable

_WORD = re.compile(r"[A-Za-z]+")
_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_DOUBLES = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_VOWELS = "aăâeêioôơuưy"
# Words of other languages that would decode to something.
_FOREIGN = frozenset(
    [
        "meet",
        "zoom",
        "google",
        "teams",
        "room",
        "book",
        "file",
        "scan",
        "excel",
        "word",
        "ok",
        "okie",
        "off",
        "offline",
        "online",
    ]
)
_SHORT_FORMS = {"dd": "đ", "ddv": "đv", "ddc": "đc", "ddvs": "đvs"}
FEWEST_WORDS = 2


def decode_telex(text: str) -> str | None:
    """The text as it was meant, or None when it was not typed in raw Telex."""
    words = _WORD.findall(text)
    decoded = {word: meant for word in words if (meant := _decoded(word)) is not None}
    surely = sum(word in decoded for word in words)
    is_short = text.isascii() and surely * 2 >= len(words)
    if surely < FEWEST_WORDS and not (surely and is_short):
        return None
    return _WORD.sub(lambda match: decoded.get(match[0], match[0]), text)


def _decoded(word: str) -> str | None:
    lowered = word.lower()
    if lowered in _SHORT_FORMS:
        return _SHORT_FORMS[lowered]
    if len(lowered) < 3 or len(lowered) > 10 or lowered in _FOREIGN or is_syllable(lowered):
        return None
    letters, tone = _without_marks(lowered)
    if not is_syllable(without_diacritics(letters)):
        return None
    found = unicodedata.normalize("NFC", with_tone(letters, tone))
    return found.capitalize() if word[0].isupper() else found


def _without_marks(word: str) -> tuple[str, str]:
    tone = ""
    for at in range(len(word) - 1, 0, -1):
        has_vowel_before = any(letter in "aeiouyw" for letter in word[:at])
        if word[at] in _TONES and has_vowel_before:
            rest = word[at + 1 :]
            if not rest or all(letter in "aeiouwcmnpthg" for letter in rest):
                tone, word = _TONES[word[at]], word[:at] + rest
                break
    word = word.replace("uow", "ươ")
    for typed, meant in _DOUBLES.items():
        word = word.replace(typed, meant)
    # The mark may be typed at the end of the word: "dduowcj", "tieesp", "tiepe".
    return _late_marks(word.replace("uơ", "ươ")), tone


def _late_marks(word: str) -> str:
    if word.endswith("w") and len(word) > 1:
        body = word[:-1]
        for plain, marked in (("a", "ă"), ("o", "ơ"), ("u", "ư")):
            if plain in body:
                return body.replace(plain, marked, 1)
    if word.startswith("d") and word.endswith("d") and len(word) > 2:
        return "đ" + word[1:-1]
    return word.replace("w", "ư")


def with_tone(letters: str, tone: str) -> str:
    """The letters of a syllable with a combining tone where it is written; unchanged without one."""
    if not tone:
        return letters
    vowels = [at for at, letter in enumerate(letters) if letter in _VOWELS]
    if letters.startswith(("qu", "gi")) and len(vowels) > 1:
        vowels = vowels[1:]
    marked = [at for at in vowels if letters[at] in "ăâêôơư"]
    if marked:
        place = marked[-1]
    elif len(vowels) > 1 and (vowels[-1] == len(letters) - 1):
        place = vowels[-2]
    else:
        place = vowels[-1]
    return letters[: place + 1] + tone + letters[place + 1 :]
