"""Members: who attended, of how many, who was absent, guests beside them."""

import re

from domain.parsing.draft import Draft

_N = r"(?<![\d/⁄.,\-])(?P<n>\d{1,6})(?![\d]|[.,]\d| ?[/⁄%]| phan)"
NOUN = r"(?:can bo dang vien|can bo|dang vien|dong chi|nguoi|dai bieu|thanh vien)"
_NOT_A_COUNT = (
    r"(?! ?(?:buoi|dot|lop|ngay(?! ?\d)|gio|phut|lan|nghi|chuyen|chi bo|quan chung|hoi vien"
    r"|doan vien|thang|nam|to|thon|h|g|khach|doi tuong)\b)"
)
_ABSENT = (
    re.compile(rf"\b(?:vang|thieu|nghi)(?: mat)?(?: (?:co|la|mat|het))? ?:? ?{_N}{_NOT_A_COUNT}"),
    re.compile(
        rf"{_N} (?:{NOUN} )?(?:(?:con |deu |bi |xin )?(?:(?:vang mat|vang|nghi)(?! ?:? ?\d)|chua hoc"
        rf"|chua du|khong du|xin phep|khong tham gia|khong hoc|khong the))\b"
    ),
    re.compile(rf"\b(?:con|con lai) {_N} {NOUN}(?: [a-z]+){{0,2}} (?:chua|khong)\b"),
)
_NOBODY = re.compile(
    r"\b(?:khong (?:co )?(?:ai |nguoi nao |dong chi nao |dang vien nao )?(?:nao )?vang(?: mat)?(?:"
    r" ai| dong chi nao| nguoi nao| dong chi| mat ai)?|vang(?: mat)? ?:? ?khong(?! ly| phep| co)"
    r"|vang(?: mat)? ?:? ?0)\b"
)
_ATTENDED = (
    re.compile(
        rf"{_N} (?:{NOUN} )?(?:(?!chua|khong|vang|nghi|con|se|bi|xin|do|va|phai)[a-z]+ )?(?:tham gia"
        rf"|tham du|co mat|den du|du hoc|du hop|du|di hoc|da hoc|duoc hoc|den hoc)\b(?! kien)"
    ),
    re.compile(
        rf"\b(?:du hoc|du hop|du|co mat|tham gia|tham du|den hoc|den du|tham gia hoc tap|hien dien"
        rf"|so hoc|hoc duoc|da hoc duoc|hoc xong)(?: (?:hoc|hoc tap|hop|day du|du|la|co|gom|hoi nghi"
        rf"|lop|tong cong|cua|duoc|khoang)){{0,8}} ?:? ?{_N}{_NOT_A_COUNT}"
    ),
    re.compile(rf"\b(?:duoc|hoc) {_N} {NOUN}"),
    re.compile(rf"\bco {_N} {NOUN} (?:hoc|hop)\b"),
    re.compile(rf"{_N} {NOUN} (?:da )?(?:hoc|hop)\b"),
    re.compile(rf"{_N} {NOUN} (?:du |tham gia )?(?:tren|trong) (?:tong |so |so )*\d"),
)
_TOTAL = (
    re.compile(
        rf"\b(?:tong so|tong cong|tong|si so|quan so|bien che|danh sach|trieu tap|toan chi bo|ca chi bo"
        rf"|toan dang bo)(?: (?:dang vien|dong chi|la|co|cua|chi bo|dang bo|don vi|hien co|phai hoc"
        rf"|duoc trieu tap|trieu tap|can bo|dang|nguoi|hien)){{0,8}} ?:? ?{_N}(?! {NOUN} (?:du|tham gia"
        rf"|tham du|co mat|da hoc)\b(?! du))"
    ),
    re.compile(
        rf"\b(?:chi bo|don vi|dang bo|chung em|chung toi|ben em|ben toi"
        rf"|to dang)(?: [a-z]+){{0,3}}? (?:co|hien co|gom) {_N} {NOUN}?"
    ),
    re.compile(rf"\b(?:tren|trong) (?:tong so |tong )?{_N} {NOUN}"),
    re.compile(rf"\bdu (?:ca )?{_N} {NOUN}"),
)
_NON_PARTY = re.compile(
    rf"{_N} (?:{NOUN} )?(?:la )?(?:quan chung|doi tuong|cam tinh|ngoai dang|khach moi)(?: uu tu"
    rf"| dang| ket nap)*|\bquan chung(?: uu tu| du| tham gia| co"
    rf"| la)* ?:? ?(?P<m>\d{{1,6}})(?![\d/])"
)
_MASS = re.compile(
    rf"{_N} (?:can bo,? )?(?:hoi vien|doan vien)|\b(?:hoi vien|doan vien)(?: du| tham gia| co"
    rf"| la)* ?:? ?(?P<m>\d{{1,6}})(?![\d/])"
)
_ABOUT = re.compile(r"\b(?:khoang|hon|gan|tam|chung|xap xi|ngot|it nhat|toi thieu)(?: duoc| tren)? ?$")
_NAMED_COUNT = re.compile(rf"\b(?:so dang vien|dang vien|so luong)(?: la| co)? ?:? ?{_N}")
_BARE = re.compile(rf"{_N} {NOUN}")
_EVERYBODY = re.compile(
    r"\b100 ?(?:%|phan tram)|\b(?:du|day du|tham gia|co mat|hoc)(?: \w+){0,2} (?:100 ?%|day du"
    r"|dong du)|\b(?:du quan so|quan so du|du ca|day du|dong du|du het|du mat|full)\b"
    r"|\b(?:toan bo|tat ca|toan the)(?: (?:cac|cac dong chi|can bo|dang vien|dong chi|moi nguoi"
    r"|deu|nguoi|chi bo))+(?: (?:da|deu))*(?: (?:du|hoc|tham gia|co mat|tham du))?"
    r"|\b(?:dang vien|dong chi|moi nguoi) (?:deu )?(?:di |tham gia |du |hoc )(?:day )?(?:du|het)\b"
    r"|\bca chi bo (?:du|hoc|tham gia|di)"
)
# "78 đồng chí/80 đồng chí": a pair with what is counted named after each.
_NAMED_PAIR = re.compile(
    rf"(?<![\d/])(\d{{1,6}}) {NOUN} ?(?:/|tren(?: tong(?: so)?)?) ?(\d{{1,6}})(?: {NOUN})?(?![\d/])"
)
_WITH_GUESTS = re.compile(
    rf"{_N} {NOUN},? (?:va|cung|cung voi|voi) \d{{1,6}} (?:{NOUN} )?"
    r"(?:quan chung|doi tuong|khach moi|cam tinh)(?: [a-z]+){0,3} (?:du|tham du|tham gia|co mat)\b"
)
# Without "cả" it may as well be "dự 21": who came, not that all did.
_ALL_OF_A_NUMBER = re.compile(r"\bdu ca \d")
_ABSENT_AND_PAIR = re.compile(r"\b(?:vang|thieu|nghi)(?: mat)? ?:? ?(\d{1,4}) ?/ ?(\d{1,6})(?![\d/])")


