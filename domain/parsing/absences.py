"""Why members were absent, by category and count; never who."""

import re

from domain.parsing.draft import Draft
from domain.parsing.health import ILLNESS, has_named_illness

_CATEGORIES = (
    ("con_nho", r"(?:co )?con nho|con (?:bi )?om|trong con|cham con|cham chau|nuoi con"),
    (
        "thai_san",
        r"(?:nghi )?thai san|nghi sinh|sinh con|sinh em be|nghi de|o cu|mang thai|sap sinh|moi sinh",
    ),
    ("di_lam_xa", (r"(?:di )?lam (?:an )?xa|di xa|lam an o xa|xuat khau lao dong|lao dong (?:o )?nuoc ngoai"
r"|o nuoc ngoai|di nuoc ngoai|di lam (?:o )?(?:nam|bac|ha noi|sai gon|tinh ngoai|cong ty"
r"|ngoai tinh)")),
    ("di_hoc", (r"(?:di|dang|ban) hoc(?: (?:trung cap|cao cap|dai hoc|lop|tap trung|xa|nghiep vu|o"
r"|ly luan)[a-z ]{0,20}?)?|hoc (?:trung cap|cao cap|dai hoc|lop"
r"|ly luan chinh tri)[a-z ]{0,20}?")),
    ("cong_tac", (r"(?:di )?cong tac(?! dang)|(?:di |ban )hop(?: (?:huyen|tinh|o|tren))?|(?:di |du )?tap huan"
r"|(?:di |dang |ban )?truc(?! t)(?: (?:ca|gac|bao|chien dau))?|lam nhiem vu|di nhiem vu"
r"|nghia vu")),
    ("nghi_phep", r"nghi phep|phep nam|xin phep|nghi che do"),
    ("viec_rieng", (r"(?:co )?(?:viec|ban) (?:rieng|gia dinh|nha)|(?:co )?viec (?:rieng|nha|gia dinh|hieu|hy)"
r"|gia dinh co (?:viec|tang|dam)|nha co (?:viec|dam|tang|hieu)|dam (?:cuoi|tang|ma|gio|hieu)"
r"|tang (?:le|gia)|hieu hy|ban viec(?: rieng| nha| gia dinh)?|co viec(?: ban)?")),
    ("gia_yeu", r"(?:tuoi cao|gia yeu|cao tuoi|tuoi gia)(?:,? suc yeu)?"),
    ("mien_sinh_hoat", r"(?:duoc )?mien sinh hoat|mien cong tac"),
    ("om", rf"{ILLNESS}(?: dot xuat)?"),
)  # fmt: skip
_REASON = "|".join(rf"(?P<{name}>{pattern})" for name, pattern in _CATEGORIES)
_ITEM = re.compile(
    rf"(?:(?<![\d/])(?P<count>\d{{1,3}}) )?(?:(?:dong chi|dang vien|nguoi|bi|xin|phai|do|vi|nghi"
    rf"|ly do|la|vang|vi ly do|dang)[ :]+){{0,4}}"
    rf"(?<!\w)(?:{_REASON})(?!\w)(?: ?:? ?(?:\(?(?P<after>\d{{1,3}})\)?)(?! ?(?:/|[.\-]\d|\d"
    rf"| ?(?:dong chi|dang vien|nguoi) (?!vang)|[a-z]))| (?P<noun>\d{{1,3}}) (?:dong chi|dang vien"
    rf"|nguoi)(?= ?[,.;)]|$))?"
)
_ABSENT = re.compile(
    r"\b(?:vang|nghi|thieu|khong (?:du|tham gia|tham du|hoc) duoc|khong du|chua hoc duoc|chua du)\b"
)
_COUNTED_ABSENT = re.compile(r"\b(?:vang|nghi|thieu)(?: mat)?(?: (?:co|la|mat))? ?:? ?(\d{1,4})\b(?! ?[/%])")
_EXCUSED = re.compile(
    r"\b(?:(?P<count>\d{1,4}) )?(?:(?:dong chi|nguoi|dang vien) )?(?:deu )?(?:vang )?(?P<no>khong "
    r"(?:co )?|chua (?:co )?)?(?:co )?(?P<kind>ly do|phep)(?: chinh dang)?\b(?! ?:? (?:la|vi|om"
    r"|di))(?: ?[:=] ?(?P<after>\d{1,4})\b(?! ?[/\-]|\.\d))?"
)


def read_absences(draft: Draft) -> None:
    """Counts of the reasons given, and how many were excused; takes their words out of the line."""
    text = draft.line.open
    absent = _ABSENT.search(text)
    if absent is None:
        return
    _read_excused(draft)
    items = [
        match
        for match in _ITEM.finditer(draft.line.open)
        if _is_about_absence(match, absent, draft.line.open)
    ]
    if not items:
        return
    _read_reasons(draft, items, text)
    if has_named_illness(draft.line.original):
        draft.doubt("personal_health_info:do_not_store_name_or_illness")
        draft.quotes["absent_reasons"] = ""


