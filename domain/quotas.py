"""What one bot of a messenger may send and whom it may serve; what is left out when little is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

SCARCE_PERCENT = 80
"""Of a month's messages: when so many are sent, staff are warned and reminders are kept to the needful."""

NO_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages in a calendar month and people served, of one bot; 0 stands for no limit."""

    messages: int = 0
    users: int = 0

    def is_scarce(self, sent: int) -> bool:
        """Whether the month's messages are running out."""
        return bool(self.messages) and sent * 100 >= self.messages * SCARCE_PERCENT

    def is_spent(self, sent: int) -> bool:
        """Whether nothing is left of the month, as far as was counted."""
        return bool(self.messages) and sent >= self.messages

    def room(self, users: int) -> int:
        """How many more people the bot may serve."""
        return max(0, (self.users or NO_LIMIT) - users)


def month_of(day: date) -> str:
    """The calendar month by which messages are counted: `2026-11`."""
    return f"{day:%Y-%m}"


def share_out(rooms: Mapping[str, int], count: int) -> list[str]:
    """For each of so many newcomers the bot that has most room by then; empty when all are full."""
    left, chosen = dict(rooms), []
    for _ in range(count):
        bot = max(left, key=left.__getitem__, default="")
        is_full = not bot or left[bot] < 1
        chosen.append("" if is_full else bot)
        if not is_full:
            left[bot] -= 1
    return chosen
