"""What staff type in answer to a question: a day, or a few words of bounded length."""

from datetime import date

from domain.errors import DomainError
from domain.parsing.replies import understand
from domain.parsing.understanding import ReplyContext
from handlers.conversation import Turn


def typed_day(turn: Turn, text: str) -> date:
    """A day, also without a year or as `hôm nay`; DomainError `not-a-date` for anything else."""
    found = understand(text, ReplyContext(sent_at=turn.work.now, asked="dates", zone=turn.work.zone))
    days = found.fields.get("dates")
    if not isinstance(days, list):
        raise DomainError("not-a-date")
    return date.fromisoformat(days[0])


def typed_words(text: str, most: int) -> str:
    """Words with single spaces; DomainError `words-length` for none or too many."""
    words = " ".join(text.split())
    if not words or len(words) > most:
        raise DomainError("words-length", most=most)
    return words
