"""How much of its month each bot has used, for all processes together, and for whom it still has room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select, update

from domain.local_time import local_day
from domain.quotas import Quota, month_of, share_out
from services.bot_names import remembered_place
from services.delivery import MOST_ATTEMPTS
from services.work import Work, insert_or_ignore
from storage.tables import Address, ChannelQuota

ZALO = "zalo"
"""The one channel whose bots have a quota, and of which there may be several."""


@dataclass(frozen=True, slots=True)
class BotUse:
    """One bot: how many messages it has sent this month, and how many people write to it.

    `name` is how people find it, its id while that is not known; `is_spent`: the messenger takes no more.
    """

    channel: str
    bot: str
    name: str
    sent: int
    users: int
    quota: Quota
    is_spent: bool = False

    @property
    def is_scarce(self) -> bool:
        """Whether its month is running out, or has."""
        return self.is_spent or self.quota.is_scarce(self.sent)

    @property
    def room(self) -> int:
        """How many more people may write to it."""
        return self.quota.room(self.users)


def count_sent(work: Work, counts: Mapping[tuple[str, str], int]) -> None:
    """Add what each (channel, bot) has sent to its month; a bot that is taken from has not spent it."""
    month = _month(work)
    # Always in the same order, so that two processes never wait for each other.
    for (channel, bot), count in sorted(counts.items()):
        first = insert_or_ignore(work, ChannelQuota).values(channel=channel, bot=bot, month=month, sent=0)
        work.session.execute(first)
        spent_at = {"spent_at": None} if count else {}
        work.session.execute(
            update(ChannelQuota)
            .where(ChannelQuota.channel == channel, ChannelQuota.bot == bot, ChannelQuota.month == month)
            .values(sent=ChannelQuota.sent + count, **spent_at),
            execution_options={"synchronize_session": False},
        )


def note_refusal(work: Work, channel: str, bot: str, attempts: int) -> bool:
    """The bot was refused for want of quota: whether its month is spent, or only too much was sent at once.

    It is spent when so much was counted, when it was spent before, or when waiting has not helped: then the
    messenger has counted more than we, because somebody else uses the bot too.
    """
    row = work.session.get(ChannelQuota, (channel, bot, _month(work)), with_for_update=True)
    quota = work.installation.quotas.get(channel, Quota())
    if row is None or (row.spent_at is None and not quota.is_spent(row.sent) and attempts < MOST_ATTEMPTS):
        return False
    row.spent_at = row.spent_at or work.now
    return True


def zalo_bots_with_room(work: Work, count: int) -> list[str]:
    """For each of so many newcomers the name of the Zalo bot with most room; empty when all are full."""
    place, users = remembered_place(work), _users(work)
    quota = place.quotas.get(ZALO, Quota())
    rooms = {bot.name: quota.room(users.get(bot.id, 0)) for bot in place.zalo_bots if bot.name}
    return share_out(rooms, count)


def bots_in_use(work: Work) -> list[BotUse]:
    """The bots of the channel that has a quota, in the order of the settings."""
    quota = work.installation.quotas.get(ZALO)
    if quota is None:
        return []
    months, users = _this_month(work), _users(work)
    found = []
    for bot in work.installation.zalo_bots:
        row = months.get(bot.id)
        sent, is_spent = (row.sent, row.spent_at is not None) if row else (0, False)
        found.append(BotUse(ZALO, bot.id, bot.name or bot.id, sent, users.get(bot.id, 0), quota, is_spent))
    return found


def take_warnings(work: Work) -> list[BotUse]:
    """Bots whose month is running out and of which staff have not been told; it counts as told."""
    due = []
    for use in bots_in_use(work):
        row = work.session.get(ChannelQuota, (use.channel, use.bot, _month(work)), with_for_update=True)
        if row is not None and row.warned_at is None and use.is_scarce:
            row.warned_at = work.now
            due.append(use)
    work.session.flush()
    return due


def scarce_addresses(work: Work, address_ids: Collection[int]) -> set[int]:
    """Those of these addresses that are reached through a bot whose month is running out."""
    scarce = [use.bot for use in bots_in_use(work) if use.is_scarce]
    if not scarce:
        return set()
    among = select(Address.id).where(Address.id.in_(address_ids), Address.bot.in_(scarce))
    return set(work.session.scalars(among))


def _this_month(work: Work) -> dict[str, ChannelQuota]:
    of_month = select(ChannelQuota).where(ChannelQuota.month == _month(work), ChannelQuota.channel == ZALO)
    rows = work.session.scalars(of_month)
    return {row.bot: row for row in rows}


def _users(work: Work) -> dict[str, int]:
    counted = select(Address.bot, func.count()).where(Address.channel == ZALO).group_by(Address.bot)
    return dict(work.session.execute(counted).all())


def _month(work: Work) -> str:
    return month_of(local_day(work.now, work.zone))
