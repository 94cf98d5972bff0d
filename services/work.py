"""The unit of work that every use case runs in: one transaction, one `now`."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from domain.profiles import Profile
from domain.quotas import Quota
from services.memory import Memory, MustUndoError
from storage.engine import open_engine
from storage.migrate import NewerDatabaseError, migrate
from storage.sole_holder import SoleHolder
from storage.tables.base import Base


@dataclass(frozen=True, slots=True)
class NamedBot:
    """One of the bots of a channel: its id, and the name people find it by, empty while it is not known."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Installation:
    """What is fixed for one installation.

    Attributes:
        zone: time zone of deadlines and hours.
        language: default language of messages.
        profile: what kind of organisation it is: its board, its groups of units, its words.
        code_suffices: an invite code registers without a decision by staff.
        invite_days: how long an invite code is valid.
        public_url: address of the web chat, no trailing slash; empty when there is none.
        telegram_bot: user name of the Telegram bot, empty when there is none.
        zalo_bots: the Zalo bots, none when there is no Zalo.
        quotas: for each channel that has one what a bot of it may send and whom it may serve.
        resent_kinds: kinds of messages that go again when nobody knows whether they arrived; the others
            are held for staff as uncertain.
        raw_days: after so many days the words of settled messages are blanked; 0 for never.
        page_reaches: an open page of the web chat counts as reached without notifications: on trial, where
            somebody watches all of them.
        has_mail: a mail server is set, so that people may add an e-mail address.
        patience: how long a message waits for one address before it goes to the person's next one.
    """

    zone: ZoneInfo
    language: str = "vi"
    profile: Profile = field(default_factory=Profile)
    code_suffices: bool = False
    invite_days: int = 30
    public_url: str = ""
    telegram_bot: str = ""
    zalo_bots: tuple[NamedBot, ...] = ()
    quotas: Mapping[str, Quota] = field(default_factory=dict)
    resent_kinds: frozenset[str] = frozenset({"reply", "notice"})
    raw_days: int = 0
    page_reaches: bool = False
    has_mail: bool = False
    patience: timedelta = timedelta(minutes=30)

    @property
    def board(self) -> str:
        """Name of the following board, as messages say it."""
        return self.profile.board


@dataclass(frozen=True, slots=True)
class Work:
    """One transaction at one instant. `now` is UTC and never read from a clock below `bot/`.

    `is_past`: somebody asks how things stood at `now`, so what was changed later is taken back.
    `memory`: what a batch of turns has read ahead; None outside such a batch.
    """

    session: Session
    now: datetime
    installation: Installation
    is_past: bool = False
    memory: Memory | None = None

    @property
    def zone(self) -> ZoneInfo:
        """Time zone of the organisation."""
        return self.installation.zone

    @property
    def is_postgresql(self) -> bool:
        """Whether statements may say what only PostgreSQL understands."""
        return self.session.get_bind().dialect.name == "postgresql"


def insert_or_ignore(work: Work, table: type[Base]) -> Any:
    """An INSERT that leaves out rows whose unique key is taken; each database says it its way."""
    if work.is_postgresql:
        # Slow to import, and of no use on SQLite.
        from sqlalchemy.dialects.postgresql import insert as insert_postgresql

        return insert_postgresql(table).on_conflict_do_nothing()
    return insert(table).on_conflict_do_nothing()


def is_lost_connection(error: BaseException) -> bool:
    """Whether the database went away, rather than refused what it was asked."""
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or isinstance(error, OperationalError)
    )


class DatabaseUnavailableError(Exception):
    """The database cannot be opened or written; the text says why and names no password."""


class DatabaseTooNewError(DatabaseUnavailableError):
    """A newer version of the program has used this database; the text is the database's revision."""


Given = ParamSpec("Given")
Result = TypeVar("Result")

READING_THREADS = 4
WRITING_THREADS = {"sqlite": 1, "postgresql": 6}


class Database:
    """Opens works on one database.

    Use cases are synchronous. `write` and `read` run them in threads, so that neither the disk nor a long
    query ever holds the event loop; `work` and `look` are for code that has no event loop to hold.
    """

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
        is_sqlite = self.kind == "sqlite"
        # SQLite has one writer: queueing here is fair and instant, its own busy waiting is neither.
        self._turn: AbstractContextManager[object] = Lock() if is_sqlite else nullcontext()
        self._writers = ThreadPoolExecutor(WRITING_THREADS[self.kind], thread_name_prefix="write")
        self._readers = ThreadPoolExecutor(READING_THREADS, thread_name_prefix="read")
        self._held: dict[str, SoleHolder] = {}

    @property
    def kind(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def work(self, now: datetime, *, is_past: bool = False) -> Iterator[Work]:
        """A transaction that commits when the block ends and rolls back when it raises."""
        with self._turn, Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield Work(session, now.astimezone(UTC), self.installation, is_past)

    @contextmanager
    def look(self, now: datetime) -> Iterator[Work]:
        """Like `work`, for reading only: whatever is changed in it is rolled back."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield Work(session, now.astimezone(UTC), self.installation)

    async def write(
        self,
        now: datetime,
        use_case: Callable[Concatenate[Work, Given], Result],
        *arguments: Given.args,
        **options: Given.kwargs,
    ) -> Result:
        """Run a use case in a transaction of its own, in a writing thread."""

        def transact() -> Result:
            with self.work(now) as work:
                return use_case(work, *arguments, **options)

        return await asyncio.get_running_loop().run_in_executor(self._writers, transact)

    async def read(
        self,
        now: datetime,
        use_case: Callable[Concatenate[Work, Given], Result],
        *arguments: Given.args,
        **options: Given.kwargs,
    ) -> Result:
        """Run a use case that changes nothing, in a reading thread."""

        def look() -> Result:
            with self.look(now) as work:
                return use_case(work, *arguments, **options)

        return await asyncio.get_running_loop().run_in_executor(self._readers, look)

    async def is_sole(self, name: str) -> bool:
        """Whether of all processes this one does what is named: from the first yes until it ends.

        Raises:
            DBAPIError: the database is away, and with it the claim.
        """
        holder = self._held.setdefault(name, SoleHolder(self._engine, name))
        return await asyncio.get_running_loop().run_in_executor(self._readers, holder.try_hold)

    def migrate(self) -> None:
        """Bring the schema up to date; DatabaseUnavailableError when the database cannot be used."""
        try:
            migrate(self._engine)
        except NewerDatabaseError as error:
            raise DatabaseTooNewError(str(error)) from None
        except (DBAPIError, OSError) as error:
            raise DatabaseUnavailableError(str(getattr(error, "orig", error))) from None

    def close(self) -> None:
        """Close every connection; waits for the use case in hand."""
        self._writers.shutdown()
        self._readers.shutdown()
        for holder in self._held.values():
            holder.release()
        self._engine.dispose()
        self._reader.dispose()


@contextmanager
def undo_on_error(work: Work) -> Iterator[None]:
    """What the block changed is undone when it raises, the rest of the work stays.

    A batch that hopes for the best makes no savepoint: there, MustUndoError asks for the batch to be done
    again with savepoints, if the block has really changed something.
    """
    if work.memory is None:
        with work.session.begin_nested():
            yield
        return
    before = work.memory.changes
    try:
        yield
    except Exception as error:
        if work.memory.changes != before:
            raise MustUndoError from error
        raise
