"""What people write, as the Bot API hands it out: kept until the bot confirms it by a higher offset."""

import itertools
import json
import time
from collections import deque
from typing import Any

LARGEST_BATCH = 100

Json = dict[str, Any]


class Updates:
    """Updates in the order they were written."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[int, bytes]] = deque()
        # Later servers go on above earlier ones: a bot drops an update whose id it has seen.
        self._ids = itertools.count(int(time.time() * 10_000))

    def __len__(self) -> int:
        return len(self._waiting)

    def write(self, chat: int, text: str, date: int) -> None:
        """A person types a message; in a group (a negative chat) always the same person does."""
        message = _message(next(self._ids), chat, text, date)
        self._push({"message": message})

    def press(self, chat: int, data: str, date: int) -> None:
        """A person presses a button of the bot's last message."""
        shown = _message(1, chat, "…", date)
        query = {"id": str(next(self._ids)), "from": _person(chat), "message": shown, "chat_instance": "1"}
        self._push({"callback_query": query | {"data": data}})

    def confirm(self, offset: int) -> None:
        """Forget everything below the offset."""
        while self._waiting and self._waiting[0][0] < offset:
            self._waiting.popleft()

    def batch(self, limit: int) -> bytes:
        """The oldest that wait, as a JSON list."""
        oldest = itertools.islice(self._waiting, min(limit, LARGEST_BATCH))
        return b"[" + b",".join(update for _, update in oldest) + b"]"

    def _push(self, content: Json) -> None:
        update_id = next(self._ids)
        self._waiting.append((update_id, json.dumps({"update_id": update_id} | content).encode()))


def _message(message_id: int, chat: int, text: str, date: int) -> Json:
    message = {"message_id": message_id, "date": date, "text": text, "from": _person(chat)}
    message["chat"] = {"id": chat, "type": "private", "first_name": f"Người {chat}"}
    if chat < 0:
        message["chat"] = {"id": chat, "type": "group", "title": f"Nhóm {-chat}"}
    if text.startswith("/"):
        length = len(text.partition(" ")[0])
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": length}]
    return message


def _person(chat: int) -> Json:
    return {"id": abs(chat), "is_bot": False, "first_name": f"Người {abs(chat)}"}