def read_people(draft: Draft) -> None:
    """Take the counts that words name; `everybody` is settled once pairs are read."""
    _take_absent_of_total(draft)
    _take_named_pair(draft)
    _take_beside_guests(draft)
    _take(draft, "non_party", (_NON_PARTY,))
    _take(draft, "members", (_MASS,))
    if "absent" not in draft.values:
        nobody = _NOBODY.search(draft.line.open)
        if nobody:
            draft.take("absent", 0, *nobody.span())
        else:
            _take(draft, "absent", _ABSENT)
    _take(draft, "total", _TOTAL[:1])
    _take(draft, "attended", _ATTENDED)
    _take(draft, "total", _TOTAL)


def read_bare_count(draft: Draft) -> None:
    """`50 đảng viên` with nothing that says what they did: the total beside an absence, else unsettled."""
    if "attended" in draft.values and ("total" in draft.values or "absent" in draft.values):
        return
    matches = list(_BARE.finditer(draft.line.open)) or list(_NAMED_COUNT.finditer(draft.line.open))
    if len(matches) != 1:
        return
    match = matches[0]
    number = int(match["n"])
    if "total" not in draft.values and ("absent" in draft.values or "attended" in draft.values):
        draft.take("total", number, *match.span("n"))
    elif not {"attended", "total", "absent"} & draft.values.keys():
        draft.line.take(*match.span())
        draft.readings += [{"attended": number}, {"total": number}]
        draft.quotes["_bare"] = draft.line.words(*match.span("n"))


def settle_everybody(draft: Draft) -> None:
    """`đủ`, `100%`: as many as there are members, when it is known how many there are."""
    match = _EVERYBODY.search(draft.line.open) or _ALL_OF_A_NUMBER.search(draft.line.text)
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
    draft.is_everybody = True
    words = draft.line.words(*match.span())
    draft.quotes["attended"] = words
    draft.quotes.setdefault("total", words)


def _bare_total(draft: Draft) -> int | None:
    """`50 đảng viên, dự 100%`."""
    if "_bare" not in draft.quotes:
        return None
    draft.quotes["total"] = draft.quotes["_bare"]
    reading = draft.readings.pop()
    draft.readings.pop()
    found = reading["total"]
    return found if isinstance(found, int) else None


def _take_named_pair(draft: Draft) -> None:
    match = _NAMED_PAIR.search(draft.line.open)
    if match and "attended" not in draft.values:
        draft.values["total"] = int(match[2])
        draft.quotes["total"] = draft.line.words(*match.span())
        draft.take("attended", int(match[1]), *match.span())


def _take_beside_guests(draft: Draft) -> None:
    """`45 đảng viên và 12 quần chúng dự`: what both did is said once."""
    match = _WITH_GUESTS.search(draft.line.open)
    if match and "attended" not in draft.values:
        draft.take("attended", int(match["n"]), *match.span("n"))


def _take_absent_of_total(draft: Draft) -> None:
    """`vắng 3/50`."""
    match = _ABSENT_AND_PAIR.search(draft.line.open)
    if match and not (int(match[1]) <= 31 and int(match[2]) <= 12) and int(match[1]) <= int(match[2]):
        draft.values["total"] = int(match[2])
        draft.quotes["total"] = draft.line.words(*match.span())
        draft.take("absent", int(match[1]), *match.span())


def _take(draft: Draft, name: str, patterns: tuple[re.Pattern[str], ...]) -> None:
    for pattern in patterns:
        for match in pattern.finditer(draft.line.open):
            groups = match.groupdict()
            number = int(groups["n"] or groups.get("m") or 0)
            known = draft.number(name)
            if _ABOUT.search(draft.line.open[: match.start("n")] if groups["n"] else ""):
                draft.readings.append({name: number})
                draft.line.take(*match.span())
                continue
            if known is not None and known != number and name in ("attended", "total"):
                draft.doubt("conflicting_figures", "attended", "total")
                draft.line.take(*match.span())
                continue
            if known is None:
                draft.take(name, number, *match.span())
        if name in draft.values:
            return
