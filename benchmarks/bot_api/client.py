"""The Bot API as a proof sees it: what it is told, and what it accepted."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from benchmarks.bot_api.records import ACCEPTED
from benchmarks.processes import running

POLL_SECONDS = 60.0
Message = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sendMessage as it reached the server; `moment` is on the steady clock of this computer."""

    moment: float
    chat: int
    text: str
    outcome: str

    @property
    def is_accepted(self) -> bool:
        """Whether the person can read it, whatever the bot was told."""
        return self.outcome in ACCEPTED


@dataclass(frozen=True, slots=True)
class BotApi:
    """The local Bot API; its questions are those of `benchmarks.bot_api.questions`.

    Attributes:
        url: where the bot calls it.
        questions_url: where the benchmark does.
    """

    url: str = ""
    questions_url: str = ""

    def obey(self, **rules: object) -> None:
        """Behave so from now on; what is not named is as it was at first."""
        self._post("rules", rules)

    def write(self, messages: Iterable[Message], per_second: float = 0.0) -> None:
        """People type, all at once or evenly."""
        self._post("write", {"messages": list(messages), "per_second": per_second})

    def press(self, chat: int, label: str) -> None:
        """Press the button with a label on the last message of a chat."""
        shown = self._get("keyboard", chat=chat)
        buttons = [button for row in shown.get("inline_keyboard", []) for button in row]
        data = next(button["callback_data"] for button in buttons if label in button["text"])
        self._post("press", {"chat": chat, "data": data})

    def attempts(self, since: int = 0) -> list[Attempt]:
        """Every sendMessage from a number on."""
        return [Attempt(*attempt) for attempt in self._get("attempts", since=since)]

    def accepted(self, since: int = 0) -> list[Attempt]:
        """What people can read, from the attempt of a number on."""
        return [attempt for attempt in self.attempts(since) if attempt.is_accepted]

    def written(self, since: int = 0) -> list[tuple[float, int]]:
        """When people wrote from a number on, and in which chat."""
        return [(moment, chat) for moment, chat in self._get("written", since=since)]

    def unconfirmed(self) -> int:
        """How many updates the bot has not taken."""
        return int(self._get("state")["unconfirmed"])

    def wait_for(self, accepted: int, seconds: float) -> int:
        """Return when so many messages were accepted since the beginning, or the time is over; how many."""
        return int(self._wait(seconds, accepted=accepted))

    def wait_for_answer(self, chat: int, words: str, seconds: float = 30.0) -> str:
        """The newest text of a chat, once it holds these words."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            texts = [attempt.text for attempt in self.accepted() if attempt.chat == chat]
            if texts and words in texts[-1]:
                return texts[-1]
            time.sleep(0.05)
        raise RuntimeError(f"{chat} waited for «{words}» and read {texts[-1:]}")

    def wait_for_poll(self, after: int = 0) -> None:
        """Return once the bot has asked for updates more often than `after` times."""
        self._wait(POLL_SECONDS, polls=after + 1)
        if self.polls() <= after:
            raise RuntimeError("the bot does not ask for updates")

    def polls(self) -> int:
        """How often a bot asked for updates."""
        return int(self._get("state")["polls"])

    def _wait(self, seconds: float, **conditions: int) -> int:
        answer: dict[str, int] = self._get("wait", seconds=seconds, **conditions)
        return answer["accepted"]

    def _get(self, question: str, **asked: Any) -> Any:
        seconds = float(asked.get("seconds", 0)) + 30
        answer = httpx.get(f"{self.questions_url}/{question}", params=asked, timeout=seconds)
        return answer.raise_for_status().json()

    def _post(self, question: str, said: object) -> None:
        httpx.post(f"{self.questions_url}/{question}", json=said, timeout=30).raise_for_status()


NO_BOT_API = BotApi()


@contextmanager
def bot_api(folder: Path, **rules: object) -> Iterator[BotApi]:
    """A Bot API in a process of its own."""
    with running("benchmarks.bot_api.server", folder=folder, is_heard=True) as process:
        assert process.stdout is not None
        api = BotApi(*process.stdout.readline().split())
        api.obey(**rules)
        yield api
