"""What all commands share: running on a database, and telling mistakes in one line."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from bot.clock import SystemClock
from bot.logs import configure_logs
from bot.settings import Settings, SettingsError, load_settings
from domain.errors import DomainError
from locales import say
from services.work import Database, DatabaseTooNewError, DatabaseUnavailableError, Work

# Soft wrap: a line is never broken in the middle of a path or a number.
terminal = Console(highlight=False, soft_wrap=True)


class CliError(Exception):
    """A mistake the user can mend, in one line."""


def complain(message: str) -> None:
    """One line on stderr."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(message, markup=False)


def settings_or_error() -> Settings:
    """The settings, with logs set up; CliError when one is unusable."""
    try:
        settings = load_settings()
    except SettingsError as error:
        raise CliError(str(error)) from None
    configure_logs(settings.log_level, settings.secrets())
    return settings


def run_async(coroutine: Coroutine[Any, Any, None], language: str = "vi") -> None:
    """Run a command; mistakes of a person and an unusable database become CliError."""
    with mistakes_told(language):
        _runner()(coroutine)


@contextmanager
def mistakes_told(language: str) -> Iterator[None]:
    """Mistakes of a person and an unusable database become CliError."""
    try:
        yield
    except DomainError as error:
        raise CliError(say(f"error-{error.code}", language, **error.details)) from None
    except DatabaseTooNewError as error:
        raise CliError(say("cli-database-too-new", language, revision=str(error))) from None
    except DatabaseUnavailableError as error:
        raise CliError(say("cli-database", language, problem=str(error))) from None


def _runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    """uvloop where it is installed: it does more with the same processor time."""
    with suppress(ImportError):
        import uvloop

        return uvloop.run
    return asyncio.run


@contextmanager
def open_work(settings: Settings, now: datetime | None = None) -> Iterator[Work]:
    """A transaction on the configured database, migrated, at an instant (default: the present one)."""
    database = Database(settings.database_url.get_secret_value(), settings.installation())
    try:
        database.migrate()
        present = settings.clock or SystemClock().now()
        with database.work(now or present, is_past=now is not None) as work:
            yield work
    finally:
        database.close()


@contextmanager
def open_look(settings: Settings) -> Iterator[Work]:
    """Like `open_work` for reading only: however long it takes, nobody who writes has to wait."""
    database = Database(settings.database_url.get_secret_value(), settings.installation())
    try:
        database.migrate()
        with database.look(settings.clock or SystemClock().now()) as work:
            yield work
    finally:
        database.close()


def read_bytes(path: Path, language: str) -> bytes:
    """A file's bytes, or CliError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise CliError(say("cli-file", language, file=str(path), problem=error.strerror or "")) from None


def write_bytes(path: Path, content: bytes, language: str) -> None:
    """Write a file, or CliError."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CliError(say("cli-file", language, file=str(path), problem=error.strerror or "")) from None


def instant_option(text: str | None, settings: Settings, language: str) -> datetime | None:
    """An ISO instant; without an offset it is local. CliError when it is none."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
        return (instant if instant.tzinfo else instant.replace(tzinfo=settings.zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise CliError(say("cli-instant", language, text=text)) from None
