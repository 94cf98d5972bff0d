"""The unit of work that every use case runs in: one transaction, one `now`."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from storage.engine import open_engine
from storage.migrate import migrate


@dataclass(frozen=True, slots=True)
class Installation:
    """What is fixed for one installation.

    Attributes:
        zone: time zone of deadlines and hours.
        language: default language of messages.
        board: name of the following board, as messages say it.
        code_suffices: an invite code registers without a decision by staff.
        invite_days: how long an invite code is valid.
        public_url: address of the web chat, no trailing slash; empty when there is none.
        telegram_bot: user name of the Telegram bot, empty when there is none.
    """

    zone: ZoneInfo
    language: str = "vi"
    board: str = "Ban Tuyên giáo"
    code_suffices: bool = False
    invite_days: int = 30
    public_url: str = ""
    telegram_bot: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction at one instant. `now` is UTC and never read from a clock below `bot/`.

    `is_past`: somebody asks how things stood at `now`, so what was changed later is taken back.
    """

    session: AsyncSession
    now: datetime
    installation: Installation
    is_past: bool = False

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the organisation."""
        return self.installation.zone


class DatabaseUnavailableError(Exception):
    """The database cannot be opened or written; the text says why and names no password."""


class Database:
    """Opens works on one database."""

    def __init__(self, url: str, installation: Installation) -> None:
        """For the URL see `storage.engine.open_engine`; nothing is opened yet.

        Raises:
            DatabaseUnavailableError: the URL names no database that can be used.
        """
        try:
            self._engine = open_engine(url)
            self._reader = open_engine(url, is_reader=True)
        except (ArgumentError, ImportError, OSError, ValueError) as error:
            problem = error.strerror if isinstance(error, OSError) else type(error).__name__
            raise DatabaseUnavailableError(f"DONDOC_DATABASE_URL ({problem})") from None
        self.installation = installation
        self._turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if self._engine.dialect.name == "sqlite" else nullcontext()
        )

    @asynccontextmanager
    async def work(self, now: datetime, *, is_past: bool = False) -> AsyncIterator[Work]:
        """A transaction that commits when the block ends and rolls back when it raises."""
        # SQLite has one writer: queueing here is fair and instant, its own busy waiting is neither.
        async with self._turn, AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
            yield Work(session, now.astimezone(UTC), self.installation, is_past)

    @asynccontextmanager
    async def look(self, now: datetime) -> AsyncIterator[Work]:
        """Like `work`, for reading only: whatever is changed in it is rolled back."""
        async with AsyncSession(self._reader, expire_on_commit=False) as session:
            yield Work(session, now.astimezone(UTC), self.installation)

    async def migrate(self) -> None:
        """Bring the schema up to date; DatabaseUnavailableError when the database cannot be used."""
        try:
            await migrate(self._engine)
        except (DBAPIError, OSError) as error:
            raise DatabaseUnavailableError(str(getattr(error, "orig", error))) from None

    async def close(self) -> None:
        """Close every connection."""
        await self._engine.dispose()
        await self._reader.dispose()


@asynccontextmanager
async def undo_on_error(work: Work) -> AsyncIterator[None]:
    """A savepoint: what the block changed is undone when it raises, the rest of the work stays."""
    async with work.session.begin_nested():
        yield
