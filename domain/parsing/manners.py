"""Greetings, forms of address and thanks around what is said."""

import re

_ADDRESSED = (
    r"(?:cac |quy )?(?:ban tuyen giao|huyen uy|dong chi|anh|chi|em|bac|chu|co|ban|sep|thu truong|thay|btg|lanh dao|"
    r"huyen|xa)"
)
_GREETING = re.compile(
    rf"(?:(?:kinh (?:gui|chao|thua|bao cao)|thua|alo|a lo|(?:em |minh |xin )?"
    rf"(?:bao cao|chao|thua)|{_ADDRESSED} oi)"
    rf"(?: (?:voi |cho )?(?:{_ADDRESSED}|oi|a))*(?:[ ,.:!;\n]+|$))+"
)
# One word or sign of parting at the end: taken off one after the other, so that any text is read quickly.
_PARTING = re.compile(
    rf"(?:\b(?:a|ah|nhe|nha|nhi|day|oi|thoi|nghe|{_ADDRESSED})"
    r"|\b(?:xin |em |minh |chan thanh |tran trong )*cam on(?: nhieu)?|\btran trong(?: bao cao)?"
    r"|\b(?:bao cao |xin )?het|[^\w\s,.!;?/%⁄-])$"
)
_LONGEST_PARTING = 60
_MOST_PARTINGS = 12
_TRAILING = " ,.!;\n"


def without_manners(text: str) -> str:
    """What is said, in plain spelling, without greeting before and thanks after it."""
    text = text.strip()
    greeting = _GREETING.match(text)
    said = (text[greeting.end() :] if greeting else text).rstrip(_TRAILING)
    for _ in range(_MOST_PARTINGS):
        parting = _PARTING.search(said, max(0, len(said) - _LONGEST_PARTING))
        if parting is None:
            break
        said = said[: parting.start()].rstrip(_TRAILING)
    return said.strip()