def _is_about_absence(match: re.Match[str], absent: re.Match[str], text: str) -> bool:
    """In the sentence that speaks of absence, before or after the word."""
    between = text[min(match.end(), absent.end()) : max(match.start(), absent.start())]
    return not re.search(r"[;\n]|\.(?!\d)", between) or match.start() > absent.start()


def _read_reasons(draft: Draft, items: list[re.Match[str]], text: str) -> None:
    stated = _COUNTED_ABSENT.search(text)
    total = int(stated[1]) if stated else None
    counts: list[tuple[str, int | None]] = []
    for number_of_item, match in enumerate(items):
        if number_of_item and _says_the_same(items[number_of_item - 1], match, text):
            continue
        name = next(name for name, _ in _CATEGORIES if match[name])
        number = match["count"] or match["after"] or match["noun"]
        counts.append((name, int(number) if number else None))
    starts_the_list = stated is not None and items[0].start() <= stated.start(1) < items[0].end()
    if starts_the_list:
        total = _total_of_list(draft, counts, total)
    reasons = _reasons(counts, total)
    _keep(
        draft,
        reasons,
        total,
        items,
        is_stated=stated is not None,
        has_counts=any(count for _, count in counts),
    )


def _says_the_same(before: re.Match[str], match: re.Match[str], text: str) -> bool:
    """`nằm viện điều trị` is one reason of one person."""
    if match["count"] or match["after"] or match["noun"]:
        return False
    between = text[before.end() : match.start()]
    return before.lastgroup == match.lastgroup and not re.search(r"[,;+&]|\bva\b", between)


def _total_of_list(draft: Draft, counts: list[tuple[str, int | None]], first: int | None) -> int | None:
    """`vắng 1 ốm, 1 thai sản` is two; `vắng 2 ốm, thai sản` leaves open whether it is two or more."""
    if len(counts) == 1:
        return first
    if all(count for _, count in counts[1:]):
        return sum(count or 0 for _, count in counts)
    counts[0] = (counts[0][0], None)
    return first


def _reasons(counts: list[tuple[str, int | None]], total: int | None) -> dict[str, int]:
    """Counts by category; empty when it cannot be told how many have which reason."""
    unnumbered = [name for name, count in counts if count is None]
    known = sum(count or 0 for _, count in counts)
    found: dict[str, int] = {}
    each = 1
    if len(unnumbered) == 1 and total is not None and total > known:
        each = total - known
    elif unnumbered and total is not None and total != known + len(unnumbered):
        return {}
    for name, count in counts:
        found[name] = found.get(name, 0) + (each if count is None else count)
    return found


def _keep(
    draft: Draft,
    reasons: dict[str, int],
    total: int | None,
    items: list[re.Match[str]],
    *,
    is_stated: bool,
    has_counts: bool,
) -> None:
    line = draft.line
    words = line.words(items[0].start(), items[-1].end())
    stated = _COUNTED_ABSENT.search(line.open)
    if stated and total is not None:
        draft.values["absent"] = total
        draft.quotes["absent"] = line.words(*stated.span())
        line.take(*stated.span())
    for match in items:
        line.take(*match.span())
    if not reasons:
        return
    draft.values["absent_reasons"] = reasons
    draft.quotes["absent_reasons"] = words
    if not is_stated and has_counts:
        draft.values.setdefault("absent", sum(reasons.values()))
        draft.quotes.setdefault("absent", words)
    elif total is not None and sum(reasons.values()) > total:
        draft.doubt("reasons>absent", "absent")
        del draft.values["absent_reasons"]


def _read_excused(draft: Draft) -> None:
    excused, unexcused, quote = None, None, ""
    for match in _EXCUSED.finditer(draft.line.open):
        counted = match["count"] or match["after"]
        number = int(counted) if counted else None
        if match["no"]:
            unexcused = number if number is not None else -1
        else:
            excused = number if number is not None else -1
        quote = quote or draft.line.words(*match.span())
    if excused is None and unexcused is None:
        return
    stated = _COUNTED_ABSENT.search(draft.line.open)
    total = int(stated[1]) if stated else None
    if unexcused is not None and excused is None:
        is_all = unexcused in (-1, total)
        excused = 0 if is_all else (total - unexcused if total is not None and total >= unexcused else None)
    elif excused == -1:
        excused = total
    elif (
        excused is not None
        and unexcused not in (None, -1)
        and stated
        and stated.start(1) in _counts_of_excused(draft)
    ):
        draft.values["absent"] = excused + (unexcused or 0)
        draft.quotes["absent"] = quote
    if excused is not None and excused >= 0:
        draft.values["absent_excused"] = excused
        draft.quotes["absent_excused"] = quote


def _counts_of_excused(draft: Draft) -> set[int]:
    return {match.start("count") for match in _EXCUSED.finditer(draft.line.open) if match["count"]}
