"""The least a Telegram bot with a database can be: two libraries, an open database, polling, no handler."""

import sys

from sqlalchemy import create_engine, text
from telegram.ext import Application

from benchmarks.bot_api import TOKEN


def main() -> None:
    """Poll until told to stop."""
    _, api_url, database = sys.argv
    with create_engine(f"sqlite:///{database}").connect() as connection:
        connection.execute(text("SELECT 1"))
        Application.builder().token(TOKEN).base_url(f"{api_url}/bot").build().run_polling()


if __name__ == "__main__":
    main()
