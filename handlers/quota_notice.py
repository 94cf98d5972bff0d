"""Telling staff how much of a bot's month is used: once when it runs out, once when it is spent."""

from domain import wording
from domain.local_time import local_day
from domain.messages import Reply
from locales import say
from services.actors import staff_addresses
from services.outbox import queue
from services.quotas import BotUse, bots_in_use, take_warnings
from services.work import Work


def queue_quota_notices(work: Work) -> int:
    """Warn all staff, once a bot and month, of each of the two; returns how many messages were queued."""
    told = sum(_tell_staff(work, "quota-scarce", use) for use in take_warnings(work) if not use.is_spent)
    return told + sum(_tell_staff(work, "quota-spent", use) for use in bots_in_use(work) if use.is_spent)


def use_line(work: Work, use: BotUse, language: str) -> str:
    """How much one bot has sent this month and how many people write to it."""
    day = local_day(work.now, work.zone)
    return say(
        "quota-use-spent" if use.is_spent else "quota-use",
        language,
        name=use.name,
        sent=wording.number(use.sent),
        most=_limit(use.quota.messages, language),
        month=f"{day:%m/%Y}",
        users=wording.number(use.users),
        most_users=_limit(use.quota.users, language),
    )


def _tell_staff(work: Work, key: str, use: BotUse) -> int:
    day, told = local_day(work.now, work.zone), 0
    for address_id, reader in staff_addresses(work):
        text = say(key, reader.language, use=use_line(work, use, reader.language))
        once_key = f"{key}/{use.bot}/{day:%Y-%m}/{address_id}"
        told += queue(work, address_id, Reply(text), kind="notice", once_key=once_key) is not None
    return told


def _limit(most: int, language: str) -> str:
    return wording.number(most) if most else say("quota-no-limit", language)
