"""One installation of the product: started, killed and started again, always as an administrator would."""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from benchmarks.bot_api import TOKEN
from benchmarks.bot_api.client import NO_BOT_API, BotApi, bot_api
from benchmarks.clock import RunningClock
from benchmarks.database import Database, copy_of
from benchmarks.processes import ROOT, Process, running

CLAIMS = """
    SELECT outbox.id, address.chat_id, outbox.claimed_at
    FROM outbox JOIN address ON address.id = outbox.address_id
    WHERE outbox.state = 'sending'
"""
OPEN_STATES = "('queued', 'sending', 'failed')"


@dataclass(frozen=True, slots=True)
class Claim:
    """A row of the outbox that a process took to send, and when it did: the same row may be taken again."""

    row: int
    chat: int
    claimed_at: str


@dataclass(frozen=True, slots=True)
class Installation:
    """The product's settings, and how to start it on them.

    Attributes:
        folder: where its processes run and keep what they say.
        database: its database.
        clock: what `DONDOC_CLOCK` says at each start.
        api: the Bot API it talks to; without an address for the command line alone.
        is_unlimited: it may send as fast as it can.
        settings: further settings, without their prefix, such as `uncertain_replies`.
    """

    folder: Path
    database: Database
    clock: RunningClock
    api: BotApi = NO_BOT_API
    is_unlimited: bool = False
    settings: dict[str, str] = field(default_factory=dict)

    def at(self, clock: RunningClock) -> "Installation":
        """The same at another time."""
        return replace(self, clock=clock)

    @contextmanager
    def running(self) -> Iterator[Process]:
        """`dondoc run`, told to stop when the block ends unless it was killed before."""
        with running("bot.cli", "run", folder=self.folder, environment=self._environment()) as process:
            yield process

    def command(self, *arguments: str) -> None:
        """`dondoc …` until it is done."""
        environment = {"PYTHONPATH": str(ROOT)} | self._environment()
        subprocess.run(
            [sys.executable, "-m", "bot.cli", *arguments], cwd=self.folder, env=environment, check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def is_settled(self) -> bool:
        """Whether everything written was taken, handled and sent, or will never be."""
        if self.api.unconfirmed():
            return False
        waiting = self.database.count("SELECT count(*) FROM inbox WHERE handled_at IS NULL")
        return not waiting and not self.open_messages()

    def open_messages(self) -> int:
        """How many rows of the outbox are still to be sent."""
        return self.database.count(f"SELECT count(*) FROM outbox WHERE state IN {OPEN_STATES}")  # noqa: S608

    def claims(self) -> set[Claim]:
        """What is being sent, or was when its sender died."""
        return {
            Claim(row["id"], int(row["chat_id"]), str(row["claimed_at"]))
            for row in self.database.rows(CLAIMS)
        }

    def wait_until_settled(self, seconds: float) -> bool:
        """Wait for it; False when the time is over."""
        until = time.monotonic() + seconds
        while not self.is_settled():
            if time.monotonic() > until:
                return False
            time.sleep(0.5)
        return True

    def _environment(self) -> dict[str, str]:
        settings = {
            "database_url": self.database.url,
            "clock": self.clock.now().isoformat(),
            "http_port": "0",
            "log_level": "WARNING",
        }
        if self.api.url:
            settings |= {"telegram_token": TOKEN, "telegram_api_url": self.api.url}
        if self.is_unlimited:
            settings["telegram_rate"] = "0"
        return {f"DONDOC_{name.upper()}": value for name, value in (settings | self.settings).items()}


@contextmanager
def installed(
    folder: Path,
    database: Database,
    start: datetime,
    rules: Mapping[str, object],
    *,
    is_unlimited: bool = False,
    settings: dict[str, str] | None = None,
) -> Iterator[Installation]:
    """The product on a prepared database, at an instant, and a Bot API; nothing runs yet.

    A SQLite file is copied, so that the next run finds it as it was.
    """
    folder.mkdir(parents=True)
    clock = RunningClock(start)
    if database.is_file:
        database = copy_of(database, folder / "product.sqlite3")
    with bot_api(folder, clock_ahead=clock.ahead, **rules) as api:
        yield Installation(folder, database, clock, api, is_unlimited, settings or {})
