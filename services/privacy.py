"""What must not be kept: classified words and files are thrown away at once."""

from sqlalchemy import delete, update

from domain.secrecy import is_name_classified, says_classified
from services import audit
from services.actors import Actor
from services.files import load_file
from services.work import Work
from storage.tables import InboxMessage, StoredFile


def is_classified(work: Work, words: str, file_id: int | None) -> bool:
    """Whether a message or the name of its file bears a mark of classification."""
    return says_classified(words) or (
        file_id is not None and is_name_classified(load_file(work, file_id).name)
    )


def throw_away(work: Work, actor: Actor | None, inbox_id: int | None, file_id: int | None) -> None:
    """Forget the words and the file of a message; that it came stays known."""
    if inbox_id is not None:
        blank = update(InboxMessage).where(InboxMessage.id == inbox_id).values(text="", file_id=None)
        work.session.execute(blank)
    if file_id is not None:
        work.session.execute(delete(StoredFile).where(StoredFile.id == file_id))
    audit.record(work, actor, "classified_thrown_away", "inbox", inbox_id)


def throw_away_file(work: Work, actor: Actor, file_id: int) -> None:
    """Forget a file that turned out to be classified when it was read."""
    work.session.execute(update(InboxMessage).where(InboxMessage.file_id == file_id).values(file_id=None))
    work.session.execute(delete(StoredFile).where(StoredFile.id == file_id))
    audit.record(work, actor, "classified_thrown_away", "file", file_id)
