"""Vietnamese numbers: words without diacritics."""

ONES = {
    "khong": 0, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5, "lam": 5, "nham": 5, "sau": 6,
    "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
# "hăm lăm" is 25.
SCALES = {"muoi": 10, "ham": 20, "chuc": 10, "tram": 100, "nghin": 1000, "ngan": 1000}
# "ba trăm rưỡi": half of the scale before it.
HALF = "ruoi"
LINKS = frozenset({"linh", "le"})
NUMBER_WORDS = frozenset({*ONES, *SCALES, *LINKS, HALF})


def read_words(text: str) -> int | None:
    """The number said in plain words without diacritics, or None when it is none: `ba muoi lam` → 35."""
    words = text.split()
    if not words or any(word not in NUMBER_WORDS for word in words):
        return None
    total, waiting, scale = 0, None, 1
    for word in words:
        if word in ONES:
            # "ba lam" is short for 35: the first figure counts tens.
            total += 0 if waiting is None else waiting * 10
            waiting = ONES[word]
        elif word in SCALES:
            total, waiting = _scaled(total, waiting, SCALES[word])
            scale = SCALES[word]
        elif word == HALF:
            total += scale // 2
        else:
            scale = 1
    if waiting is not None and scale >= 100:
        # "một trăm hai" is 120, "một trăm linh hai" 102.
        waiting *= scale // 10
    return total + (waiting or 0)


def _scaled(total: int, waiting: int | None, scale: int) -> tuple[int, None]:
    if scale == 1000:
        return (total + (waiting or 0) or 1) * scale, None
    return total + (1 if waiting is None else waiting) * scale, None
