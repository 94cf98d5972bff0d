"""Why members were absent, by category and count; never who."""

import re
from dataclasses import replace

from domain.parsing.count_words import ABSENT, EXCUSED, UNEXCUSED
from domain.parsing.counts import Count
from domain.parsing.counts import Stretch as Reason
from domain.parsing.draft import Draft
from domain.parsing.health import ILLNESS, has_named_illness
from domain.parsing.outcomes import HEALTH

LEAVE = "nghi_phep"
_CATEGORIES = {
    "con_nho": r"(?:co )?con nho|con (?:bi )?om|trong con|cham con|cham chau|nuoi con|con moi sinh",
    "thai_san": (
        r"(?:nghi )?(?:che do )?(?:thai|ho) san|nghi sinh|sinh con|sinh em be|nghi de|o cu|mang thai|sap sinh|moi sinh|che do thai san"
    ),
    "di_lam_xa": (
        r"(?:di )?lam (?:an )?(?:o )?xa|di (?:\w+ ){0,2}xa|lam an o xa|xuat khau lao dong|lao dong (?:o )?nuoc ngoai|o xa"
        r"|o nuoc ngoai|di nuoc ngoai|di lam (?:an )?(?:o )?(?:nam|trong nam|mien nam|bac|ha noi|sai gon|tinh ngoai"
        r"|cong ty|ngoai tinh|tinh khac|thanh pho|khu cong nghiep|cong nhan)|di cong nhan|vao nam|lam cong nhan"
        r"|dang o (?:nam|xa|ngoai tinh|nuoc ngoai)"
    ),
    "di_hoc": (
        r"(?:di|dang|ban) hoc(?: (?:trung cap|cao cap|dai hoc|lop|tap trung|xa|nghiep vu|o|ly luan|thac si|"
        r"boi duong|tap huan)[a-z ]{0,20}?)?|hoc (?:trung cap|cao cap|dai hoc|lop|thac si|ly luan chinh tri|boi duong)"
        r"[a-z ]{0,20}?"
    ),
    "cong_tac": (
        r"(?:di )?cong tac(?! dang)|(?:di |ban )hop(?: (?:huyen|tinh|o|tren))?|(?:di |du )?tap huan"
        r"|(?:di |dang |ban )?truc(?! t)(?: (?:ca|gac|bao|chien dau|co quan|dem|sscd|san sang chien dau|ban))?|lam nhiem vu|di nhiem vu"
        r"|nghia vu|bao ve|tuan tra"
    ),
    "nghi_phep": r"nghi phep|phep nam|xin phep|nghi che do|nghi mat",
    "viec_rieng": (
        r"(?:co )?(?:viec|ban) (?:rieng|gia dinh|nha)|(?:co )?viec (?:rieng|nha|gia dinh|hieu|hy)"
        r"|gia dinh co (?:viec|tang|dam)|nha co (?:viec|dam|tang|hieu)|(?:di |ban )?(?:an )?cuoi|(?:di )?(?:an )?dam (?:cuoi|tang|ma|gio|hieu)"
        r"|(?:di vien )?(?:cham|trong|nuoi) (?:bo|me|vo|chong|ong|ba|nguoi nha|nguoi om|bo me)(?: om)?|tang (?:le|gia)|hieu hy|ban viec(?: rieng| nha| gia dinh| dong ang)?|co viec(?: ban)?|viec ca nhan"
    ),
    "gia_yeu": r"(?:tuoi cao|gia yeu|cao tuoi|tuoi gia|gia ca)(?:,? suc yeu)?|suc yeu",
    "mien_sinh_hoat": r"(?:duoc )?mien (?:sinh hoat|cong tac|hoc|hop)",
    "om": rf"{ILLNESS}(?: dot xuat)?",
}
_REASON = re.compile(
    r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _CATEGORIES.items()) + r")(?!\w)"
)
_ABSENCE = re.compile(
    r"\b(?:vang|nghi|thieu|chua (?:hoc|du|hop|ve|tham gia)|hoc (?:sau|bu)|khong (?:du|tham gia|tham du|hoc|den|ve|hop|co mat|di)|xin phep"
    r"|khong the|mien(?! (?:phi|nui|nam|bac|trung)))\b"
)
# "19/20, đ/c An ốm": without a word for absence these need a number of their own or the figures beside them.
_NEED_ABSENCE = frozenset({"di_hoc", "nghi_phep"})
_SENTENCE_END = re.compile(r"[;\n!?]|\.(?!\d)")
_COUNT_BEFORE = re.compile(
    r"\d(?: (?:dong chi|dang vien|nguoi|ban|bac|anh|chi|co|chu|thay|cu|ong|ba|em|vi))?(?: (?:bi|dang|xin|do|vi|nghi|phai|con|di|la|co|vang|cao|bao|keu|deu|cung))* $"
    r"|\d (?:dong chi|dang vien|nguoi|ban|bac|anh|chi|co|chu|thay|cu|ong|ba|em|vi)(?: (?!du|hoc|hop|tham|co|truc)[a-z]+){1,4} $"
)
_COUNT_AFTER = re.compile(r" ?[:(]? ?\d{1,3}(?! ?[/\d.\-])")
_SO_THAT = re.compile(r"[^.;\n]{0,24}\bnen (?:chi )?(?:co|con|du|hoc|dat|duoc) ")
_EXCUSED_ALL = re.compile(
    r"\b(?P<no>(?:khong|chua)(?: ro| biet)? )?(?:co )?(?:ly do chinh dang|ly do|phep|xin phep)\b(?! ?:? (?:la|vi|om|di|khac|vang|nghi))(?! ?:)"
)
_HAVE_COME = re.compile(r"\b(?:du|co mat|tham gia) ?:? ?\d")
_IN_SOME_FORM = re.compile(r"[ a-z]{0,12}\b(?:truc|qua|online|zoom|o|tai|bu|du|xong|roi|day)\b")
_BETWEEN_REASONS = re.compile(
    r"[ ,;.\n)+&]*(?:va )?(?:\d{1,3} )?(?:(?:dong chi|dang vien|nguoi|bi|dang|do|vi) )*"
)
_ANOTHER = re.compile(r"[,;+&]|\bva\b|\d")


