"""Which numbers of people tell who came."""

import re

from domain.parsing.count_words import ATTENDED, MEMBERS, NON_PARTY, PARTY
from domain.parsing.counts import Count
from domain.parsing.draft import Draft
from domain.parsing.figures import has_session_label
from domain.parsing.meeting_form import form_beside

_AND = re.compile(r" ?(?:[+&]|va|cung|cung voi|voi|cung ca),? ?(?:co )?")


def attending(draft: Draft, counts: list[Count]) -> list[Count]:
    """The counts of those who came: by a word, a session, a form of meeting, or the guests beside them."""
    if draft.pair_figures and draft.makes_up:
        # "3 đồng chí đã học bù, nay 48/50": the pair counts all, the number those of that day.
        return []
    pairs = draft.pair_figures
    attended = [count for count in counts if count.role == ATTENDED]
    members = [count for count in counts if count.role == PARTY]
    placed = [count for count in members if _is_placed(draft, count)]
    is_told_sum = len(pairs) == 1 and sum(count.number for count in placed) == int(pairs[0][1])
    are_pairs_placed = is_told_sum or all(has_session_label(draft, pair.start()) for pair in pairs)
    if placed and are_pairs_placed and all(_is_placed(draft, count) for count in attended):
        attended += placed
    elif len(members) == 1 and not (pairs or attended) and _came_with_guests(draft, members[0], counts):
        attended = members
    return attended


def without_parts(counts: list[Count]) -> list[Count]:
    """`có mặt 33 người, trong đó 31 đảng viên và 2 quần chúng`: of these 31 are members of the Party."""
    whole = next((count for count in counts if count.role == ATTENDED and not count.is_part), None)
    parts = [
        count
        for count in counts
        if count.role in (PARTY, ATTENDED, NON_PARTY, MEMBERS) and count is not whole
    ]
    is_split = len(parts) > 1 or any(count.is_part for count in parts)
    if whole is None or not is_split or sum(count.number for count in parts) != whole.number:
        return counts
    members = [count for count in parts if count.role in (PARTY, ATTENDED)]
    if len(members) == len(parts):
        return [count for count in counts if count not in parts]
    if len(members) != 1:
        return counts
    of_party = Count(members[0].number, ATTENDED, members[0].start, members[0].end)
    return [of_party, *(count for count in counts if count is not whole and count not in parts)]


def _is_placed(draft: Draft, count: Count) -> bool:
    """`sáng 60 đồng chí`, `7 đồng chí Zoom`: the session or the form says that they were there."""
    return has_session_label(draft, count.at) or bool(form_beside(draft, count.start, count.end))


def _came_with_guests(draft: Draft, members: Count, counts: list[Count]) -> bool:
    """`45 đảng viên và 12 quần chúng dự`: what both did is said once."""
    guests = [count for count in counts if count.role in (NON_PARTY, MEMBERS) and count.came]
    text = draft.line.text
    return any(
        _AND.fullmatch(text, min(members.end, count.end), max(members.start, count.start)) for count in guests
    )
