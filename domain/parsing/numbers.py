"""Vietnamese numbers: digits with dots between thousands, and words without diacritics."""

import re

# A whole number in digits: 45, 1250, 1.250.
DIGITS = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,6})"

_ONES = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9,
}  # fmt: skip
_SCALES = {"muoi": 10, "tram": 100, "nghin": 1000, "ngan": 1000}
_SKIPPED = frozenset({"linh", "le"})
_WORD = "|".join([*_ONES, *_SCALES, *_SKIPPED])
# A whole number in words: "ba muoi hai".
WORDS = rf"(?:(?:{_WORD})\b\s*)+"


def read_digits(text: str) -> int:
    """The number written in digits, dots between thousands or none."""
    return int(text.replace(".", ""))


def read_words(text: str) -> int | None:
    """The number said in plain words without diacritics, or None when it is none: `ba muoi lam` → 35."""
    total, waiting = 0, None
    for word in text.split():
        if word in _ONES:
            # "ba lam" is short for 35: the first figure counts tens.
            total += 0 if waiting is None else waiting * 10
            waiting = _ONES[word]
        elif word in _SCALES:
            scale = _SCALES[word]
            if scale == 1000:
                total, waiting = (total + (waiting or 0) or 1) * scale, None
            else:
                total, waiting = total + (1 if waiting is None else waiting) * scale, None
        elif word not in _SKIPPED:
            return None
    return total + (waiting or 0) if re.search(r"\w", text) else None
