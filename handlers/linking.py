"""`/link`: a person's own channels: adding one by a code, choosing the first, giving one up."""

from collections.abc import Callable

from domain.errors import DomainError
from domain.messages import Choice, Reply
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.invite_links import invite_links, open_channels
from handlers.menu import menu_of
from handlers.personal_links import hand_link
from locales import say
from services.actors import Actor
from services.channel_codes import CODE_HOURS, LinkedChannel, create_channel_code
from services.own_channels import OwnChannel, own_channels, prefer_channel, remove_channel
from services.quotas import zalo_bots_with_room
from services.reach import rung_of
from services.work import Work

MAIL = "mail"
"""The dialogue that adds an e-mail address; it goes on in `mail_linking`."""


def show_channels(turn: Turn, words: str) -> Replies:
    """`/link`, or `/link <what> <which>` as the buttons say it."""
    actor = registered(turn)
    verb, _, which = words.partition(" ")
    if not verb:
        return turn.offer(*_overview(turn, actor))
    if verb not in _VERBS:
        raise DomainError("button-old")
    return _VERBS[verb](turn, actor, which)


def greet_linked(turn: Turn, linked: LinkedChannel) -> Replies:
    """What is said on a channel that was just added; the person's first channel hears of it too."""
    turn.talk.close()
    tell_of_channel(turn, linked.actor, linked.address_id, linked.channel)
    named = {"name": linked.actor.name, "channel": phrases.channel(linked.channel, turn.language)}
    lines = [turn.say("channel-linked", **named), *page_warning(turn.work, linked.address_id, turn.language)]
    return [Reply("\n".join(lines), menu=menu_of(linked.actor, turn.language))]


def tell_of_channel(turn: Turn, actor: Actor, address_id: int, channel: str) -> None:
    """The person hears of a new channel where they were reached before: it may have been somebody else."""
    known = [own for own in own_channels(turn.work, actor.person_id) if own.address_id != address_id]
    if known and known[0].address_id != turn.sender.address_id:
        said = turn.say("channel-added-notice", channel=phrases.channel(channel, turn.language))
        turn.tell(known[0].address_id, Reply(said), kind="reply")


def page_warning(work: Work, address_id: int, language: str) -> list[str]:
    """What somebody is told whose page of the web chat tells nobody when a reminder comes; else nothing."""
    return [say("page-only-warning", language)] if rung_of(work, address_id).is_mere_page else []


def registered(turn: Turn) -> Actor:
    """Whoever speaks, or DomainError `not-registered`."""
    if turn.actor is None:
        raise DomainError("not-registered")
    return turn.actor


def _overview(turn: Turn, actor: Actor) -> tuple[str, list[Choice]]:
    channels = own_channels(turn.work, actor.person_id)
    lines = [f"– {_line(turn, own)}" for own in channels]
    choices = [Choice(turn.say("link-add"), "/link code")]
    if turn.work.installation.public_url:
        choices.append(Choice(turn.say("link-page"), "/link page"))
    if turn.work.installation.has_mail:
        choices.append(Choice(turn.say("link-mail"), "/link mail"))
    choices += [_choice(turn, "first", own) for own in channels[1:]]
    choices += [_choice(turn, "drop", own) for own in channels if len(channels) > 1]
    return "\n".join([turn.say("link-head"), *lines, *_where(turn)]), choices


def _where(turn: Turn) -> list[str]:
    """The channels there are, by the name of their bot, for a person with a telephone in hand."""
    place = turn.work.installation
    found = [f"– {link.channel}: {link.address}" for link in open_channels(place, _zalo_bot(turn))]
    if place.has_mail:
        found.append(f"– {phrases.channel('email', turn.language)}")
    return [turn.say("link-where"), *found] if found else [turn.say("link-only-web")]


def _zalo_bot(turn: Turn) -> str:
    (bot,) = zalo_bots_with_room(turn.work, 1)
    return bot


def _choice(turn: Turn, verb: str, own: OwnChannel) -> Choice:
    return Choice(turn.say(f"link-{verb}", channel=_name(turn, own)), f"/link {verb} {own.address_id}")


def _line(turn: Turn, own: OwnChannel) -> str:
    name = _name(turn, own)
    return f"{name}: {phrases.reason(own.problem, turn.language)}" if own.problem else name


def _name(turn: Turn, own: OwnChannel) -> str:
    channel = phrases.channel(own.channel, turn.language)
    return f"{channel} ({phrases.shortened(own.name, 24)})" if own.name else channel


def _offer_code(turn: Turn, actor: Actor, _which: str) -> Replies:
    code = create_channel_code(turn.work, actor)
    lines = [turn.say("link-code", code=code, hours=CODE_HOURS)]
    lines += [
        f"{link.channel}: {link.address}"
        for link in invite_links(turn.work.installation, code, _zalo_bot(turn))
    ]
    return [Reply("\n".join(lines))]


def _prefer(turn: Turn, actor: Actor, which: str) -> Replies:
    chosen = prefer_channel(turn.work, actor, row_number(which, "no-such-channel"))
    return turn.answer("link-preferred", channel=_name(turn, chosen))


def _drop(turn: Turn, actor: Actor, which: str) -> Replies:
    number, _, sure = which.partition(" ")
    address_id = row_number(number, "no-such-channel")
    if sure != "yes":
        choice = Choice(turn.say("link-drop-yes"), f"/link drop {address_id} yes")
        return turn.offer(turn.say("link-drop-sure"), [choice])
    channel = remove_channel(turn.work, actor, address_id)
    return turn.answer("link-dropped", channel=phrases.channel(channel, turn.language))


def _hand_link(turn: Turn, actor: Actor, _which: str) -> Replies:
    return hand_link(turn, actor, actor.person_id)


def _ask_mail(turn: Turn, _actor: Actor, _which: str) -> Replies:
    return turn.ask(MAIL, {"step": "address"}, turn.say("mail-ask"))


_VERBS: dict[str, Callable[[Turn, Actor, str], Replies]] = {
    "code": _offer_code,
    "first": _prefer,
    "drop": _drop,
    "page": _hand_link,
    "mail": _ask_mail,
}
