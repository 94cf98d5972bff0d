"""All were there: nobody was absent, or as many came as there are members."""

import re

from domain.parsing.draft import Draft
from domain.parsing.number_words import OVER

LAST_DAY, LAST_MONTH = 31, 12
_WHO = r"(?:ai|nguoi nao|dong chi nao|dang vien nao|mot ai|nguoi|dong chi)"
_NOBODY = re.compile(
    rf"\bkhong (?:co |con )?(?:{_WHO} )?(?:nao )?(?:bi )?(?:vang|nghi|thieu)(?: mat)?(?:"
    rf" (?:mat )?{_WHO})?\b(?! ?:? ?\d)"
    r"|\b(?:vang|nghi)(?: mat)? ?:? ?(?:khong|0)\b(?! (?:ly|phep|co|xin|bao|ro)|\d| ?[/.,]\d)"
)
_EVERYBODY = re.compile(
    r"\b100 ?(?:%|phan tram)|\b(?:du|day du|tham gia|co mat|hoc)(?: \w+){0,2} (?:100 ?%|day du"
    r"|dong du)|\b(?:du quan so|quan so du|du ca|day du|dong du|du het|du mat|full)\b"
    r"|\b(?:toan bo|tat ca|toan the)(?: (?:cac|cac dong chi|can bo|dang vien|dong chi|moi nguoi"
    r"|deu|nguoi|chi bo))+(?: (?:da|deu))*(?: (?:du|hoc|tham gia|co mat|tham du))?"
    r"|\b(?:dang vien|dong chi|moi nguoi) (?:deu )?(?:di |tham gia |du |hoc )(?:day )?(?:du|het)\b"
    r"|\bca chi bo (?:du|hoc|tham gia|di)"
    r"|\b(?:dang vien|dong chi|nguoi) deu (?:da |duoc )?(?:tham gia|tham du|du|hoc|co mat"
    r"|di hoc|di du)\b(?! ?\d)"
)
# Without "cả" it may as well be "dự 21": who came, not that all did.
_ALL_OF_A_NUMBER = re.compile(r"\b(?:du|hoc|hop) ca \d")
_ABSENT_OF_TOTAL = re.compile(r"\b(?:vang|thieu|nghi)(?: mat)? ?:? ?(\d{1,4}) ?[/⁄] ?(\d{1,6})(?![\d/])")


def take_nobody_absent(draft: Draft) -> None:
    """`không vắng ai`, and `vắng 3/50`, which is no pair of attended and total."""
    nobody = _NOBODY.search(draft.line.open)
    if nobody:
        draft.take("absent", 0, *nobody.span())
    match = _ABSENT_OF_TOTAL.search(draft.line.open)
    if match and _tells_absent_of_total(match):
        draft.values["total"] = int(match[2])
        draft.quotes["total"] = draft.line.words(*match.span())
        draft.take("absent", int(match[1]), *match.span())


def _tells_absent_of_total(match: re.Match[str]) -> bool:
    """`vắng 3/50`; but `vắng 5/6` may be a day, and `nên vắng, 19/20` tells who came."""
    absent, total = int(match[1]), int(match[2])
    if OVER in match[0]:
        return absent <= total
    may_be_day = absent <= LAST_DAY and total <= LAST_MONTH
    return not may_be_day and absent * 2 <= total


def settle_everybody(draft: Draft) -> None:
    """`đủ`, `100%`: as many as there are members, when it is known how many there are."""
    match = _EVERYBODY.search(draft.line.open) or _ALL_OF_A_NUMBER.search(draft.line.text)
    draft.is_everybody = match is not None
    if match is None or "absent" in draft.values:
        return
    total = draft.number("total")
    if total is None and draft.number("attended") is not None:
        total = draft.number("attended")
        draft.values["total"], draft.quotes["total"] = total or 0, draft.quotes["attended"]
    if total is None:
        total = _bare_total(draft) or draft.context.members
    if total is None or draft.number("attended") is not None:
        return
    draft.values |= {"attended": total, "total": total}
    words = draft.line.words(*match.span())
    draft.quotes["attended"] = words
    draft.quotes.setdefault("total", words)


def _bare_total(draft: Draft) -> int | None:
    """`50 đảng viên, dự 100%`."""
    if draft.bare_number is None:
        return None
    number, draft.quotes["total"] = draft.bare_number
    draft.readings = [reading for reading in draft.readings if number not in reading.values()]
    return number
