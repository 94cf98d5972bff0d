"""Where the talk with an address stands, kept in the database so that a restart is invisible."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import bindparam, insert, select, update

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
    known = work.memory.recall(("talk", address_id)) if work.memory else None
    if known is not None:
        return cast("Talk", known)
    return load_talks(work, [address_id]).get(address_id, Talk())


def load_talks(work: Work, address_ids: Collection[int]) -> dict[int, Talk]:
    """The talks with these addresses, where anything was said yet."""
    rows = work.session.execute(_TALKS, {"addresses": list(address_ids)})
    return {
        row.address_id: Talk(
            row.serial,
            row.dialogue,
            row.state,
            tuple(Choice(**choice) for choice in row.choices),
            row.takes_number,
            is_stored=True,
        )
        for row in rows
    }


def save_talks(work: Work, talks: Mapping[int, Talk]) -> None:
    """Store the talks with these addresses as they stand."""
    rows = {address_id: _columns(work, address_id, talk) for address_id, talk in talks.items()}
    connection = work.session.connection()
    new = [rows[address_id] for address_id, talk in talks.items() if not talk.is_stored]
    if new:
        connection.execute(insert(Conversation), new)
    known = [rows[address_id] for address_id, talk in talks.items() if talk.is_stored]
    if known:
        connection.execute(_CHANGE, [{**row, "address": row["address_id"]} for row in known])


# Built once: every batch of turns asks them.
_TALKS = select(
    Conversation.address_id,
    Conversation.serial,
    Conversation.dialogue,
    Conversation.state,
    Conversation.choices,
    Conversation.takes_number,
).where(Conversation.address_id.in_(bindparam("addresses", expanding=True)))
_CHANGED = ("serial", "dialogue", "state", "choices", "takes_number", "updated_at")
_CHANGE = (
    update(Conversation)
    .where(Conversation.address_id == bindparam("address"))
    .values({name: bindparam(name, type_=Conversation.__table__.c[name].type) for name in _CHANGED})
)


def _columns(work: Work, address_id: int, talk: Talk) -> dict[str, Any]:
    return {
        "address_id": address_id,
        "serial": talk.serial,
        "dialogue": talk.dialogue,
        "state": talk.state,
        "choices": [{"label": choice.label, "says": choice.says} for choice in talk.choices],
        "takes_number": talk.takes_number,
        "updated_at": work.now,
    }
