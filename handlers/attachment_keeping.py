"""Keeping a file with the report of a known duty, and saying so."""

from domain.errors import DomainError
from domain.messages import Reply
from handlers import phrases
from handlers.conversation import Replies, Turn
from services.assignments import AssignmentView
from services.attachments import Attached, attach


def keep_with(turn: Turn, view: AssignmentView, source: str = "") -> Replies:
    """The file that came with this message is kept with the report of a duty; `source`: staff enter it."""
    return [say_kept(turn, [attach(turn.work, turn.actor, view.id, file_of(turn), source)])]


def file_of(turn: Turn) -> int:
    """The stored file that came with this message; DomainError `file-not-fetched` when it did not come."""
    if turn.incoming.file_id is None:
        raise DomainError("file-not-fetched")
    return turn.incoming.file_id


def say_kept(turn: Turn, kept: list[Attached]) -> Reply:
    """What was kept, and with which report."""
    names = ", ".join(phrases.shortened(attached.name) for attached in kept)
    is_new = any(attached.is_new for attached in kept)
    key = "attached" if is_new else "attached-before"
    return Reply(turn.say(key, names=names[:300], duty=kept[0].view.title, unit=kept[0].view.unit_name))
