"""Under which names the bots are found, kept so that the terminal can make links without asking."""

from collections.abc import Sequence
from dataclasses import replace

from services.work import Installation, NamedBot, Work
from storage.tables import Setting

TELEGRAM_KEY = "telegram_bot"


def remember_telegram_bot(work: Work, name: str) -> None:
    """Keep the user name that Telegram told at the start."""
    _remember(work, TELEGRAM_KEY, name)


def remember_zalo_bots(work: Work, bots: Sequence[NamedBot]) -> None:
    """Keep the names that Zalo told at the start."""
    for bot in bots:
        _remember(work, _zalo_key(bot), bot.name)


def remembered_place(work: Work) -> Installation:
    """The installation with the names of its bots, as far as they are known."""
    place = work.installation
    bots = tuple(NamedBot(bot.id, bot.name or _kept(work, _zalo_key(bot))) for bot in place.zalo_bots)
    return replace(place, telegram_bot=place.telegram_bot or _kept(work, TELEGRAM_KEY), zalo_bots=bots)


def _zalo_key(bot: NamedBot) -> str:
    return f"zalo_bot/{bot.id}"


def _remember(work: Work, key: str, name: str) -> None:
    if name and _kept(work, key) != name:
        work.session.merge(Setting(key=key, value=name))


def _kept(work: Work, key: str) -> str:
    kept = work.session.get(Setting, key)
    return kept.value if kept is not None else ""
