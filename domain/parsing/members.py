"""Numbers of members of whom nothing else is said: all there are, those who came, or not to be told."""

from domain.forms import Value
from domain.parsing.counts import Count
from domain.parsing.draft import Draft

# Members as such, rather than those who came.
_STOCK = ("dang vien", "can bo dang vien", "can bo va dang vien", "hoi vien")


def settle_members(draft: Draft, counts: list[Count]) -> None:
    """`50 đảng viên` and nothing that says what they did: the total beside other figures, else unsettled."""
    attended, absent = draft.number("attended"), draft.number("absent")
    if _leaves_unexplained(draft, counts):
        draft.doubt("unclear_figures", "attended", "total")
    if "total" in draft.values or "conflicting_figures" in draft.flags or draft.makes_up:
        return
    counts = _of_all(counts, attended or 0)
    if len({count.number for count in counts}) != 1:
        return
    number, count = counts[0].number, counts[0]
    words = draft.line.words(count.start, count.end)
    if attended is None and absent and not count.noun.startswith(_STOCK):
        # "45 đồng chí. 3 đồng chí vắng.": who came, or how many there are?
        readings: list[dict[str, Value]] = [
            {"attended": number, "total": number + absent},
            {"attended": number - absent, "total": number},
        ]
        draft.doubt("unclear_figures", "attended", "total", readings=readings)
        return
    if attended is not None or absent is not None:
        if number >= (attended or 0) + (absent or 0):
            draft.values["total"], draft.quotes["total"] = number, words
        elif not draft.pair_figures:
            draft.doubt("unclear_figures", "attended", "total")
        return
    draft.readings += [{"attended": number}, {"total": number}]
    draft.bare_number = (number, words)


def _of_all(counts: list[Count], attended: int) -> list[Count]:
    """`đảng viên 27, đi 25, 2 người bận`: of several numbers the one that the others make up."""
    whole = [count for count in counts if count.number >= attended > 0]
    rest = sum(count.number for count in counts if count not in whole)
    is_made_up = len(whole) == 1 and rest in (0, whole[0].number - attended)
    return whole if is_made_up else counts


def _leaves_unexplained(draft: Draft, counts: list[Count]) -> bool:
    """Members of whom nothing is said, beside figures that do not add up without them."""
    attended, total, absent = (draft.number(name) for name in ("attended", "total", "absent"))
    if attended is None or total is None or draft.pair_figures or draft.makes_up:
        return False
    is_proved = absent is not None and attended + absent == total
    return not is_proved and any(count.number not in (attended, total, total - attended) for count in counts)
