"""Hand-written stand-ins for what a test cannot have: a messenger that fails as told."""

from channels.base import FileToSend, Receive
from domain.messages import Reply


class FailingChannel:
    """A channel under the name of another whose next sends fail as told, in order; then it accepts."""

    def __init__(self, name: str, *failures: Exception) -> None:
        self.name = name
        self.failures = list(failures)
        self.accepted: list[str] = []
        self.tried = 0

    async def start(self, receive: Receive) -> None:
        """Nothing comes in here."""

    async def stop(self) -> None:
        """Nothing to stop."""

    async def send(self, chat_id: str, reply: Reply, file: FileToSend | None) -> str | None:
        """Fail as told, else accept."""
        self.tried += 1
        if self.failures:
            raise self.failures.pop(0)
        self.accepted.append(reply.text)
        return f"m{self.tried}"
