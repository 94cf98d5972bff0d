"""Folding Vietnamese letters, so that NFC, NFD, capitals and missing diacritics compare alike."""

import re
import unicodedata
from functools import lru_cache

# Both spellings of a tone mark on a diphthong are in use; comparison keeps the newer-school one.
_TONE_PLACES = str.maketrans({"\u0110": "D", "\u0111": "d"})
_OLD_TONES = {
    "oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa",
    "oè": "òe", "oé": "óe", "oẻ": "ỏe", "oẽ": "õe", "oẹ": "ọe",
    "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy",
}  # fmt: skip
_OLD_TONE = re.compile("|".join(_OLD_TONES))
_SPACES = re.compile(r"\s+")


def composed(text: str) -> str:
    """The text in NFC, the form everything is stored in."""
    return unicodedata.normalize("NFC", text)


def without_diacritics(text: str) -> str:
    """Plain lower-case letters, one for each letter of the composed text, so that positions agree."""
    return "".join(_plain_letter(letter) for letter in composed(text))


def folded(text: str) -> str:
    """For comparing names: NFC, case folded, one tone placement, single spaces."""
    folded_case = _SPACES.sub(" ", composed(text)).strip().casefold()
    return _OLD_TONE.sub(lambda match: _OLD_TONES[match[0]], folded_case)


def folded_plain(text: str) -> str:
    """For the second try at comparing names: like `folded`, without diacritics."""
    return without_diacritics(folded(text))


@lru_cache(maxsize=4096)
def _plain_letter(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter.translate(_TONE_PLACES))[0]
    lowered = base.lower()
    return lowered if len(lowered) == 1 else base