def find_reasons(text: str) -> list[Reason]:
    """The stretches of the text that tell why somebody was absent."""
    absences = [match.start() for match in _ABSENCE.finditer(text)]
    found: list[Reason] = []
    for match in _REASON.finditer(text):
        name = match.lastgroup or ""
        if name in _NEED_ABSENCE:
            is_reason = (
                _follows_absence(text, match, absences)
                or _follows_figures(text, match)
                or _continues_list(text, match, found)
            )
        else:
            is_reason = _is_of_absence(text, match, absences) or _is_counted(text, match)
        if not is_reason:
            continue
        if found and found[-1][2] == name and not _ANOTHER.search(text, found[-1][1], match.start()):
            # "nằm viện điều trị" is one reason of one person.
            found[-1] = (found[-1][0], match.end(), name)
        else:
            found.append((*match.span(), name))
    return found


def _is_of_absence(text: str, match: re.Match[str], absences: list[int]) -> bool:
    """In the sentence that speaks of absence, or one that follows it."""
    return any(
        absence < match.start() or not _SENTENCE_END.search(text, match.end(), absence)
        for absence in absences
    )


def _follows_absence(text: str, match: re.Match[str], absences: list[int]) -> bool:
    """`68 đồng chí đi học, 3 đồng chí miễn`: those who went to study were there."""
    return any(
        absence <= match.start() and not _SENTENCE_END.search(text, absence, match.start())
        for absence in absences
    )


def _continues_list(text: str, match: re.Match[str], found: list[Reason]) -> bool:
    """`2 ốm; 1 thai sản; 1 đi học`: one reason after the other."""
    return bool(found) and _BETWEEN_REASONS.fullmatch(text, found[-1][1], match.start()) is not None


def _follows_figures(text: str, match: re.Match[str]) -> bool:
    """`quân số 14, dự 13, 1 đồng chí đi học sĩ quan`: who came has been told."""
    return bool(
        _COUNT_BEFORE.search(text, max(0, match.start() - 40), match.start())
        and _HAVE_COME.search(text, 0, match.start())
        and not _IN_SOME_FORM.match(text, match.end())
    )


def _is_counted(text: str, match: re.Match[str]) -> bool:
    """`2 đồng chí đi công tác`, `ốm 2`, `… nằm viện nên chỉ có 16/17`."""
    return bool(
        _COUNT_BEFORE.search(text, max(0, match.start() - 40), match.start())
        or _COUNT_AFTER.match(text, match.end())
        or _SO_THAT.match(text, match.end())
    )


def settle_absences(draft: Draft, counts: list[Count], reasons: list[Reason]) -> None:
    """How many were absent, how many of them excused, and for which reasons; what cannot be told is left out."""
    absent = [count for count in counts if count.role == ABSENT]
    plain = [count for count in absent if not count.reason]
    reasoned = [count for count in absent if count.reason and count.reason not in (EXCUSED, UNEXCUSED)]
    if reasoned or reasons:
        # "1 phép, 2 công tác": among reasons a leave is one of them.
        leaves = [count for count in absent if count.reason == EXCUSED and reasoned and not count.is_first]
        reasoned += [replace(count, reason=LEAVE) for count in leaves]
        absent = [
            *(count for count in absent if count not in leaves),
            *reasoned[len(reasoned) - len(leaves) :],
        ]
    unnumbered = [span for span in reasons if not any(count.reason_start == span[0] for count in reasoned)]
    first = next((span for span in reasons if reasoned and span[0] == reasoned[0].reason_start), None)
    if first and not plain and unnumbered and reasoned[0].is_first:
        # "vắng 2 ốm, thai sản": two in all, each with a reason.
        plain = [reasoned.pop(0)]
        unnumbered.insert(0, first)
    _take_absent(draft, plain, reasoned, absent, has_more=bool(unnumbered))
    _take_excused(draft, absent, reasons)
    if reasons:
        _take_reasons(draft, reasoned, unnumbered, reasons)


