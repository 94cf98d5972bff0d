"""Figures that contradict each other are asked for again, with the readings that would agree."""

import re

from domain.forms import Value
from domain.parsing.draft import Draft

# Real reports round; a percentage further than this from its own figures is asked about, in points.
PERCENT_TOLERANCE = 0.05
_PERCENT = re.compile(r"(?<![\d.,/])(\d{1,3}(?: ?[.,] ?\d{1,3})?) ?(?:%|phan tram)")
_ABOUT = re.compile(r"\b(?:khoang|gan|hon|tren|tam|chung|xap xi|uoc|du kien)(?: \w+)? ?$")
_OF_ABSENCE = re.compile(r"\b(?:vang|nghi|thieu)(?: \w+)?[ (]*$")


def read_percentage(draft: Draft) -> float | None:
    """The percentage claimed for attendance, taken out of the line; `100%` stays, it says everybody."""
    for match in _PERCENT.finditer(draft.line.open):
        if _OF_ABSENCE.search(draft.line.open[: match.start()][-20:]):
            draft.line.take(*match.span())
            continue
        if _ABOUT.search(draft.line.open, 0, match.start()):
            draft.line.take(*match.span())
            continue
        claimed = float(match[1].replace(" ", "").replace(",", "."))
        draft.quotes["pct_claimed"] = draft.line.words(*match.span())
        draft.values["pct_claimed"] = int(claimed) if claimed == int(claimed) else claimed
        if claimed != 100:
            draft.line.take(*match.span())
        return claimed
    return None


def check_figures(draft: Draft, claimed: float | None) -> None:
    """Ask for attended and total where they cannot both stand as written."""
    attended, total, absent = (draft.number(name) for name in ("attended", "total", "absent"))
    if attended is None or total is None or "conflicting_figures" in draft.flags:
        return
    stated = draft.stated_absent
    is_derived = not draft.quotes.keys() >= {"attended", "total"} and not draft.is_everybody
    is_unsure = draft.runs_on or (attended == 0 and "attended" not in draft.quotes)
    if is_derived and is_unsure and total - attended > attended:
        # That most stayed away is nothing to be concluded from other figures.
        draft.doubt("unclear_figures", "attended", "total", "absent")
        return
    if not 0 <= attended <= total:
        _ask_swapped(draft, attended, total)
    elif stated is not None and stated != total - attended:
        readings: list[dict[str, Value]] = [
            {"attended": attended, "total": total},
            {"attended": attended, "total": attended + stated},
            {"attended": total - stated, "total": total},
        ]
        draft.doubt(
            "attended+absent!=total",
            "attended",
            "total",
            "absent",
            readings=[one for one in readings if _is_possible(one)],
        )
    elif absent is not None and claimed is not None:
        _check_percentage(draft, claimed, attended, total)


def _check_percentage(draft: Draft, claimed: float, attended: int, total: int) -> None:
    if total == 0:
        return
    exact = attended / total * 100
    if abs(claimed - exact) <= PERCENT_TOLERANCE + 1e-9:
        return
    del draft.values["pct_claimed"]
    draft.doubt(
        f"pct_mismatch:{exact:.2f}",
        "attended",
        "total",
        "pct",
        readings=[{"attended": attended, "total": total}],
    )


def _ask_swapped(draft: Draft, attended: int, total: int) -> None:
    """`52/50`: the order was mixed up, or guests were counted."""
    flag = "attended>total" if attended > 0 else "absent>total"
    readings: list[dict[str, Value]] = []
    if attended > 0 and total > 0:
        readings = [
            {"attended": total, "total": attended},
            {"attended": total, "total": total, "non_party": attended - total},
        ]
    draft.doubt(flag, "attended", "total", readings=readings)


def _is_possible(reading: dict[str, Value]) -> bool:
    attended, total = reading["attended"], reading["total"]
    return isinstance(attended, int) and isinstance(total, int) and 0 <= attended <= total
