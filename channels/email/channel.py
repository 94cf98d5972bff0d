"""E-mail as a channel: sending is handing a letter to the office's mail server; nothing comes in."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from channels.base import FileToSend, Receive, SendError
from channels.email.errors import to_send_error
from channels.email.letters import write_letter
from channels.email.server import MailServer
from domain.messages import Reply
from services.reach import EMAIL


class EmailChannel:
    """Letters from one sender's address; `name` of the sender is that of the following board."""

    name = EMAIL

    def __init__(
        self, server: MailServer, sender: str, sender_name: str, now: Callable[[], datetime]
    ) -> None:
        self._server = server
        self._sender = sender
        self._sender_name = sender_name
        self._now = now

    async def start(self, receive: Receive) -> None:
        """Nothing comes in, and the server is called for each letter anew."""

    async def stop(self) -> None:
        """Nothing stays open."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Hand in one letter; returns its id.

        Raises:
            SendError: it was not taken, or nobody knows.
        """
        try:
            letter = write_letter(
                reply, file, sender=self._sender, name=self._sender_name, to=chat_id, now=self._now()
            )
        except ValueError:
            raise SendError("bad_address", is_permanent=True, is_address_dead=True) from None
        try:
            await asyncio.to_thread(self._server.hand_in, letter)
        except OSError as error:  # smtplib's errors are OSErrors
            raise to_send_error(error) from None
        return str(letter["Message-ID"])
