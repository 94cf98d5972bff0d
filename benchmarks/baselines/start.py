"""Starting the baselines; apart from them, so that they import no more than they need."""

from contextlib import AbstractContextManager
from pathlib import Path

from benchmarks.bot_api.client import BotApi
from benchmarks.processes import Process, running

NAIVE_DATABASE = "naive.sqlite3"


def naive_bot(api: BotApi, folder: Path, *flags: str) -> AbstractContextManager[Process]:
    """Start `benchmarks.baselines.naive_bot` on `naive.sqlite3` in a folder."""
    return running("benchmarks.baselines.naive_bot", api.url, NAIVE_DATABASE, *flags, folder=folder)


def bare_bot(api: BotApi, folder: Path) -> AbstractContextManager[Process]:
    """Start `benchmarks.baselines.bare_bot` on `bare.sqlite3` in a folder."""
    return running("benchmarks.baselines.bare_bot", api.url, "bare.sqlite3", folder=folder)


def library_bot(api: BotApi, folder: Path) -> AbstractContextManager[Process]:
    """Start `benchmarks.baselines.library_bot` on `libraries.sqlite3` in a folder."""
    return running("benchmarks.baselines.library_bot", api.url, "libraries.sqlite3", folder=folder)


def limited_sender(api: BotApi, folder: Path, first_chat: int, count: int) -> AbstractContextManager[Process]:
    """Start `benchmarks.baselines.limited_sender`, which ends by itself."""
    arguments = (api.url, str(first_chat), str(count))
    return running("benchmarks.baselines.limited_sender", *arguments, folder=folder)


def naive_reminders(
    api: BotApi, folder: Path, *flags: object, database: str = "sqlite:///reminders.sqlite3"
) -> AbstractContextManager[Process]:
    """Start `benchmarks.baselines.naive_reminders` on a database, by default a file in the folder."""
    module, said = "benchmarks.baselines.naive_reminders", map(str, flags)
    return running(module, api.url, database, *said, folder=folder, is_heard=True)
