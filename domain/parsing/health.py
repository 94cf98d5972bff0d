"""Illness is stored as a category, never with a name: what to find and what to leave out of raw words."""

import re

from domain.parsing.letters import composed, without_diacritics

REMOVED = "[…]"

ILLNESS = (
    r"(?:ung thu|tai bien|dot quy|nhoi mau(?: co tim)?|tieu duong|dai thao duong|cao huyet ap"
    r"|huyet ap|tim mach|benh tim|suy than|"
    r"xo gan|viem \w+(?: \w+)?|soi than|ruot thua|thoat vi(?: dia dem)?|gay (?:tay|chan|xuong)"
    r"|tram cam|tam than|hiv|lao phoi|"
    r"covid|sot(?: xuat huyet| cao| ret| virus)?|cum|hoa tri|xa tri|chay than|phau thuat(?: \w+)?"
    r"|mo (?:mat|ruot|tim|than|soi|khop|u|gan|cot|noi)\w*(?: \w+)?|di mo|phai mo|moi mo|"
    r"nam vien|nhap vien|vao vien|di vien|(?<!truc )cap cuu|dieu tri(?: \w+)?|(?:ch"
    r"|s)ua benh|kham benh|di kham"
    r"|benh(?: nang| hiem| \w+)?|bi dau|bi om|om nang|om dau|om|"
    r"dau (?:lung|dau|bung|khop|chan|tay|than|rang|mat|da day|cot song|than kinh)|suc khoe (?:yeu"
    r"|kem|khong|giam|sut|xau)\w*|tai nan(?: giao thong)?|than kinh)"
)
_ILLNESS = re.compile(
    rf"(?<!\w){ILLNESS}(?!\w)(?:(?= giai)(?: giai doan \w+))?(?: (?:giai doan|o|tai) (?:cuoi"
    rf"|benh vien(?: \w+)?|vien|\d))?"
)
_CLAUSE_EDGE = re.compile(r"[,;:()]")
_PLACE_BEFORE = re.compile(
    r"\b(?:chi bo|dang bo|truong|thon|xom|ban|xa|huyen|khu|to|tinh|tram|cong ty|nha may"
    r"|benh vien|tieu hoc|thcs|thpt"
    r"|mam non|cb|th|mn|doi|phong|hoi|doan)(?: [a-z]+)? $"
)
_SENTENCE = re.compile(r"[^.;\n]+(?:[.;\n]|$)")
_TITLE = r"(?:(?:d\s?/\s?c|dc|dong chi|ong|ba|anh|chi|co|chu|bac|em|thay|cu)(?= ))"
_SPELLED_TITLES = frozenset(
    [
        "đ/c",
        "đ /c",
        "đ/ c",
        "đc",
        "đồng chí",
        "ông",
        "bà",
        "anh",
        "chị",
        "cô",
        "chú",
        "bác",
        "em",
        "thầy",
        "cụ",
    ]
)
_NOT_NAME = (
    r"(?:bi|om|dang|phai|nen|do|vi|nam|mo|dieu|vang|nghi|xin|di|duoc|co|khong|chua|thi|la|va|con|o"
    r"|tai|den|ve|da|se|sap|benh|sot|nao|nay|chao|gui|nhan|cam on|bao cao|"
    r"do|ung|tai|cap|nhap|vao|suc|dau|kham|chua|moi|vua|viem|hoc|du|bi thu|pho|khac|cung|ay|kia|oi"
    r"|a|ban|tren|trong|voi|huyet|tim|"
    r"tieu|suy|xo|soi|ruot|gay|tram|tam|lao|covid|cum|hoa|xa|chay|phau|than|thai|sinh|trung|cong"
    r"|viec|tham|cho|nhe|duong|tap|day|bo|doan|hoi|uy|mat|phep|ly|nguoi|dang|dong|nhieu"
    r"|tat|toan|bao cao vien|truong|chu tich|cap uy|chi uy|nguoi|giao vien)"
)
_NAMED_BY_TITLE = re.compile(
    rf"(?<!\w){_TITLE} ((?!{_NOT_NAME}\b)[a-z]+(?: (?:thi|[a-z]|(?!{_NOT_NAME}\b)[a-z]+)\b){{0,4}})"
)
_CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_CAPITALISED = re.compile(rf"(?<!\w)[{_CAPITAL}][^\W\d_A-Z]*(?: [{_CAPITAL}][^\W\d_]*){{0,4}}(?!\w)")
_WORDS_NO_NAME = """
da kinh chi dang bo btg ban thuong vu huyen uy tinh xa thon uy ban bao cao vang du hoc nghi quyet
ngay hom sang chieu toi truong thcs thpt ubnd dc dv kh nq em toi bi thu dong con co mot hai ba vi do
ly ho tong so zoom ok qc cb thua nay xin om benh sot tai covid ung om con ong ba anh hoi doan mttq
tt nam
"""
_CAPITAL_NO_NAME = frozenset(_WORDS_NO_NAME.split())


