"""Invites for many units: a sheet to print and cut up, and a list of links to forward."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from documents.sheets import MEDIA_TYPE, Cell, LedgerSheet
from domain import wording
from domain.errors import DomainError
from domain.local_time import local_day
from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.invite_links import invite_links
from locales import say
from services.actors import require
from services.files import store_file
from services.invite_sheets import UnitInvite, invite_units, units_without_secretary
from services.units import RegisteredUnit
from services.work import Installation

if TYPE_CHECKING:
    from documents.invite_sheet import InviteCard

# Drawing two codes takes some 8 ms a unit, and a turn must not hold up the others.
MOST_IN_CHAT = 120


def offer_sheets(turn: Turn, words: str) -> Replies:
    """`/invites`: units without a secretary, in parts that one message carries; then the files of a part."""
    require(turn.actor, Action.MANAGE_UNITS)
    waiting = units_without_secretary(turn.work)
    if not waiting:
        return turn.answer("invites-all-have")
    if words:
        return _send_sheets(turn, _between(waiting, words))
    parts = [waiting[at : at + MOST_IN_CHAT] for at in range(0, len(waiting), MOST_IN_CHAT)]
    choices = [Choice(_label(turn, part), f"/invites {part[0].unit.id} {part[-1].unit.id}") for part in parts]
    return turn.offer(turn.say("invites-offer", count=len(waiting), days=_days(turn)), choices)


def cards_of(place: Installation, invites: Iterable[UnitInvite], language: str) -> Iterable["InviteCard"]:
    """The cards of these invites, one after the other as they are drawn."""
    # Slow to import and seldom needed.
    from documents.invite_sheet import InviteCard, ScanCode

    for invite in invites:
        links = invite_links(place, invite.code, invite.zalo_bot)
        steps = [say(f"invites-step-{number}", language, links=len(links)) for number in (1, 2, 3)]
        yield InviteCard(
            unit=invite.entry.unit.name,
            code=invite.code,
            scan_codes=tuple(ScanCode(link.channel, link.address) for link in links),
            steps=tuple(steps),
            expiry=say("invites-expiry", language, day=wording.day(invite.last_day)),
        )


def link_list(place: Installation, invites: Sequence[UnitInvite], as_of: str, language: str) -> bytes:
    """The same codes as a workbook: a row for each unit with its links and a text to forward."""
    from documents.ledger import write_ledger

    channels = channels_of(place, invites)
    names = ("unit-code", "unit", "contact", "phone", "code", "expiry")
    headings = [say(f"column-{name}", language) for name in names]
    headings += [*channels, say("column-forward", language)]
    rows = [_row(place, invite, channels, language) for invite in invites]
    widths = (14, 40, 22, 16, 18, 14, *(46 for _ in channels), 60)
    sheet = LedgerSheet(say("sheet-invites", language), headings, widths, rows)
    return write_ledger(say("invites-title", language, board=place.board), as_of, [sheet])


def channels_of(place: Installation, invites: Sequence[UnitInvite]) -> list[str]:
    """The channels that any of these invites has a link for."""
    zalo_bot = next((invite.zalo_bot for invite in invites if invite.zalo_bot), "")
    return [link.channel for link in invite_links(place, "", zalo_bot)]


def _row(place: Installation, invite: UnitInvite, channels: Sequence[str], language: str) -> list[Cell]:
    links = invite_links(place, invite.code, invite.zalo_bot)
    addresses = {link.channel: link.address for link in links}
    forward = say(
        "invites-forward",
        language,
        unit=invite.entry.unit.name,
        code=invite.code,
        day=wording.day(invite.last_day),
        links="\n".join(f"{link.channel}: {link.address}" for link in links),
    )
    return [
        invite.entry.unit.code,
        invite.entry.unit.name,
        invite.entry.contact_name,
        invite.entry.contact_phone,
        invite.code,
        invite.last_day,
        *(addresses.get(channel, "") for channel in channels),
        forward.strip(),
    ]


def _between(waiting: Sequence[RegisteredUnit], words: str) -> list[RegisteredUnit]:
    """The units from the first to the last one named, whoever has registered since."""
    first, _, last = words.partition(" ")
    bounds = {row_number(first), row_number(last)}
    places = [place for place, entry in enumerate(waiting) if entry.unit.id in bounds]
    if len(places) != len(bounds) or places[-1] - places[0] >= MOST_IN_CHAT:
        raise DomainError("button-old")
    return list(waiting[places[0] : places[-1] + 1])


def _send_sheets(turn: Turn, entries: Sequence[RegisteredUnit]) -> Replies:
    from documents.invite_sheet import MEDIA_TYPE as WORD_TYPE
    from documents.invite_sheet import write_invite_sheet

    place, language = turn.work.installation, turn.language
    invites = invite_units(turn.work, turn.actor, entries)
    heading = say("invites-title", language, board=place.board)
    sheet = write_invite_sheet(heading, cards_of(place, invites, language))
    links = link_list(
        place, invites, say("as-of", language, at=phrases.instant(turn.work, turn.work.now)), language
    )
    day = f"{local_day(turn.work.now, turn.work.zone):%Y%m%d}"
    return [
        Reply(
            turn.say("invites-ready", count=len(invites), days=_days(turn)),
            file_id=store_file(turn.work, f"phieu-moi-{day}.docx", WORD_TYPE, sheet),
        ),
        Reply(
            turn.say("invites-links-ready"),
            file_id=store_file(turn.work, f"lien-ket-moi-{day}.xlsx", MEDIA_TYPE, links),
        ),
    ]


def _label(turn: Turn, part: Sequence[RegisteredUnit]) -> str:
    first, last = part[0].unit.code, part[-1].unit.code
    return turn.say("invites-part", first=first, last=last, count=len(part))


def _days(turn: Turn) -> int:
    return turn.work.installation.invite_days
