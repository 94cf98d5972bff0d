"""The clauses of a reply, and what each says of the duty: done, not done, ahead, or nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from domain.parsing.duty_words import AHEAD, DONE, MEETS, NOT_BEFORE, NOT_DONE, ON_CONDITION, SENDS
from domain.parsing.intent_words import WANTS_MORE_TIME
from domain.parsing.manners import without_manners
from domain.parsing.phrases import Phrases, Words

_BOUNDARY = re.compile(r"[,;!?\n()]|\.(?!\d)|:(?!\d)| - |\bnhung\b|\bcon (?=\d|may |vai |mot so |cac |lai )")
# "còn 3 đồng chí chưa học": some members, not the unit.
# A number of people, and none of a day, a month or a unit.
_SOME = r"(?<![\d/.\-])(?<!ngay )(?<!hom )(?<!thang )(?<!toi )(?<!sang )(?<!chieu )(?<!thon )(?<!to )(?<!khu )(?<!xom )(?<!ap )(?<!so )(?<!doi )(?<!khoi )(?<!chi bo )\d+"
_SOME_MEMBERS = re.compile(
    rf"\b(?:{_SOME}|may|vai|mot so|mot vai|nhung|so|it|nhieu|cac|con lai|mot)(?: [a-z]+){{0,2}}? ?"
    r"(?:dong chi|dang vien|nguoi|ban|anh em|hoi vien|doan vien|can bo)(?: [a-z]+){0,4} *$"
    rf"|\b(?:{_SOME}|may|vai|mot so|mot) (?:chi bo|to dang|to|don vi|thon)(?: [a-z]+){{0,3}} *$"
    r"|\b(?:con|so con lai|con lai) \d+(?: [a-z]+){0,3} *$"
)


# "chưa học xong", "sẽ học xong": not over.
_DENIED = re.compile(r"\b(?:chua|khong|chang|dau|se|khi|neu|sap|moi)(?: [a-z]+){0,4} *$")


# "chưa ấn định ngày": nothing is planned yet.
_UNDECIDED = re.compile(r"\b(?:chua|khong)(?: [a-z]+){0,2} *$")


# "rồi ạ" is an answer by itself; "rồi, để tôi nhắc" is none.
_JUST_SO = re.compile(
    r"^ *(?:ok |da |vang |thua )*roi(?: (?:a|nhe|nha|dong chi|anh|chi|em|oi|do|day))*[ .!]*$"
)


class Tense(StrEnum):
    """What a clause says of the duty."""

    NOTHING = "nothing"
    DONE = "done"
    NOT_DONE = "not_done"
    AHEAD = "ahead"


@dataclass(slots=True)
class Clause:
    """A stretch of the text between two boundaries.

    Attributes:
        start: where it begins in the text.
        end: the position after it.
        tense: what it says of the duty of the unit.
        meets: whether it speaks of a meeting at all.
        sends: whether it speaks of sending or handing in.
        of_some: whether it tells only of some members that they have not met or will meet.
        not_before: whether it says `mới`, so that its day tells whether it lies ahead.
        wants_time: whether it asks for more time, so that its day lies ahead.
    """

    start: int
    end: int
    tense: Tense = Tense.NOTHING
    meets: bool = False
    sends: bool = False
    of_some: bool = False
    not_before: bool = False
    wants_time: bool = False


def read_clauses(text: str) -> list[Clause]:
    """The clauses of the text in their order."""
    clauses, words = _split(text), Words(text)
    for phrases, mark in _MARKS:
        for match in phrases.find_all(words):
            mark(clause_at(clauses, match.start()), text, match)
    _plan_what_comes_before(clauses, words)
    if _JUST_SO.match(without_manners(text)):
        clauses[0].tense = Tense.DONE
    return clauses


def _plan_what_comes_before(clauses: list[Clause], words: Words) -> None:
    """`cuối tuần học, xong sẽ báo`: what is told after the study lies after it."""
    match = ON_CONDITION.find(words)
    if match is None or any(clause.tense is not Tense.NOTHING for clause in clauses):
        return
    for clause in clauses:
        if clause.meets and clause.end <= match.start():
            clause.tense = Tense.AHEAD


def clause_at(clauses: list[Clause], position: int) -> Clause:
    """The clause around a position."""
    return next((clause for clause in clauses if position < clause.end), clauses[-1])


def _split(text: str) -> list[Clause]:
    ends = [match.start() for match in _BOUNDARY.finditer(text)] + [len(text)]
    clauses, start = [], 0
    for end in ends:
        if text[start:end].strip(" ,;:.!?()\n-"):
            clauses.append(Clause(start, end))
            start = end
    return clauses or [Clause(0, len(text))]


def _say_done(clause: Clause, text: str, match: re.Match[str]) -> None:
    clause.meets = True
    if clause.tense is Tense.NOTHING and not _DENIED.search(text, clause.start, match.start()):
        clause.tense = Tense.DONE


def _say_not_done(clause: Clause, text: str, match: re.Match[str]) -> None:
    clause.meets = True
    if _SOME_MEMBERS.search(text, clause.start, match.start()):
        clause.of_some = True
    else:
        clause.tense = Tense.NOT_DONE


def _say_ahead(clause: Clause, text: str, match: re.Match[str]) -> None:
    if _SOME_MEMBERS.search(text, clause.start, match.start()):
        clause.of_some = True
    elif not clause.of_some and not _UNDECIDED.search(text, clause.start, match.start()):
        clause.tense = Tense.AHEAD


def _say_on_condition(clause: Clause, _text: str, _match: re.Match[str]) -> None:
    clause.tense = Tense.NOTHING


def _say_meets(clause: Clause, _text: str, _match: re.Match[str]) -> None:
    clause.meets = True


def _say_sends(clause: Clause, _text: str, _match: re.Match[str]) -> None:
    clause.sends = True


def _say_not_before(clause: Clause, _text: str, _match: re.Match[str]) -> None:
    clause.not_before = True


def _say_wants_time(clause: Clause, _text: str, _match: re.Match[str]) -> None:
    clause.wants_time = True


# In this order: of two things that a clause says of the duty the later one counts.
_MARKS: tuple[tuple[Phrases, Callable[[Clause, str, re.Match[str]], None]], ...] = (
    (MEETS, _say_meets),
    (SENDS, _say_sends),
    (NOT_BEFORE, _say_not_before),
    (DONE, _say_done),
    (ON_CONDITION, _say_on_condition),
    (AHEAD, _say_ahead),
    (NOT_DONE, _say_not_done),
    (WANTS_MORE_TIME, _say_wants_time),
)