def has_named_illness(text: str) -> bool:
    """Whether the words tell who is ill."""
    return any(True for _ in _named_illnesses(composed(text)))


def without_health_details(text: str) -> str:
    """The words without names and illnesses, where one stands with the other; other words stay as they are.

    What is left out is replaced by `[…]`. An illness without a name, or a name without an illness, stays.
    """
    original = composed(text)
    pieces, last = [], 0
    for start, end in _merged(sorted(_named_illnesses(original))):
        pieces += [original[last:start], REMOVED]
        last = end
    return "".join([*pieces, original[last:]])


def _named_illnesses(original: str) -> list[tuple[int, int]]:
    plain = without_diacritics(original)
    found: list[tuple[int, int]] = []
    if not _ILLNESS.search(plain):
        return found
    for sentence in _SENTENCE.finditer(plain):
        start, end = sentence.span()
        ills = [match.span() for match in _ILLNESS.finditer(plain, start, end)]
        if not ills:
            continue
        titled, bare = (
            _titled_names(original, plain, start, end),
            _bare_names(original, plain, start, end, ills),
        )
        if titled or any(_share_a_clause(plain, name, ill) for name in bare for ill in ills):
            found += ills + titled + bare
    return found


def _share_a_clause(plain: str, name: tuple[int, int], ill: tuple[int, int]) -> bool:
    return not _CLAUSE_EDGE.search(plain, min(name[1], ill[1]), max(name[0], ill[0]))


def _titled_names(original: str, plain: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _NAMED_BY_TITLE.finditer(plain, start, end):
        words = match[1].split()
        if _is_another_word(original[match.start() : match.start(1)], original):
            continue
        if not all(word in _CAPITAL_NO_NAME for word in words):
            found.append((match.start(1), match.start(1) + len(match[1].rstrip())))
    return [name for name in found if not _presents(plain, name[1])]


def _bare_names(
    original: str, plain: str, start: int, end: int, ills: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Words with a capital that are no beginning of a sentence, no office and no place."""
    if original[start:end].isupper():
        return []
    return [
        match.span()
        for match in _CAPITALISED.finditer(original, start, end)
        if _may_be_name(plain, match.span(), start)
        and not any(ill[0] <= match.start() < ill[1] for ill in ills)
        and not _presents(plain, match.end())
    ]


def _may_be_name(plain: str, span: tuple[int, int], sentence: int) -> bool:
    words = plain[span[0] : span[1]].split()
    if len(words) == 1 and span[0] == _first_letter(plain, sentence) and not _is_ill(plain, span[1]):
        return False
    is_place = _PLACE_BEFORE.search(plain, max(0, span[0] - 24), span[0])
    return words[0] not in _CAPITAL_NO_NAME and len(words[0]) > 1 and not is_place


def _is_another_word(title: str, original: str) -> bool:
    """`có`, `chi bộ`, `ba` only look like a title when diacritics are left out."""
    return not original.isascii() and title.strip().lower() not in _SPELLED_TITLES


_THEN_ILL = re.compile(rf" (?:(?:bi|dang|phai|moi|di|vang|nghi|do|vi) ){{0,3}}{ILLNESS}")


def _first_letter(plain: str, start: int) -> int:
    while start < len(plain) and not plain[start].isalpha():
        start += 1
    return start


def _is_ill(plain: str, end: int) -> bool:
    return _THEN_ILL.match(plain, end) is not None


_PRESENTS = re.compile(r"[^,.;]{0,20}?(?:truyen dat|quan triet|trinh bay|len lop|pho bien)")


def _presents(plain: str, end: int) -> bool:
    return _PRESENTS.match(plain, end) is not None


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