def _take_absent(
    draft: Draft, plain: list[Count], reasoned: list[Count], absent: list[Count], *, has_more: bool
) -> None:
    """The count that was told, or the sum of its parts; with two counts, the one the other figures agree with."""
    if "absent" in draft.values or not absent:
        return
    missing = _missing(draft)
    told = {count.number for count in plain}
    parts = sum(count.number for count in absent if count.reason) if not has_more else 0
    if len(told) > 1:
        told |= {sum(count.number for count in plain)}
        told = {missing} & told if missing is not None else set()
        if not told:
            draft.doubt("", "absent")
    elif not told and parts:
        told = {parts}
    others = sum(count.number for count in reasoned) if plain else 0
    if missing is not None and told and missing not in told and missing in _with_others(draft, told, others):
        told = {missing}
    if told:
        draft.values["absent"] = told.pop() or 0
        draft.quotes["absent"] = draft.line.words(absent[0].start, absent[0].end)


def _with_others(draft: Draft, told: set[int], others: int) -> set[int]:
    """`1 xin nghỉ, 1 đi thi`: the second is another one, of whom it is not said that he was absent."""
    unnamed = sum(draft.unnamed)
    return {number + more for number in told for more in (others, unnamed, others + unnamed)}


def _missing(draft: Draft) -> int | None:
    attended, total = draft.number("attended"), draft.number("total")
    return None if attended is None or total is None else total - attended


def _mention_of_excuse(draft: Draft, reasons: list[Reason]) -> re.Match[str] | None:
    """`vắng 5 (có lý do)`; the `phép` of `nghỉ phép` is a reason itself."""
    return next(
        (
            match
            for match in _EXCUSED_ALL.finditer(draft.line.open)
            if not any(start <= match.start() < end for start, end, _ in reasons)
        ),
        None,
    )


def _take_excused(draft: Draft, absent: list[Count], reasons: list[Reason]) -> None:
    total = draft.number("absent")
    excused = [count for count in absent if count.reason == EXCUSED]
    unexcused = [count for count in absent if count.reason == UNEXCUSED]
    is_told = bool(excused or unexcused) or any(count.reason == LEAVE for count in absent)
    mention = None if is_told else _mention_of_excuse(draft, reasons)
    if excused:
        found = sum(count.number for count in excused)
    elif unexcused and total is not None:
        found = total - sum(count.number for count in unexcused)
    elif mention and total is not None and total > 0:
        found = 0 if mention["no"] else total
    else:
        return
    draft.values["absent_excused"] = max(found, 0)
    spans = [(count.start, count.end) for count in (*excused, *unexcused)] or (
        [mention.span()] if mention else []
    )
    draft.quotes["absent_excused"] = draft.line.words(*spans[0])


def _take_reasons(
    draft: Draft, reasoned: list[Count], unnumbered: list[Reason], reasons: list[Reason]
) -> None:
    found: dict[str, int] = {}
    for count in reasoned:
        found[count.reason] = found.get(count.reason, 0) + count.number
    each = _number_of_each(draft, sum(found.values()), unnumbered)
    if each is None:
        return
    for _, _, name in unnumbered:
        found[name] = found.get(name, 0) + each
    absent = draft.number("absent")
    if absent is not None and sum(found.values()) > absent:
        draft.doubt("reasons>absent", "absent")
    elif found:
        draft.values["absent_reasons"] = found
        draft.quotes["absent_reasons"] = draft.line.words(reasons[0][0], reasons[-1][1])
        _flag_named_illness(draft)


def _number_of_each(draft: Draft, known: int, unnumbered: list[Reason]) -> int | None:
    """How many members each reason without a number stands for; None when it cannot be told."""
    if not unnumbered:
        return 0
    absent = draft.number("absent")
    absent = _missing(draft) if absent is None else absent
    if absent is None:
        return 1 if len(unnumbered) == 1 and has_named_illness(draft.line.original) else None
    left = absent - known
    if len(unnumbered) == 1:
        return left if left > 0 else None
    return 1 if left == len(unnumbered) else None


def _flag_named_illness(draft: Draft) -> None:
    if has_named_illness(draft.line.original):
        draft.doubt(HEALTH)
        draft.quotes["absent_reasons"] = ""
