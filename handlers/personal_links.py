"""Personal links of the web chat: given by staff or to oneself, opened on one device, taken back."""

from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.menu import menu_of
from locales import say
from services.actors import Actor, load_actor, require, visible_unit_ids
from services.files import store_file
from services.outbox import queue
from services.own_channels import own_channels
from services.personal_links import (
    LINK_DAYS,
    LinkView,
    OpenedLink,
    give_link,
    links_of,
    open_link,
    revoke_links,
)
from services.reach import Contact, contacts_by_unit
from services.units import find_units
from services.web_sessions import session_address
from services.work import Work


def manage_links(turn: Turn, words: str) -> Replies:
    """`/weblink [unit]`, or `/weblink <person | give | revoke> <person>` as the buttons say it."""
    actor = require(turn.actor, Action.MANAGE_UNITS)
    verb, _, which = words.partition(" ")
    if verb == "person":
        return _one(turn, actor, row_number(which, "no-such-person"))
    if verb == "give":
        return hand_link(turn, actor, row_number(which, "no-such-person"))
    if verb == "revoke":
        count = revoke_links(turn.work, actor, row_number(which, "no-such-person"))
        return turn.answer("weblink-revoked", count=count)
    return _find(turn, actor, words) if words else turn.answer("weblink-which")


def hand_link(turn: Turn, actor: Actor, person_id: int) -> Replies:
    """A new link, in words and as a picture to scan."""
    # Slow to import and seldom needed.
    from documents.scan_code import MEDIA_TYPE, draw_scan_code

    token = give_link(turn.work, actor, person_id)
    address = link_address(turn.work, token)
    person = load_actor(turn.work, person_id)
    text = turn.say("weblink-given", name=person.name, address=address, days=LINK_DAYS)
    picture = store_file(turn.work, "ma-quet.png", MEDIA_TYPE, draw_scan_code(address))
    return [Reply(text), Reply(turn.say("weblink-scan"), file_id=picture)]


def link_address(work: Work, token: str) -> str:
    """The whole link; browsers send no server what follows the sign, so that no log on the way holds it."""
    return f"{work.installation.public_url}/chat#link={token}"


def open_personal_link(work: Work, token: str, session: str | None) -> OpenedLink:
    """Open a link on a device that may hold a session; the person's other channel hears of a new device.

    Raises:
        DomainError: those of `services.personal_links.open_link`.
    """
    opened = open_link(work, token, session_address(work, session) if session else None)
    if opened.session is not None:
        _greet(work, opened)
        _warn(work, opened)
    return opened


def _greet(work: Work, opened: OpenedLink) -> None:
    actor, language = opened.actor, opened.actor.language
    text = say("weblink-greeting", language, name=actor.name, board=work.installation.board)
    queue(work, opened.address_id, Reply(text, menu=menu_of(actor, language)))


def _warn(work: Work, opened: OpenedLink) -> None:
    """Whoever opened it may have stolen it."""
    known = own_channels(work, opened.actor.person_id)
    others = [own.address_id for own in known if own.address_id != opened.address_id]
    if others:
        text = say("weblink-opened", opened.actor.language, at=phrases.instant(work, work.now))
        queue(work, others[0], Reply(text))


def _find(turn: Turn, actor: Actor, words: str) -> Replies:
    visible = visible_unit_ids(turn.work, actor)
    found = find_units(turn.work, words)
    entries = [entry for entry in found if visible is None or entry.unit.id in visible]
    if not entries:
        return turn.answer("unit-not-found", typed=words[:80])
    contacts = contacts_by_unit(turn.work, [entry.unit.id for entry in entries])
    choices = [
        _choice(turn, contact, entry.unit.name)
        for entry in entries
        for contact in contacts.get(entry.unit.id, ())
    ]
    if not choices:
        return turn.answer("weblink-nobody", unit=entries[0].unit.name)
    return turn.offer(turn.say("weblink-choose"), choices)


def _choice(turn: Turn, contact: Contact, unit: str) -> Choice:
    label = f"{contact.person_name}, {phrases.shortened(unit, 40)}"
    return Choice(label, f"/weblink person {contact.person_id}")


def _one(turn: Turn, actor: Actor, person_id: int) -> Replies:
    links = links_of(turn.work, actor, person_id)
    lines = [f"– {_line(turn, link)}" for link in links] or [turn.say("weblink-none")]
    choices = [Choice(turn.say("weblink-give"), f"/weblink give {person_id}")]
    if links:
        choices.append(Choice(turn.say("weblink-revoke"), f"/weblink revoke {person_id}"))
    head = turn.say("weblink-head", name=load_actor(turn.work, person_id).name)
    return turn.offer("\n".join([head, *lines]), choices)


def _line(turn: Turn, link: LinkView) -> str:
    if link.bound_at is not None:
        return turn.say("weblink-in-use", at=phrases.instant(turn.work, link.bound_at))
    return turn.say("weblink-unused", until=phrases.instant(turn.work, link.expires_at))
