"""A small language for what people say: lists of phrases, each tried only where its first word stands.

One phrase a line, in plain spelling; an indented line continues the one before it:

- `thu_hoi|rut` is either; `_` joins the words of one alternative;
- `[lai|bo]` may stand there, `[lai|bo]*` up to four times;
- `..` stands for up to three other words, `...` for up to six, `+` for one to three, all in one clause;
- `#` is a number; `!a|b`: neither follows; `-a|b`: neither stands before the phrase;
- `<` begins a clause, `>` ends one;
- `@name` is a group of alternatives that several phrases share.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"(?<!\w)\w+")
_GROUP = re.compile(r"@(\w+)")
_OTHERS = {"..": "{0,3}", "...": "{0,6}", "+": "{1,3}"}
_MOST_REPEATED = 4
_NUMBER = "#"
_CLAUSE_BEFORE = re.compile(r"(?:^|[,.;:!?()\n\-+]) *$")
# "ạ", "đ/c nhé" and signs may follow the last word of a clause.
_CLAUSE_END = (
    r"(?= *(?:(?:a|nhe|nha|nhi|day|roi|dong chi|anh|chi|em|e|oi|ah|ha|vay|the|d c)(?: +|(?!\w)))*"
    r"(?:[^\w ⁄/%\-]|$))"
)


class Words:
    """A text in plain spelling, to be searched for many phrases.

    Attributes:
        text: the text.
        starts: where each word begins, and the word; of a number `#`.
        vocabulary: the words that occur.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.vocabulary = _words_of(text)


@lru_cache(maxsize=16)  # One reader after the other looks through the same message.
def _words_of(text: str) -> tuple[list[tuple[int, str]], frozenset[str]]:
    starts = [(match.start(), _NUMBER if match[0].isdigit() else match[0]) for match in _WORD.finditer(text)]
    return starts, frozenset(word for _, word in starts)


@dataclass(frozen=True, slots=True)
class _Phrase:
    pattern: re.Pattern[str]
    first_words: tuple[str, ...]
    not_after: frozenset[str]
    begins_clause: bool

    def match(self, text: str, start: int) -> re.Match[str] | None:
        if self.begins_clause and not _CLAUSE_BEFORE.search(text, max(0, start - 8), start):
            return None
        if self.not_after and _word_before(text, start) in self.not_after:
            return None
        return self.pattern.match(text, start)


class Phrases:
    """Phrases that mean the same; blank lines and lines with `//` are for the reader."""

    def __init__(self, lines: str, **groups: str) -> None:
        by_first_word: dict[str, list[_Phrase]] = defaultdict(list)
        for line in _whole_lines(lines):
            phrase = _phrase(_GROUP.sub(lambda match: groups[match[1]], line).split())
            for word in phrase.first_words:
                by_first_word[word].append(phrase)
        self._by_first_word = dict(by_first_word)

    def find(self, words: Words) -> re.Match[str] | None:
        """The first phrase in the text, or None."""
        return next(self.find_all(words), None)

    def find_all(self, words: Words) -> Iterator[re.Match[str]]:
        """Every phrase in the text, in order; a longer one that begins at the same word wins."""
        if self._by_first_word.keys().isdisjoint(words.vocabulary):
            return
        end = 0
        for start, word in words.starts:
            if start < end or word not in self._by_first_word:
                continue
            phrases = self._by_first_word[word]
            found = [match for phrase in phrases if (match := phrase.match(words.text, start))]
            if found:
                longest = max(found, key=lambda match: match.end())
                end = longest.end()
                yield longest

    def says(self, text: str) -> bool:
        """Whether a short text holds one of them."""
        return self.find(Words(text)) is not None


def _whole_lines(lines: str) -> list[str]:
    """One phrase a line; an indented line continues the one before it."""
    found: list[str] = []
    for line in lines.strip().splitlines():
        if line.startswith("    ") and found:
            is_within = found[-1].endswith("|") or line.strip().startswith("|")
            found[-1] += ("" if is_within else " ") + line.strip()
        elif line.strip() and not line.startswith("//"):
            found.append(line.strip())
    return found


def _phrase(elements: list[str]) -> _Phrase:
    begins_clause = elements[0] == "<"
    elements = elements[1:] if begins_clause else elements
    not_after = frozenset(elements[0][1:].split("|")) if elements[0].startswith("-") else frozenset()
    elements = elements[1:] if not_after else elements
    return _Phrase(
        re.compile(_pattern(elements)),
        tuple(dict.fromkeys(way.split("_")[0] for way in elements[0].split("|"))),
        not_after,
        begins_clause,
    )


def _pattern(elements: list[str]) -> str:
    found = [_either(elements[0])]
    for element in elements[1:]:
        if element in _OTHERS:
            found.append(rf"(?: +[\w⁄/]+){_OTHERS[element]}?")
        elif element == ">":
            found.append(_CLAUSE_END)
        elif element.startswith("!"):
            found.append(rf"(?! +{_either(element[1:])}(?!\w))")
        elif element.startswith("["):
            times = f"{{0,{_MOST_REPEATED}}}" if element.endswith("*") else "?"
            found.append(rf"(?: +{_either(element.strip('[]*'))}(?!\w)){times}")
        else:
            found.append(f" +{_either(element)}")
    return "".join(found) + r"(?!\w)"


def _either(element: str) -> str:
    ways = [
        re.escape(way).replace("_", " +").replace(re.escape(_NUMBER), r"\d+") for way in element.split("|")
    ]
    return f"(?:{'|'.join(sorted(ways, key=len, reverse=True))})"


def _word_before(text: str, start: int) -> str:
    before = text[max(0, start - 16) : start].split()
    return before[-1] if before else ""
