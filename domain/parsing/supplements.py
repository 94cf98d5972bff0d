"""What is added to the report that stands: members who made up for it later, or something not told before."""

import re

from domain.forms import Value
from domain.parsing.change_words import FORGOT, SUPPLEMENTS
from domain.parsing.clauses import Tense, clause_at
from domain.parsing.draft import Draft, texts, whole
from domain.parsing.intent import Intent
from domain.parsing.outcomes import quotes_of
from domain.parsing.phrases import Words
from domain.parsing.understanding import Understanding

_STILL_ABSENT = re.compile(
    r"\bcon (?:vang |thieu |lai )?(?P<n>\d{1,5})\b(?! ?/)"
    r"(?! (?:dong chi|nguoi|dang vien)(?: con lai)? (?:da|hoc))"
)
_GAINED = re.compile(
    r"\b(?:them|hoc bu|bo sung|hoc them|cho|cua)(?: (?:duoc|cho|them|la"
    r"|dot nay))* (?P<n>\d{1,5}) (?:dong chi|dang vien|nguoi)"
)
_CAME = re.compile(r"\b(?:da|vua|moi|nay) (?:duoc )?(?:hoc|hop|du)\b|\bhoc (?:bu|lai|xong)\b")
_ALL_NOW = re.compile(r"\b(?:nay|gio|da|den nay) (?:da )?(?:day )?du\b|\b100 ?%")
_MADE_UP = re.compile(
    r"\bdot (?:2|hai|sau)\b|\b\d+ (?:dong chi|dang vien|nguoi) nua\b|\b(?:hoc|hop"
    r"|pho bien|truyen dat) (?:bu|vet|not|lai|them|bo sung|tiep)\b|\bthem (?:duoc )?\d"
    r"|\b(?:dong chi|dang vien|nguoi|so) (?:\w+ ){0,3}(?:vang|thieu|chua hoc"
    r"|con lai)\b.{0,40}\b(?:hoc|du)\b|\b(?:nay|gio|den nay) (?:da |hoc "
    r"|deu )*(?:day )?du\b|\bluy ke\b|\b(?:vang|thieu|con lai)\b.{0,40}\b(?:da|nay|gio"
    r"|vua) (?:hoc|du)\b"
)
_SAYS_SO = re.compile(r"\b(?:bao cao bo sung|bo sung bao cao|xin bo sung|hoc bu)\b")
_BESIDE = (
    "mode", "pct_claimed", "non_party", "members", "speaker", "difficulties", "proposals", "plan_no", "plan_date", "absent_excused",
)  # fmt: skip


def tells_of_make_up(draft: Draft) -> bool:
    """Whether members have made up for a meeting that was reported before."""
    return draft.context.previous is not None and any(
        _is_over(draft, match.start()) for match in _MADE_UP.finditer(draft.unread)
    )


def adds_to_report(draft: Draft, intent: Intent) -> bool:
    """A supplement needs a report that stands, or words that say it is one; a make-up to come is none."""
    said = any(
        _is_over(draft, match.start()) and not intent.asks_at(match.start())
        for match in SUPPLEMENTS.find_all(Words(intent.plain))
    )
    said |= not intent.corrects and FORGOT.says(intent.plain)
    if not (said or draft.says_supplement or _tells_only_more(draft)):
        return False
    if "sessions" in draft.values or _lies_ahead(draft):
        return False
    if draft.context.previous is not None:
        return True
    return any(not intent.asks_at(match.start()) for match in _SAYS_SO.finditer(intent.plain)) and not (
        draft.ahead or len(draft.days) > 1
    )


def _lies_ahead(draft: Draft) -> bool:
    """`3 đồng chí học bù ngày 30/6`, said on the 24th: nobody has made up for it yet."""
    is_ahead = bool(draft.ahead) or draft.tells_time_ahead
    return is_ahead and not (draft.days or draft.pair_figures or draft.tells(Tense.DONE))


def _tells_only_more(draft: Draft) -> bool:
    """`ý kiến thêm: cấp thêm sách`: beside a report that stands it can only belong to it."""
    told = draft.values.keys()
    return (
        draft.context.previous is not None and bool(told) and told <= {"difficulties", "proposals", "speaker"}
    )


def _is_over(draft: Draft, position: int) -> bool:
    clause = clause_at(draft.clauses, position)
    return clause.tense is not Tense.AHEAD and not clause.of_some


