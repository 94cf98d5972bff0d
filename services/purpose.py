"""A database is either for production or for a movable clock, and never changes from one to the other."""

from sqlalchemy import select

from services.leadership import wait_for_turn
from services.work import Work
from storage.tables import Address, Setting

PURPOSE_KEY = "purpose"
PRODUCTION, MOVABLE_CLOCK = "production", "movable_clock"


class WrongPurposeError(Exception):
    """The movable clock was asked for on production data, or production on a demo database."""


def claim_purpose(work: Work, purpose: str) -> None:
    """Remember what this database is for at its first use; refuse any other use later."""
    wait_for_turn(work, "opening")
    stored = work.session.get(Setting, PURPOSE_KEY)
    if stored is None:
        if purpose == MOVABLE_CLOCK and work.session.scalar(select(Address.id).limit(1)) is not None:
            raise WrongPurposeError(purpose)
        work.session.add(Setting(key=PURPOSE_KEY, value=purpose))
    elif stored.value != purpose:
        raise WrongPurposeError(purpose)
