"""How staff write a merger or a split: `CB-01 + CB-02 = CB-12; Chi bộ thôn Đoài; 45`, one in a line."""

import re
from dataclasses import dataclass

from domain.errors import DomainError
from domain.parsing.letters import composed

_EQUALS = re.compile(r"\s*(?:=>|->|→|=)\s*")
_MEMBERS = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{1,7}")
LONGEST_CODE, LONGEST_NAME = 40, 200
MOST_LINES = 100


@dataclass(frozen=True, slots=True)
class UnitWords:
    """A unit as it was written: a known one's code or name, or a new one's name with code and members."""

    name: str
    code: str = ""
    member_count: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line: the units before the sign, and what becomes of them; `into` is empty when it was left out."""

    units: tuple[str, ...]
    into: tuple[UnitWords, ...] = ()


def read_lines(text: str) -> list[ChangeLine]:
    """The lines of mergers or splits, empty ones left out.

    Raises:
        DomainError: `change-line` names a line that cannot be read, `change-lines-many` are too many.
    """
    lines = [line.strip() for line in composed(text).splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise DomainError("change-lines-many", most=MOST_LINES)
    return [_read_line(line) for line in lines]


def read_unit(words: str) -> UnitWords:
    """`[code;] name [; members]`.

    Raises:
        DomainError: `change-line` when there is no name, or more than that.
    """
    fields = [" ".join(field.split()) for field in composed(words).split(";")]
    fields = [field for field in fields if field]
    members = None
    if len(fields) > 1 and _MEMBERS.fullmatch(fields[-1]):
        members = int(fields.pop().replace(".", ""))
    *code, name = fields or [""]
    if not name or len(code) > 1 or len(name) > LONGEST_NAME or len("".join(code)) > LONGEST_CODE:
        raise DomainError("change-line", line=words.strip()[:80])
    return UnitWords(name, code[0] if code else "", members)


def _read_line(line: str) -> ChangeLine:
    before, *after = _EQUALS.split(line)
    units = tuple(part.strip() for part in before.split("+") if part.strip())
    if not units or len(after) > 1:
        raise DomainError("change-line", line=line[:80])
    parts = [part for part in after[0].split("+") if part.strip()] if after else []
    return ChangeLine(units, tuple(read_unit(part) for part in parts))
