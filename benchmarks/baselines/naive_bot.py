"""The bot of a tutorial, with a database: one handler, one INSERT, one commit, one reply.

With `--concurrent` its handlers run beside each other, as the library offers: `concurrent_updates(True)`.
"""

import argparse
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from benchmarks.bot_api import TOKEN

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


class Base(DeclarativeBase):
    """The tables of the naive bot."""


class Note(Base):
    """What somebody wrote."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[datetime]


def build(api_url: str, database: str, *, is_concurrent: bool) -> AnyApplication:
    """The application, not running yet."""
    engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
    event.listen(engine.sync_engine, "connect", _be_durable)

    async def create_tables(_application: AnyApplication) -> None:
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)

    async def note(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None:
            return
        async with AsyncSession(engine) as session:
            session.add(Note(chat_id=message.chat_id, text=message.text or "", written_at=datetime.now(UTC)))
            await session.commit()
        await message.reply_text(f"Đã ghi: {message.text}")

    builder = Application.builder().token(TOKEN).base_url(f"{api_url}/bot").post_init(create_tables)
    application = builder.concurrent_updates(is_concurrent).build()
    application.add_handler(MessageHandler(filters.TEXT, note))
    return application


def _be_durable(connection: Any, _record: Any) -> None:
    """As durable as the product: both wait for the disk at every commit."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def main() -> None:
    """Poll until told to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("api_url")
    parser.add_argument("database")
    parser.add_argument("--concurrent", action="store_true")
    given = parser.parse_args()
    build(given.api_url, given.database, is_concurrent=given.concurrent).run_polling()


if __name__ == "__main__":
    main()
