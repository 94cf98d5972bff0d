"""What a batch of turns looked up once for all of them, and whether it may still be trusted."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

MEMORY = "memory"


class MustUndoError(Exception):
    """A turn of a batch was refused after it had changed something: the batch needs savepoints."""


class Memory:
    """Answers that were read ahead, by question; forgotten as soon as anything changes unnoticed.

    A use case that changes something and puts the new answer in here says so with `notice`. Every other
    change makes the memory worthless, and all are asked of the database again.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._answers: dict[Hashable, Any] = {}
        self._changes = 0
        self._noticed = 0
        session.info[MEMORY] = self

    @property
    def changes(self) -> int:
        """How often the session was told to change something, what it has not written yet included."""
        return self._changes + self._is_any_row_changed(self._session)

    @property
    def is_fresh(self) -> bool:
        """Whether nothing has changed that the memory does not know of."""
        return self._noticed == self.changes

    def keep(self, question: Hashable, answer: Any) -> None:
        """Remember an answer."""
        self._answers[question] = answer

    def recall(self, question: Hashable) -> Any:
        """The answer, or None when it is not known or may be out of date."""
        answer = self._answers.get(question)
        return answer if answer is not None and self.is_fresh else None

    def forget(self, question: Hashable) -> None:
        """Ask the database again."""
        self._answers.pop(question, None)

    def notice(self) -> None:
        """The answers in here tell of every change so far."""
        if self._is_any_row_changed(self._session):
            self._session.flush()
        self._noticed = self._changes

    @staticmethod
    def _is_any_row_changed(session: Session) -> bool:
        return bool(session.dirty or session.deleted)

    def count_rows_in_place(self) -> None:
        """Once written they are no longer seen as changed, but what was read before is as stale as ever."""
        self._changes += self._is_any_row_changed(self._session)

    def count_change(self) -> None:
        """The session was told to change something."""
        self._changes += 1


@event.listens_for(Session, "transient_to_pending")
def _count_row(session: Session, _row: object) -> None:
    if MEMORY in session.info:
        session.info[MEMORY].count_change()


@event.listens_for(Session, "do_orm_execute")
def _count_statement(state: ORMExecuteState) -> None:
    if not state.is_select and MEMORY in state.session.info:
        state.session.info[MEMORY].count_change()


@event.listens_for(Session, "after_flush")
def _count_rows_in_place(session: Session, _context: object) -> None:
    if MEMORY in session.info:
        session.info[MEMORY].count_rows_in_place()
