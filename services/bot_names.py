"""Under which names the bot is found, kept so that commands of the terminal can make links without asking."""

from dataclasses import replace

from services.work import Installation, Work
from storage.tables import Setting

TELEGRAM_KEY = "telegram_bot"


def remember_telegram_bot(work: Work, name: str) -> None:
    """Keep the user name that Telegram told at the start."""
    if name and remembered_place(work).telegram_bot != name:
        work.session.merge(Setting(key=TELEGRAM_KEY, value=name))


def remembered_place(work: Work) -> Installation:
    """The installation with the names of its bots, as far as they are known."""
    kept = work.session.get(Setting, TELEGRAM_KEY)
    place = work.installation
    return place if place.telegram_bot or kept is None else replace(place, telegram_bot=kept.value)
