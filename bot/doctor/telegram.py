"""Does Telegram know the bot, and does nothing stand in the way of its messages?"""

from collections.abc import Iterator

from bot.doctor.database import judge_skew
from bot.doctor.finding import Finding, fault, ok, warning
from bot.settings import Settings
from channels.telegram.doctor import Findings

MANY_WAITING = 100


def judge_telegram(found: Findings, settings: Settings, *, is_bot_running: bool) -> Iterator[Finding]:
    """What follows from what Telegram told."""
    if found.is_token_accepted is False:
        yield fault("telegram", "telegram-refused", problem=found.problem)
        return
    if found.is_token_accepted is None:
        yield fault("telegram", "telegram-away", problem=found.problem)
        return
    yield ok("telegram", "telegram-knows", name=found.username)
    if found.clock_skew_seconds is not None:
        yield judge_skew("telegram-clock", found.clock_skew_seconds)
    yield _way_in(found, settings, is_bot_running)
    if found.waiting_updates > MANY_WAITING:
        yield warning("telegram-waiting", "updates-wait", count=found.waiting_updates)
    if found.problem:
        yield warning("telegram-waiting", "telegram-trouble", problem=found.problem)


def _way_in(found: Findings, settings: Settings, is_bot_running: bool) -> Finding:
    if settings.telegram_mode == "webhook":
        return _webhook(found)
    if found.webhook_host:
        return warning("telegram-way", "webhook-in-the-way", host=found.webhook_host)
    if found.is_polled_elsewhere and not is_bot_running:
        return fault("telegram-way", "polled-elsewhere")
    return ok("telegram-way", "polled-by-us" if found.is_polled_elsewhere else "polling-free")


def _webhook(found: Findings) -> Finding:
    if not found.webhook_host:
        return warning("telegram-way", "webhook-not-set")
    if found.webhook_error:
        return warning("telegram-way", "webhook-fails", host=found.webhook_host, problem=found.webhook_error)
    return ok("telegram-way", "webhook-works", host=found.webhook_host)
