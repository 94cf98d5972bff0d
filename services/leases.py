"""Whose a message in sending is: each process holds a lease and shows with every beat that it lives.

No clocks are compared: a lease has run out when somebody who watches it, on a steady clock of his own,
has seen no new beat for long enough. So neither a wrong clock nor a reused process id matters.
"""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import sleep

from sqlalchemy import delete, select, update

from services.claiming import owners_in_sending, release_claims
from services.work import Database, Work
from storage.contents import has_table
from storage.tables import Lease

# Drawn by lot: a database may give the number of a row that was deleted to the next one.
HIGHEST_ID = 2**31 - 1
BEAT_SECONDS = 3.0
RUNS_OUT_AFTER_SECONDS = 15.0
LOOK_SECONDS = 0.5


def take_lease(work: Work, holder: str) -> int:
    """A new lease for a process; returns its id, which nobody ever held before."""
    lease_id = secrets.randbelow(HIGHEST_ID) + 1
    lease = Lease(id=lease_id, holder=holder[:120], started_at=work.now, beat_at=work.now, beats=0)
    work.session.add(lease)
    work.session.flush()
    return lease.id


def beat(work: Work, lease_id: int) -> bool:
    """Show that the process lives; False when the others gave it up for dead and took its messages."""
    beaten = update(Lease).where(Lease.id == lease_id).values(beats=Lease.beats + 1, beat_at=work.now)
    return work.session.execute(beaten.returning(Lease.id)).first() is not None


def give_up(work: Work, lease_id: int) -> int:
    """End a lease; what it was still sending goes by the policy for unknown outcomes. Returns how many."""
    work.session.execute(delete(Lease).where(Lease.id == lease_id))
    return release_claims(work, lease_id)


def beats_of_others(work: Work, own: int) -> dict[int, int]:
    """The beats of every other lease, by lease; none where a lease is gone but still owns messages.

    It was lost while its holder went on claiming, and then the holder died without noticing.
    """
    rows = work.session.execute(select(Lease.id, Lease.beats).where(Lease.id != own))
    owners = dict.fromkeys(owners_in_sending(work) - {own}, 0)
    return owners | {row.id: row.beats for row in rows}


def living_holders(database: Database, now: datetime, steady: Callable[[], float]) -> list[str]:
    """Which processes work on a database now; looks for up to fifteen seconds whether a lease still beats.

    `steady` is a clock in seconds. A database that is empty, or of a version before leases, has none.
    """
    first = _beats(database, now)
    since = steady()
    while first and steady() - since < RUNS_OUT_AFTER_SECONDS:
        sleep(LOOK_SECONDS)
        beaten = [holder for holder, count in _beats(database, now).items() if first.get(holder) != count]
        if beaten:
            return [holder for holder, _lease in beaten]
    return []


def _beats(database: Database, now: datetime) -> dict[tuple[str, int], int]:
    with database.look(now) as work:
        if not has_table(work.session.connection(), Lease.__tablename__):
            return {}
        rows = work.session.execute(select(Lease.holder, Lease.id, Lease.beats))
        return {(row.holder, row.id): row.beats for row in rows}


@dataclass(slots=True)
class Watch:
    """What one process has seen of the others' leases, on its own steady clock (seconds)."""

    seen: dict[int, tuple[int, float]] = field(default_factory=dict)

    def run_out(self, beats: Mapping[int, int], steady: float) -> list[int]:
        """The leases that have not beaten for too long."""
        for lease_id, count in beats.items():
            if self.seen.get(lease_id, (-1, 0.0))[0] != count:
                self.seen[lease_id] = (count, steady)
        self.seen = {lease_id: known for lease_id, known in self.seen.items() if lease_id in beats}
        return [
            lease_id for lease_id, (_, since) in self.seen.items() if steady - since > RUNS_OUT_AFTER_SECONDS
        ]
