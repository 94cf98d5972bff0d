"""Does Zalo know each bot, do its messages come in, and is anything left of its month?"""

from collections.abc import Iterator

from bot.doctor.database import judge_skew
from bot.doctor.finding import Finding, fault, ok, warning
from bot.settings import Settings
from channels.zalo.doctor import Findings
from domain import wording
from services.quotas import BotUse


def judge_zalo(found: Findings, settings: Settings, use: BotUse | None) -> Iterator[Finding]:
    """What follows from what Zalo told of a bot, and from what was counted; `use` is None if nothing was."""
    if found.is_token_accepted is False:
        yield fault("zalo", "zalo-refused", bot=found.bot, problem=found.problem)
        return
    if found.is_token_accepted is None:
        yield fault("zalo", "zalo-away", bot=found.bot, problem=found.problem)
        return
    yield ok("zalo", "zalo-knows", name=found.name or found.bot)
    if found.clock_skew_seconds is not None:
        yield judge_skew("zalo-clock", found.clock_skew_seconds)
    if found.problem:
        yield warning("zalo-way", "zalo-trouble", problem=found.problem)
    else:
        yield _way_in(found, settings)
    if use is not None:
        yield _quota(use)


def _way_in(found: Findings, settings: Settings) -> Finding:
    if settings.zalo_mode == "polling":
        if found.webhook_host:
            return warning("zalo-way", "zalo-webhook-in-the-way", host=found.webhook_host)
        return ok("zalo-way", "zalo-polls")
    if not found.webhook_host:
        return warning("zalo-way", "zalo-webhook-not-set")
    return ok("zalo-way", "zalo-webhook-set", host=found.webhook_host)


def _quota(use: BotUse) -> Finding:
    found, code = ok, "zalo-quota-left"
    if use.is_spent:
        found, code = fault, "zalo-quota-spent"
    elif use.is_scarce:
        found, code = warning, "zalo-quota-scarce"
    elif not use.room:
        found, code = warning, "zalo-full"
    return found(
        "zalo-quota",
        code,
        sent=wording.number(use.sent),
        most=_limit(use.quota.messages),
        users=wording.number(use.users),
        most_users=_limit(use.quota.users),
    )


def _limit(most: int) -> str:
    return wording.number(most) if most else "∞"
