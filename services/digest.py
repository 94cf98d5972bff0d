"""The daily digest: who gets it today."""

from datetime import time

from sqlalchemy import select

from domain.local_time import instant_at, local_day
from domain.roles import Role
from services.actors import Actor, load_actor
from services.calendar import work_calendar
from services.work import Work
from storage.tables import Address, Office, OutboxMessage, Person

DIGEST_AT = time(8)
READERS = (Role.BOARD_STAFF.value, Role.ADMINISTRATOR.value)


def digest_readers(work: Work) -> list[tuple[int, Actor, str]]:
    """Addresses that may get today's digest now: (address, person, key that makes it go once).

    Empty before 08:00, in the evening, on days off, and for those who had it today.
    """
    today = local_day(work.now, work.zone)
    is_time = instant_at(today, DIGEST_AT, work.zone) <= work.now < instant_at(today, time(20, 30), work.zone)
    if not is_time or not (work_calendar(work)).is_working_day(today):
        return []
    rows = work.session.execute(
        select(Address.id, Person.id)
        .join(Person, Person.id == Address.person_id)
        .join(Office, Office.person_id == Person.id)
        .where(Office.role.in_(READERS), Office.until.is_(None), Address.unreachable_since.is_(None))
        .distinct()
        .order_by(Address.id)
    )
    found = []
    for address_id, person_id in rows.all():
        key = f"digest/{today}/{address_id}"
        if work.session.scalar(select(OutboxMessage.id).where(OutboxMessage.once_key == key)) is None:
            found.append((address_id, load_actor(work, person_id), key))
    return found
