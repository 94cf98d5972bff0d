"""The cross-checks of a form, as they stand in its data: `attended <= total`, `dates not after today`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domain.errors import DomainError

Value = int | float | str | bool | list[str] | dict[str, int] | tuple[dict[str, int | str], ...]
Values = Mapping[str, Value]

_NAME = r"[a-z][a-z0-9_]{0,39}"
_NOT_OVER = re.compile(rf"({_NAME})\s*<=\s*({_NAME}|\d{{1,9}})")
_NOT_AFTER_TODAY = re.compile(rf"({_NAME})\s+not after today")
_DIFFERENCE = re.compile(rf"({_NAME})\s*=\s*({_NAME})\s*-\s*({_NAME})")


@dataclass(frozen=True, slots=True)
class NotOver:
    """`part <= whole`: the figure of a field is not over that of another, or a plain number."""

    part: str
    whole: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it speaks of."""
        return (self.part,) if self.whole.isdecimal() else (self.part, self.whole)

    def figures(self, values: Values) -> tuple[int | None, int | None]:
        """Both sides, as far as they are known."""
        whole = int(self.whole) if self.whole.isdecimal() else _figure(values, self.whole)
        return _figure(values, self.part), whole

    def __str__(self) -> str:
        """As it stands in the data."""
        return f"{self.part} <= {self.whole}"


@dataclass(frozen=True, slots=True)
class NotAfterToday:
    """`name not after today`: a thing done lies on no day to come."""

    name: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it speaks of."""
        return (self.name,)

    def __str__(self) -> str:
        """As it stands in the data."""
        return f"{self.name} not after today"


@dataclass(frozen=True, slots=True)
class Difference:
    """`result = whole - part`: of the three figures two give the third; the result need not be a field."""

    result: str
    whole: str
    part: str

    @property
    def names(self) -> tuple[str, ...]:
        """The fields it speaks of."""
        return (self.whole, self.part)

    def __str__(self) -> str:
        """As it stands in the data."""
        return f"{self.result} = {self.whole} - {self.part}"


Check = NotOver | NotAfterToday | Difference


def parse_check(text: str) -> Check:
    """The check a line of the data states, or DomainError `unreadable-check`."""
    words = " ".join(text.split())
    if match := _NOT_OVER.fullmatch(words):
        return NotOver(match[1], match[2])
    if match := _NOT_AFTER_TODAY.fullmatch(words):
        return NotAfterToday(match[1])
    if match := _DIFFERENCE.fullmatch(words):
        return Difference(match[1], match[2], match[3])
    raise DomainError("unreadable-check", check=words[:80])


def fill(check: Difference, values: dict[str, Value]) -> None:
    """Put the third figure beside the two that are known; the result always follows the others."""
    result, whole, part = (_figure(values, name) for name in (check.result, check.whole, check.part))
    if whole is not None and part is not None:
        values[check.result] = whole - part
    elif part is not None and result is not None:
        values[check.whole] = part + result
    elif whole is not None and result is not None:
        values[check.part] = whole - result


def _figure(values: Values, name: str) -> int | None:
    value = values.get(name)
    return value if isinstance(value, int) else None
