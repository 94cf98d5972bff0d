"""Secret addresses under which a person's deadlines can be read as a calendar."""

from sqlalchemy import ColumnElement, select, update

from domain.errors import DomainError
from domain.roles import Action
from services import audit
from services.actors import Actor, load_actor, require
from services.codes import hashed, new_token
from services.deadline_calendar import calendar_id
from services.work import Work
from storage.tables import CalendarFeed

FEED_PATH = "/calendar/{token}.ics"


def open_feed(work: Work, actor: Actor | None) -> str:
    """A new address, to be shown once; an older one of the same person is void.

    Raises:
        DomainError: `not-registered`, `not-allowed`, or `feed-no-address` when there is no public URL.
    """
    actor = require(actor, Action.REPORT)
    if not work.installation.public_url:
        raise DomainError("feed-no-address")
    # Whoever reads the feed changes nothing, so what it needs is made now.
    calendar_id(work)
    _revoke(work, actor)
    token = new_token()
    feed = CalendarFeed(token_hash=hashed(token), person_id=actor.person_id, created_at=work.now)
    work.session.add(feed)
    work.session.flush()
    audit.record(work, actor, "calendar_feed_opened", "calendar_feed", feed.id)
    return work.installation.public_url + FEED_PATH.format(token=token)


def revoke_feed(work: Work, actor: Actor | None) -> bool:
    """Make the person's address void; False when there was none."""
    actor = require(actor, Action.REPORT)
    revoked = _revoke(work, actor)
    if revoked is None:
        return False
    audit.record(work, actor, "calendar_feed_revoked", "calendar_feed", revoked)
    return True


def has_feed(work: Work, actor: Actor) -> bool:
    """Whether the person has an address that works."""
    return work.session.scalar(select(CalendarFeed.id).where(*_alive(actor))) is not None


def feed_reader(work: Work, token: str) -> Actor | None:
    """Whose deadlines an address shows, with the offices held now; None when it is unknown or void."""
    person_id = work.session.scalar(
        select(CalendarFeed.person_id).where(
            CalendarFeed.token_hash == hashed(token), CalendarFeed.revoked_at.is_(None)
        )
    )
    return None if person_id is None else load_actor(work, person_id)


def _revoke(work: Work, actor: Actor) -> int | None:
    voided = update(CalendarFeed).where(*_alive(actor)).values(revoked_at=work.now)
    return work.session.scalar(voided.returning(CalendarFeed.id))


def _alive(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return CalendarFeed.person_id == actor.person_id, CalendarFeed.revoked_at.is_(None)
