"""One turn of a talk: who says what, and the tools a handler answers with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from domain.errors import DomainError
from domain.messages import Choice, Incoming, Reply
from domain.parsing.letters import folded_plain
from locales import say
from services.actors import Actor, Sender
from services.conversations import Talk
from services.outbox import queue
from services.work import Work

Replies = list[Reply]


@dataclass(slots=True)
class Turn:
    """What a handler sees of one incoming message."""

    work: Work
    sender: Sender
    talk: Talk
    incoming: Incoming
    inbox_id: int | None = None

    @property
    def actor(self) -> Actor | None:
        """The registered person, or None."""
        return self.sender.actor

    @property
    def language(self) -> str:
        """Language of the answers."""
        return self.sender.language

    def say(self, key: str, /, **values: str | int) -> str:
        """A sentence in the person's language."""
        return say(key, self.language, **values)

    def answer(self, key: str, /, **values: str | int) -> Replies:
        """One reply of one sentence."""
        return [Reply(self.say(key, **values))]

    def offer(self, text: str, choices: Iterable[Choice], *, takes_number: bool = False) -> Replies:
        """One reply with choices."""
        return [Reply(text, tuple(choices), takes_number=takes_number)]

    def ask(
        self,
        dialogue: str,
        state: dict[str, Any],
        text: str,
        options: Iterable[tuple[str, str]] = (),
        *,
        takes_number: bool = False,
    ) -> Replies:
        """Enter a dialogue's step and ask; `options` are (label, value) and come back as `picked`."""
        self.talk.open(dialogue, state)
        choices = [Choice(label, f"={self.talk.serial}:{value}") for label, value in options]
        return self.offer(text, choices, takes_number=takes_number)

    def tell(self, address_id: int, reply: Reply, *, kind: str = "notice") -> None:
        """Queue a message to somebody else: a notice waits for the morning, an answer (`reply`) does not."""
        queue(self.work, address_id, reply, kind=kind)


LONGEST_NUMBER = 9


def row_number(words: str, code: str = "button-old") -> int:
    """The number of a row that a button says; DomainError `code` for anything else."""
    if not words.isdecimal() or len(words) > LONGEST_NUMBER:
        raise DomainError(code)
    return int(words)


CommandHandler = Callable[[Turn, str], Replies]
DialogueHandler = Callable[[Turn, str, str | None], Replies]


def chosen(text: str, talk: Talk) -> str | None:
    """What the typed words pick among the choices on offer: by number, label or plain words.

    Raises:
        DomainError: `choice-ambiguous` for words that several of them bear.
    """
    wanted = folded_plain(text)
    if wanted.isdecimal():
        position = int(wanted)
        if not talk.takes_number and 1 <= position <= len(talk.choices):
            return talk.choices[position - 1].says
        return None
    said = {choice.says for choice in talk.choices if wanted and folded_plain(choice.label) == wanted}
    if len(said) > 1:
        raise DomainError("choice-ambiguous", words=text[:80])
    return said.pop() if said else None
