"""Figures of several units in one message, each by its name."""

import re

from domain.parsing.draft import Draft
from domain.parsing.found_days import can_be_day
from domain.parsing.pairs import PAIR, STRONG_DAY

_UNIT_LABEL = re.compile(
    r"\b((?:chi bo|thon|to|to dan pho|khu pho|ap|xom|ban|doi|khoi|truong|tram|kp|tdp|khu|chi hoi"
    r"|chi doan|dang bo|cong an|quan su)(?: (?:so )?(?!dang|du\b|hoc|co\b|da\b|vang|duoc|to chuc"
    r"|trien|em\b|toi\b|minh)[a-z]+| (?:so )?\d{1,2}(?! ?[/.]\d)){1,4}) ?(?:co |du |tham gia |hoc "
    r"|da hoc |:|-|,|=|\(|duoc )* ?$"
)


# "5 chi bộ phía nam" is no name of a unit.
_SEVERAL = re.compile(r"\d+ $|\b(?:cac|may|nhung) $")


def take_units(draft: Draft) -> bool:
    """Figures of several units in one message, each by its name."""
    found: list[dict[str, int | str]] = []
    spans, labelled = [], []
    for match in PAIR.finditer(draft.line.open):
        before = draft.line.open[max(0, match.start() - 60) : match.start()]
        label = _UNIT_LABEL.search(before)
        if label and _SEVERAL.search(before, 0, label.start(1)):
            continue
        if label and int(match[2]) and not _is_plain_day(match, before):
            start = match.start() - len(before) + label.start(1)
            name = draft.line.words(start, match.start() - len(before) + label.end(1))
            found.append({"unit": name, "attended": int(match[1]), "total": int(match[2])})
            spans.append(match.span())
            labelled.append((start, match.end()))
    if len({str(entry["unit"]).lower() for entry in found}) < 2:
        return False
    if _is_summed_up(draft.line.open, found):
        for span in labelled:
            draft.line.take(*span)
        return False
    draft.values["units"] = tuple(found)
    draft.quotes["units"] = draft.line.words(spans[0][0], spans[-1][1])
    for span in spans:
        draft.line.take(*span)
    return True


def _is_summed_up(text: str, found: list[dict[str, int | str]]) -> bool:
    """`thôn 1 20/22, thôn 2 18/19, cộng 38/41`: parts of one report whose whole is told."""
    whole = tuple(sum(int(entry[name]) for entry in found) for name in ("attended", "total"))
    pairs = [(int(match[1]), int(match[2])) for match in PAIR.finditer(text)]
    return whole in pairs


def _is_plain_day(match: re.Match[str], before: str) -> bool:
    return can_be_day(match) and bool(STRONG_DAY.search(before) or int(match[1]) > int(match[2]))