def supplement(draft: Draft) -> Understanding:
    """What was told besides, and the cumulative figure of a make-up; that one is asked when it is unclear."""
    fields: dict[str, Value] = {}
    ask: tuple[str, ...] = ()
    if _tells_of_meeting(draft):
        fields, ask = _of_meeting(draft)
    else:
        fields = _of_absent(draft)
    fields |= {name: draft.values[name] for name in _BESIDE if name in draft.values}
    quotes = quotes_of(draft, fields)
    return Understanding("supplement", fields, ask, tuple(draft.flags), quotes)


def _tells_of_meeting(draft: Draft) -> bool:
    new_days = set(draft.days) - set(texts((draft.context.previous or {}).get("dates")))
    return bool(new_days or "attended" in draft.values or draft.makes_up or _MADE_UP.search(draft.unread))


def _of_absent(draft: Draft) -> dict[str, Value]:
    """`bổ sung: vắng 5 gồm 3 đi làm xa, 2 ốm`: why those were absent who were reported so."""
    reasons = draft.values.get("absent_reasons")
    if not isinstance(reasons, dict):
        return {}
    absent = draft.number("absent") or sum(reasons.values())
    return {"absent": absent, "absent_reasons": reasons}


def _of_meeting(draft: Draft) -> tuple[dict[str, Value], tuple[str, ...]]:
    _forget_who_was_absent_then(draft)
    attended, total = _cumulative(draft)
    if attended is not None and total is not None and attended > total:
        draft.doubt("attended>total", "attended", "total")
        attended = total = None
    elif attended is None:
        draft.doubt("", "attended")
    fields = _fields(draft, attended, total)
    draft.quotes.setdefault("attended_cumulative", draft.quotes.get("attended", ""))
    return fields, tuple(name for name in draft.ask if name not in fields)


def _forget_who_was_absent_then(draft: Draft) -> None:
    """`học bù cho 5 đồng chí vắng đợt trước` tells of those who were absent at the first session."""
    for flag in ("attended+absent!=total", "absent>total"):
        if flag in draft.flags:
            draft.flags.remove(flag)
            draft.ask, draft.readings = [], []


def _cumulative(draft: Draft) -> tuple[int | None, int | None]:
    """How many attended by now, and of how many."""
    previous = draft.context.previous or {}
    before, total_before = whole(previous.get("attended")), whole(previous.get("total"))
    attended, total = draft.number("attended"), draft.number("total")
    if attended is None and total is not None and total_before is not None and total < total_before:
        # "có 2 đồng chí học bù": those who came later, and not how many there are.
        attended, total = total, None
    draft.has_come = any(_has_come(draft, one) for one in _STILL_ABSENT.finditer(draft.line.text))
    still = next((one for one in _STILL_ABSENT.finditer(draft.line.text) if not _has_come(draft, one)), None)
    if still and not draft.pair_figures and total_before is not None:
        return total_before - int(still["n"]), total_before
    if attended is not None and total is not None:
        is_of_session = before is not None and total_before is not None and total < total_before
        return (
            (before + attended, total_before) if is_of_session and before is not None else (attended, total)
        )
    return _added(draft, attended, before, total_before) or (None, total)


def _has_come(draft: Draft, match: re.Match[str]) -> bool:
    """`còn 2 đồng chí đi xa về đã học lại`: those who remained have come by now."""
    clause = clause_at(draft.clauses, match.start("n"))
    return bool(_CAME.search(draft.line.text, match.end(), clause.end))


def _added(
    draft: Draft, attended: int | None, before: int | None, total_before: int | None
) -> tuple[int, int | None] | None:
    match = _GAINED.search(draft.line.text)
    more = int(match["n"]) if match else attended
    if more is None and len(set(draft.counts)) == 1:
        more = draft.counts[0]
    if more is not None and before is not None:
        is_already_the_sum = (
            total_before is not None and before + more > total_before and attended is not None
        )
        return (more if is_already_the_sum else before + more), total_before
    if total_before is not None and _ALL_NOW.search(draft.line.text):
        return total_before, total_before
    return None


def _fields(draft: Draft, attended: int | None, total: int | None) -> dict[str, Value]:
    fields: dict[str, Value] = {"held": True}
    if draft.days:
        fields["dates"] = list(draft.days)
    if attended is not None:
        fields["attended_cumulative"] = attended
    if total is not None:
        fields["total"] = total
    if attended is not None and total is not None:
        fields["absent"] = total - attended
        if _sum_of_reasons(draft) == total - attended > 0 and not draft.has_come:
            fields["absent_reasons"] = draft.values["absent_reasons"]
    return fields


def _sum_of_reasons(draft: Draft) -> int:
    reasons = draft.values.get("absent_reasons")
    return sum(reasons.values()) if isinstance(reasons, dict) else 0
