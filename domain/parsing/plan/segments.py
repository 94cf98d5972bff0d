"""The part of a sentence that is about one of its deadlines."""

import re

from domain.parsing.plan.titles import VERB_BEFORE


def segment_start(plain: str, begins: int, end: int) -> int:
    """Where the part about this deadline begins: after the last deadline, `;` or opening bracket."""
    cut = max(plain.rfind(";", begins, end), begins - 1) + 1
    opened = plain.rfind("(", cut, end)
    has_words = opened >= 0 and re.search(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", plain[opened:end]) is not None
    is_channel = opened >= 0 and plain[opened : opened + 5] in ("(qua ", "(thon")
    return (
        opened + 1 if opened >= 0 and ")" not in plain[opened:end] and has_words and not is_channel else cut
    )


def segment_end(plain: str, begins: int) -> int:
    """Where what is said after a deadline ends: at `;` or the next date."""
    match = re.search(r";|\d{1,2}\s*[/.\-]\s*\d", plain[begins:])
    return begins + match.start() if match else len(plain)


def phrase_start(text: str, plain: str, start: int, least: int) -> int:
    """Where what is quoted begins: with the verb before the deadline, `hoàn thành`, `gửi`."""
    match = VERB_BEFORE.search(plain[least:start])
    # `Ban Tổ chức trước ngày`: a name, not the verb.
    is_name = match is not None and text[least + match.start()].isupper() and match.start() > 1
    return least + match.start() if match and not is_name else start


def tail_of(text: str, end: int) -> str:
    """For whom the deadline holds, where that follows it: `đối với các xã miền núi`."""
    match = re.match(r"\s*đối với\s+[^,.;()]{3,80}", text[end:])
    return match[0] if match else ""
