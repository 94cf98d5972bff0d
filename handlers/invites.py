"""Invites: the code, the links that carry it, and how to hand them on."""

from domain.messages import Choice, Reply
from domain.roles import Action, Role
from handlers.conversation import Replies, Turn, row_number
from handlers.invite_links import invite_links
from services.actors import require
from services.invites import create_invite
from services.quotas import zalo_bots_with_room
from services.units import find_units, get_unit


def invite(turn: Turn, words: str) -> Replies:
    """`/invite [unit]`: a new one-time code for a unit's secretary."""
    require(turn.actor, Action.MANAGE_UNITS)
    if not words:
        return turn.answer("invite-which")
    found = [get_unit(turn.work, row_number(words[1:]))] if words.startswith("#") else []
    if not found:
        entries = find_units(turn.work, words)
        if len(entries) != 1:
            choices = [Choice(entry.unit.name, f"/invite #{entry.unit.id}") for entry in entries]
            return turn.offer(
                turn.say("invite-choose" if entries else "unit-not-found", typed=words[:80]), choices
            )
        found = [get_unit(turn.work, entries[0].unit.id)]
    unit = found[0]
    code = create_invite(turn.work, turn.actor, Role.SECRETARY, unit.id)
    return [Reply(invite_text(turn, unit.name, code) + "\n" + turn.say("invite-voids"))]


def invite_text(turn: Turn, whom: str, code: str) -> str:
    """What staff forward to the person: the code and a link for every channel that is on."""
    place = turn.work.installation
    lines = [turn.say("invite-made", whom=whom, code=code, days=place.invite_days)]
    (zalo_bot,) = zalo_bots_with_room(turn.work, 1)
    lines += [f"{link.channel}: {link.address}" for link in invite_links(place, code, zalo_bot)]
    return "\n".join(lines)
