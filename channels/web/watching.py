"""Whether somebody looks at the page of a chat just now: then nobody has to be told that a message came."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# Between two polls, and while a message is on its way here, somebody still looks at the page.
SEEN_SECONDS = 5.0


class Watchers:
    """Who looks at which chat, as far as this process knows."""

    def __init__(self) -> None:
        self._seen: dict[str, float] = {}
        self._polls: dict[str, list[Callable[[], bool]]] = {}

    def note(self, chat_id: str) -> None:
        """Somebody looks at this chat, and will for a moment."""
        now = asyncio.get_running_loop().time()
        self._seen = {known: until for known, until in self._seen.items() if until > now}
        self._seen[chat_id] = now + SEEN_SECONDS

    def note_away(self, chat_id: str) -> None:
        """The page is open, and hidden."""
        self._seen.pop(chat_id, None)

    @contextmanager
    def polling(self, chat_id: str, is_connected: Callable[[], bool]) -> Iterator[None]:
        """A visible page waits for news as long as it is connected."""
        polls = self._polls.setdefault(chat_id, [])
        polls.append(is_connected)
        try:
            yield
        finally:
            polls.remove(is_connected)
            if not polls:
                self._polls.pop(chat_id, None)
            if is_connected():
                self.note(chat_id)

    def sees(self, chat_id: str) -> bool:
        """Whether somebody looks at this chat."""
        if any(is_connected() for is_connected in self._polls.get(chat_id, ())):
            return True
        return self._seen.get(chat_id, 0.0) > asyncio.get_running_loop().time()
