"""Telephone numbers as people type them among other words: `0912 345 678`, `+84 912.345.678`."""

import re

# Ten digits with 0, eleven for a fixed line with its area; +84 stands for the 0.
_NUMBER = re.compile(r"(?<![\d/.,])(?:\+?84|0)(?:[ .\-]?\d){9,10}(?![\d/])")
_CALLED = re.compile(
    r"[\s,;:.(–-]*(?:\b(?:sđt|sdt|đt|dt|số điện thoại|so dien thoai|điện thoại|dien thoai|số máy|so may"
    r"|số|so|tel|phone))?[\s.:]*$",
    re.IGNORECASE,
)


def find_telephone(text: str) -> str:
    """The first telephone number in the words, digits only; "" when there is none."""
    found = _NUMBER.search(text)
    return _digits(found[0]) if found else ""


def without_telephone(text: str) -> str:
    """The words around the number, without what only announces it: `Lê Văn Tám, ĐT`."""
    found = _NUMBER.search(text)
    if not found:
        return text.strip()
    before, after = _CALLED.sub("", text[: found.start()]), text[found.end() :].strip(" ,;.:)")
    return f"{before.strip()} {after}".strip()


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if digits.startswith("84") else digits
