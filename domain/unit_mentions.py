"""Where a message names units, and what it says of each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.parsing.letters import composed, without_diacritics
from domain.units import Unit

_WORD = re.compile(r"\w+")
_SHORT = {"cb": ("chi", "bo"), "db": ("dang", "bo"), "tt": ("trung", "tam"), "th": ("tieu", "hoc")}
_DIGITS = dict(
    zip(("mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi"), range(1, 11), strict=True)
)
# Words that tell of many units what they are and of none which.
_KINDS = frozenset({"chi", "bo", "dang", "uy", "co", "truong", "xa", "phuong", "huyen", "tinh"})
_HEADS = frozenset({"chi", "dang"})
_UNSAID = frozenset({"so"})
# After these a name says where the meeting was, not whose it was.
_BEFORE_A_PLACE = frozenset({"tai", "o"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it is compared, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text, between two positions; `unit_id` is None when it is none of the known units."""

    start: int
    end: int
    unit_id: int | None


@dataclass(frozen=True, slots=True)
class Part:
    """What a message says of one unit: its name as written, and the words beside the name."""

    name: str
    words: str
    unit_id: int | None


def mentioned_units(text: str, units: Iterable[Unit]) -> list[Mention]:
    """Where the text names one of these units, in order; a name that fits two of them is none.

    A name may be shortened: `mầm non`, `cb Lộc Ninh`. More than half of the words that tell the unit from
    others are needed, or one after `chi bộ`, `đảng bộ`.
    """
    words = _words(text)
    names = {unit.id: [word.text for word in _words(unit.name)] for unit in units}
    found: list[Mention] = []
    at = 0
    while at < len(words):
        mention, length = _mention_at(words, at, names)
        if mention is not None:
            found.append(mention)
        at += length
    return found


def with_labels(text: str, mentions: Sequence[Mention], labels: Iterable[str]) -> list[Mention]:
    """The mentions, and those of the labels (words of the text) that none of them is about."""
    found, at = list(mentions), 0
    for label in labels:
        start = text.find(label, at)
        if start < 0:
            continue
        at = start + len(label)
        if not any(mention.start < at and start < mention.end for mention in mentions):
            found.append(Mention(start, at, None))
    return sorted(found, key=lambda mention: mention.start)


def parts_of(text: str, mentions: Sequence[Mention], *, is_name_last: bool) -> tuple[str, list[Part]]:
    """The words that belong to no unit, and those of each unit.

    `is_name_last`: what is said of a unit stands before its name (`20/22 chi bộ Một`), else after it.
    """
    text = composed(text)
    starts = [mention.start for mention in mentions]
    ends = [mention.end for mention in mentions]
    if is_name_last:
        pieces = [text[start:end] for start, end in zip([0, *ends], starts, strict=False)]
        rest = text[ends[-1] :]
    else:
        pieces = [text[start:end] for start, end in zip(ends, [*starts[1:], len(text)], strict=True)]
        rest = text[: starts[0]]
    parts = [
        Part(text[mention.start : mention.end], piece.strip(" ,;.:–-\n"), mention.unit_id)
        for mention, piece in zip(mentions, pieces, strict=True)
    ]
    return rest.strip(" ,;.:–-\n"), _joined(parts)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """What is said of one unit in two places belongs together."""
    found: dict[int | str, Part] = {}
    for part in parts:
        key = part.unit_id if part.unit_id is not None else part.name.lower()
        before = found.get(key)
        words = f"{before.words}; {part.words}".strip("; ") if before else part.words
        found[key] = Part(before.name if before else part.name, words, part.unit_id)
    return list(found.values())


def _mention_at(words: Sequence[Word], at: int, names: dict[int, list[str]]) -> tuple[Mention | None, int]:
    """The unit named from this word on, and how many words to go on by."""
    lengths = {unit_id: _length(words, at, name) for unit_id, name in names.items()}
    longest = max(lengths.values(), default=0)
    if at and words[at - 1].text in _BEFORE_A_PLACE:
        return None, max(longest, 1)
    best = [unit_id for unit_id, length in lengths.items() if length == longest]
    run = words[at : at + longest]
    if len(best) != 1 or not _tells_apart([word.text for word in run], names[best[0]]):
        return None, 1
    return Mention(run[0].start, run[-1].end, best[0]), longest


def _length(words: Sequence[Word], at: int, name: Sequence[str]) -> int:
    """How many words from here on stand in the name, in its order."""
    place = length = 0
    for word in words[at:]:
        if word.text not in name[place:]:
            break
        place = name.index(word.text, place) + 1
        length += 1
    return length


def _tells_apart(run: Sequence[str], name: Sequence[str]) -> bool:
    """Whether these words of a name are enough to know which unit is meant."""
    telling, own = [word for word in run if word not in _KINDS], [word for word in name if word not in _KINDS]
    if list(run) == list(name) or (telling and run[0] in _HEADS):
        return True
    return len(telling) >= 2 and 2 * len(telling) > len(own)


def _words(text: str) -> list[Word]:
    words = []
    for match in _WORD.finditer(without_diacritics(text)):
        for short in _SHORT.get(match[0], (match[0],)):
            number = _DIGITS.get(short)
            if short not in _UNSAID:
                words.append(Word(str(number) if number else short.lstrip("0") or short, *match.span()))
    return words
