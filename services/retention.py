"""What people wrote is kept as long as the installation wants it: then the words go, and the rows stay.

Rows are swept once a day in the order in which they came, so many a transaction, and how far the sweep has
come is kept in the database: no index is needed, nobody waits long, and any process can go on with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, Text, cast, delete, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute

from services.work import Work
from storage.tables import (
    Attachment,
    Conversation,
    InboxMessage,
    OutboxMessage,
    PlanProposal,
    PlanVersion,
    Setting,
    StoredFile,
)

MOST_AT_ONCE = 500
POSITION = "raw_swept"
# A message that waits for a decision by staff keeps its words: failed in the inbox, uncertain in the outbox.
SETTLED_OUTCOMES = ("done", "refused", "set_aside")
FINISHED_STATES = ("sent", "cancelled", "undeliverable")
_DONE = "done"


@dataclass(frozen=True, slots=True)
class _Sweep:
    """How far the sweep of a day has come: in which part of it, and after which row."""

    day: str
    part: str
    after: int

    def __str__(self) -> str:
        return f"{self.day} {self.part} {self.after}"


def forget_raw(work: Work, most: int = MOST_AT_ONCE) -> int:
    """Blank or delete the next of what is too old; 0 when the day's sweep is through.

    The words of messages go and files nobody refers to; when, to whom and with what outcome stays, and so
    do reports with the words they came from.
    """
    if not work.installation.raw_days:
        return 0
    sweep = _begun(work)
    if sweep.part == _DONE:
        return 0
    cutoff = work.now - timedelta(days=work.installation.raw_days)
    last = _PARTS[sweep.part](work, cutoff, sweep.after, most)
    if last is None:
        names = [*_PARTS, _DONE]
        sweep = _Sweep(sweep.day, names[names.index(sweep.part) + 1], 0)
    else:
        sweep = _Sweep(sweep.day, sweep.part, last)
    work.session.merge(Setting(key=POSITION, value=str(sweep)))
    work.session.flush()
    return int(sweep.part != _DONE)


def _begun(work: Work) -> _Sweep:
    """The sweep of today as far as it has come."""
    today = work.now.astimezone(work.zone).date()
    stored = work.session.scalar(select(Setting.value).where(Setting.key == POSITION)) or ""
    return _sweep_of(today, stored.split())


def _sweep_of(today: date, words: list[str]) -> _Sweep:
    if len(words) == 3 and words[0] == today.isoformat():
        return _Sweep(words[0], words[1], int(words[2]))
    return _Sweep(today.isoformat(), next(iter(_PARTS)), 0)


def _blank_inbox(work: Work, cutoff: datetime, after: int, most: int) -> int | None:
    last = _last_of_slice(work, InboxMessage.id, InboxMessage.received_at, cutoff, after, most)
    if last is not None:
        still_has_words = or_(
            InboxMessage.text != "",
            InboxMessage.sender_name != "",
            InboxMessage.error != "",
            InboxMessage.file_id.is_not(None),
        )
        work.session.execute(
            update(InboxMessage)
            .where(
                InboxMessage.id > after,
                InboxMessage.id <= last,
                InboxMessage.handled_at < cutoff,
                InboxMessage.outcome.in_(SETTLED_OUTCOMES),
                still_has_words,
            )
            .values(text="", sender_name="", error="", file_id=None),
            execution_options={"synchronize_session": False},
        )
    return last


def _blank_outbox(work: Work, cutoff: datetime, after: int, most: int) -> int | None:
    last = _last_of_slice(work, OutboxMessage.id, OutboxMessage.created_at, cutoff, after, most)
    if last is not None:
        work.session.execute(
            update(OutboxMessage)
            .where(
                OutboxMessage.id > after,
                OutboxMessage.id <= last,
                OutboxMessage.finished_at < cutoff,
                OutboxMessage.state.in_(FINISHED_STATES),
                cast(OutboxMessage.content, Text) != "{}",
            )
            .values(content={}),
            execution_options={"synchronize_session": False},
        )
    return last


def _delete_files(work: Work, cutoff: datetime, after: int, most: int) -> int | None:
    """Old files that no message, talk, report or plan refers to any more."""
    found = list(work.session.scalars(_unused_files(cutoff, after).limit(most)))
    if not found:
        return None
    # The file's content is never loaded for it.
    work.session.execute(
        delete(StoredFile).where(StoredFile.id.in_(found)),
        execution_options={"synchronize_session": False},
    )
    return found[-1]


def _unused_files(cutoff: datetime, after: int) -> Select[int]:
    in_outbox = OutboxMessage.content["file_id"].as_integer()
    in_talk = Conversation.state["file_id"].as_integer()
    return (
        select(StoredFile.id)
        .where(
            StoredFile.id > after,
            StoredFile.created_at < cutoff,
            StoredFile.id.not_in(select(Attachment.file_id)),
            *(StoredFile.id.not_in(select(column).where(column.is_not(None))) for column in _OF_PLANS),
            StoredFile.id.not_in(select(InboxMessage.file_id).where(InboxMessage.file_id.is_not(None))),
            StoredFile.id.not_in(select(in_outbox).where(in_outbox.is_not(None))),
            StoredFile.id.not_in(select(in_talk).where(in_talk.is_not(None))),
        )
        .order_by(StoredFile.id)
    )


# The documents that plans came from, and those that staff are deciding.
_OF_PLANS = (PlanProposal.file_id, PlanVersion.file_id)


def _last_of_slice(
    work: Work,
    number: InstrumentedAttribute[int],
    came_at: InstrumentedAttribute[datetime],
    cutoff: datetime,
    after: int,
    most: int,
) -> int | None:
    """The last of the next rows, or None when there are none or all of them are too young."""
    rows = work.session.execute(select(number, came_at).where(number > after).order_by(number).limit(most))
    found = rows.all()
    if not any(row[1] < cutoff for row in found):
        return None
    last: int = found[-1][0]
    return last


_Part = Callable[[Work, datetime, int, int], int | None]
# In this order: a file is deleted once the messages that brought it have let it go.
_PARTS: dict[str, _Part] = {"inbox": _blank_inbox, "outbox": _blank_outbox, "files": _delete_files}
