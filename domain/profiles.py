"""An organisation as data: its committee and board, its groups of units, and the words it uses."""

import re
from dataclasses import dataclass, field

from domain.parsing.letters import folded_plain

_BETWEEN_WORDS = r"[\W_]+"


@dataclass(frozen=True, slots=True)
class KnownGroup:
    """A group of units that is known beforehand.

    Attributes:
        name: as lists and buttons show it.
        synonyms: other words for it, in sheets and in documents.
        member_word: what the members of its units are called; empty for what is usual.
        example: an invented unit of it, for the template of the sheet.
    """

    name: str
    synonyms: tuple[str, ...] = ()
    member_word: str = ""
    example: str = ""

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything it is called."""
        return (self.name, *self.synonyms)


@dataclass(frozen=True, slots=True)
class Profile:
    """One kind of organisation; docs/profiles.md explains each field.

    Attributes:
        title: what the profile is for, in a line.
        committee: the committee whose plans are followed up (`Huyện ủy`).
        parent_committee: the committee above it.
        board: who follows up, as messages name it.
        recipient: to whom the results go.
        place: what stands before the date of a document.
        issuer_lines: the head of a document, left.
        symbols: what follows the number of a document, by its kind (`report`).
        member_word: what members are called where nothing else is known.
        member_words: how the name of a group begins, and what its members are called then.
        groups: the groups of units, in the order in which they are offered.
    """

    title: str = ""
    committee: str = ""
    parent_committee: str = ""
    board: str = ""
    recipient: str = ""
    place: str = ""
    issuer_lines: tuple[str, ...] = ()
    symbols: dict[str, str] = field(default_factory=dict)
    member_word: str = "đảng viên"
    member_words: dict[str, str] = field(default_factory=dict)
    groups: tuple[KnownGroup, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Everything the groups are called, without diacritics, the longest first."""
        plain = {folded_plain(words) for group in self.groups for words in group.wordings}
        return tuple(sorted(plain, key=lambda words: (-len(words), words)))

    def group_called(self, words: str) -> KnownGroup | None:
        """The group that exactly these words mean; None when no group or several are called so."""
        wanted = _tidy(words)
        found = [group for group in self.groups if wanted in map(_tidy, group.wordings)]
        return found[0] if len(found) == 1 else None

    def member_word_of(self, group_name: str) -> str:
        """What the members of a group's units are called: `đảng viên`, `hội viên`, `đoàn viên`."""
        known = self.group_called(group_name)
        if known is not None and known.member_word:
            return known.member_word
        name = f"{_tidy(group_name)} "
        beginnings = sorted(self.member_words, key=len, reverse=True)
        began = next((words for words in beginnings if name.startswith(f"{_tidy(words)} ")), None)
        return self.member_word if began is None else self.member_words[began]


def _tidy(words: str) -> str:
    return " ".join(re.sub(_BETWEEN_WORDS, " ", folded_plain(words)).split())
