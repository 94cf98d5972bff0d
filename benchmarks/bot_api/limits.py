"""Telegram's limits, kept strictly: so many messages in any window of so many seconds, not on average."""

import math
from collections import defaultdict, deque

PRIVATE = (1, 1.0)
GROUP = (20, 60.0)


class Window:
    """At most `most` in any `seconds` seconds."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most = most
        self._seconds = seconds
        self._moments: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until one more is allowed; 0 when it is now."""
        while self._moments and self._moments[0] <= now - self._seconds:
            self._moments.popleft()
        return 0.0 if len(self._moments) < self._most else self._moments[0] + self._seconds - now

    def count(self, now: float) -> None:
        """One was let through."""
        self._moments.append(now)


class Limits:
    """The limit of all messages, those of each chat, and waits that Telegram asked for.

    A wait is in force for one chat or, under `None`, for the whole bot: every message of that scope is
    refused until it is over.
    """

    def __init__(self, per_second: int, has_chat_limits: bool) -> None:
        self._all = Window(per_second, 1.0) if per_second else None
        self._has_chat_limits = has_chat_limits
        self._chats: dict[int, list[Window]] = defaultdict(list)
        self._waits: dict[int | None, float] = {}

    def refuse_until(self, chat: int | None, moment: float) -> None:
        """Let nothing to this chat (None: nothing at all) through until a moment."""
        self._waits[chat] = moment

    def refusal(self, chat: int, now: float) -> int | None:
        """`retry_after` in whole seconds when a message may not pass now, else None and it is counted."""
        windows = [*self._chat_windows(chat), *([self._all] if self._all else [])]
        waits = [window.wait(now) for window in windows]
        waits += [self._waits[scope] - now for scope in (chat, None) if scope in self._waits]
        if (longest := max(waits, default=0.0)) > 0:
            return math.ceil(longest)
        for window in windows:
            window.count(now)
        return None

    def _chat_windows(self, chat: int) -> list[Window]:
        if not self._has_chat_limits:
            return []
        if chat not in self._chats:
            self._chats[chat] = [Window(*PRIVATE)] + ([Window(*GROUP)] if chat < 0 else [])
        return self._chats[chat]
