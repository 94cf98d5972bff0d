"""Files the bot made or received."""

from sqlalchemy import select

from domain.errors import DomainError
from services.work import Work
from storage.tables import OutboxMessage, StoredFile
from storage.text import fitted, storable

LONGEST_NAME, LONGEST_ENDING = 200, 10


def store_file(work: Work, name: str, media_type: str, content: bytes) -> int:
    """Keep a file; returns its id. Of a name that is too long the ending stays: it tells the kind."""
    file = StoredFile(
        name=_name(name),
        media_type=fitted(media_type, StoredFile.media_type),
        content=content,
        created_at=work.now,
    )
    work.session.add(file)
    work.session.flush()
    return file.id


def load_file(work: Work, file_id: int) -> StoredFile:
    """A stored file, or DomainError `no-such-file`."""
    file = work.session.get(StoredFile, file_id)
    if file is None:
        raise DomainError("no-such-file")
    return file


def file_sent_to(work: Work, address_id: int, file_id: int) -> StoredFile:
    """A file that was sent to this address; anything else is DomainError `no-such-file`."""
    sent = work.session.scalars(select(OutboxMessage.content).where(OutboxMessage.address_id == address_id))
    if not any(content.get("file_id") == file_id for content in sent):
        raise DomainError("no-such-file")
    return load_file(work, file_id)


def _name(told: str) -> str:
    name = storable(told)
    ending = name[-LONGEST_ENDING:].rpartition(".")
    kept = f".{ending[2]}" if ending[1] else ""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - len(kept)] + kept
