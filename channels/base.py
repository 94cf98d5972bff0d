"""What every channel offers, and how a failed send is told."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from domain.messages import Incoming, Reply

Receive = Callable[[Sequence[Incoming]], Awaitable[int]]
"""Stores incoming messages in one transaction; returns, once they are on disk, how many are new."""

QUOTA = "quota"
"""Reason of a `SendError`: the bot may send no more, this month or for a moment; nobody says which."""

MayPoll = Callable[[], Awaitable[bool]]
"""Whether this process is the one that polls, of all that share a database."""


async def always() -> bool:
    """This process polls: it is the only one."""
    return True


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A stored file, loaded for sending.

    `link` opens it for whoever has it, for `link_days`; empty when there is no public address to open it at.
    """

    id: int
    name: str
    media_type: str
    content: bytes
    link: str = ""
    link_days: int = 0


class SendError(Exception):
    """A message was not accepted by the messenger.

    Attributes:
        reason: short English word for it: `blocked`, `chat_not_found`, `too_many_requests`, `server_error` …
        is_permanent: sending the same again can never succeed.
        is_address_dead: nothing at all can be sent to this chat until the person writes again.
        is_uncertain: the request left and no answer came: the message may have arrived.
        wait: how long the messenger asks to wait, if it says so.
        new_chat_id: the chat moved; the same message will be accepted there.
        accepted: of a message that goes in several, how many were accepted before this one was not.
    """

    def __init__(
        self,
        reason: str,
        *,
        is_permanent: bool = False,
        is_address_dead: bool = False,
        is_uncertain: bool = False,
        wait: timedelta | None = None,
        new_chat_id: str | None = None,
        accepted: int = 0,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.is_permanent = is_permanent
        self.is_address_dead = is_address_dead
        self.is_uncertain = is_uncertain
        self.wait = wait
        self.new_chat_id = new_chat_id
        self.accepted = accepted


class Channel(Protocol):
    """One messenger. Construction connects to nothing; `start` does."""

    name: str

    async def start(self, receive: Receive) -> None:
        """Begin to take messages in; raises `ChannelUnavailable` when the channel does not work."""

    async def stop(self) -> None:
        """Stop taking messages in and close connections."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Send one message; returns the messenger's id of it, if it gives one.

        Raises:
            SendError: it was not accepted, or nobody knows.
        """


class ChannelUnavailable(Exception):  # noqa: N818
    """A channel does not work; the text is for the administrator and holds no secret.

    Attributes:
        is_temporary: it may work later without any change (the network is down), so it is tried again.
    """

    def __init__(self, problem: str, *, is_temporary: bool = False) -> None:
        super().__init__(problem)
        self.is_temporary = is_temporary
