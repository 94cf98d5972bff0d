"""Where the talk with an address stands, kept in the database so that a restart is invisible."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, update

from domain.messages import Choice
from services.work import Work
from storage.tables import Conversation


@dataclass(slots=True)
class Talk:
    """The dialogue an address is in and the choices on offer.

    Attributes:
        serial: number of the last question; a choice that carries an older one belongs to an old message.
        dialogue: name of the dialogue, empty when none is open.
        state: what the dialogue remembers, JSON values.
        choices: what the last message offered.
        takes_number: a bare number answers the question and never picks a choice by position.
        is_stored: the talk has a row already.
    """

    serial: int = 0
    dialogue: str = ""
    state: dict[str, Any] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    takes_number: bool = False
    is_stored: bool = False

    def open(self, dialogue: str, state: dict[str, Any]) -> None:
        """Enter a dialogue, or its next step, with what it has to remember."""
        self.dialogue, self.state = dialogue, state
        self._forget_choices()

    def close(self) -> None:
        """Leave the dialogue."""
        self.dialogue, self.state = "", {}
        self._forget_choices()

    def _forget_choices(self) -> None:
        # What the last question offered means nothing for the next: a bare "2" must not pick it.
        self.serial += 1
        self.choices, self.takes_number = (), False


def load_talk(work: Work, address_id: int) -> Talk:
    """The talk with an address; a new one when nothing was said yet."""
    row = work.session.get(Conversation, address_id)
    if row is None:
        return Talk()
    choices = tuple(Choice(**choice) for choice in row.choices)
    return Talk(row.serial, row.dialogue, dict(row.state), choices, row.takes_number, is_stored=True)


def save_talk(work: Work, address_id: int, talk: Talk) -> None:
    """Store the talk as it stands."""
    values = {
        "serial": talk.serial,
        "dialogue": talk.dialogue,
        "state": talk.state,
        "choices": [{"label": choice.label, "says": choice.says} for choice in talk.choices],
        "takes_number": talk.takes_number,
        "updated_at": work.now,
    }
    if talk.is_stored:
        changed = update(Conversation).where(Conversation.address_id == address_id).values(**values)
        work.session.execute(changed, execution_options={"synchronize_session": False})
    else:
        work.session.execute(insert(Conversation).values(address_id=address_id, **values))
