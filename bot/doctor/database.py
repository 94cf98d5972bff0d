"""Is the database there, sound, writable, and of the right version; who works on it?"""

from collections.abc import Iterator
from datetime import datetime

from bot.doctor.finding import Finding, fault, ok, warning
from domain import wording
from services.examination import DatabaseFacts, examine_database, place_of
from services.leases import RUNS_OUT_AFTER_SECONDS
from services.work import DatabaseUnavailableError

GOOD_SKEW_SECONDS, WORST_SKEW_SECONDS = 2, 60


def look_at_database(url: str) -> tuple[DatabaseFacts | None, Finding]:
    """What was found out, and the finding whether the database can be reached."""
    try:
        facts = examine_database(url)
    except DatabaseUnavailableError as error:
        return None, fault("database", "database-away", problem=str(error))
    if facts is None:
        return None, warning("database", "database-missing", place=place_of(url))
    found = ok(
        "database",
        "database-there",
        place=place_of(url),
        size=wording.size(facts.size),
        kind=_kind(url, facts),
    )
    return facts, found


def judge_database(facts: DatabaseFacts, now: datetime, *, is_clock_movable: bool) -> Iterator[Finding]:
    """What follows from the facts; `now` is this machine's time."""
    yield _migrations(facts)
    if facts.writing_fault:
        yield fault("writing", "not-writable", problem=facts.writing_fault)
    else:
        yield ok("writing", "writable")
    if facts.integrity_fault:
        yield fault("integrity", "not-sound", problem=facts.integrity_fault)
    else:
        yield ok("integrity", "sound")
    if facts.clock is not None:
        yield judge_skew("database-clock", (now - facts.clock).total_seconds())
    yield _processes(facts, now, is_clock_movable)


def judge_skew(check: str, seconds: float) -> Finding:
    """Whether this machine's clock agrees with another's."""
    shown = f"{abs(seconds):.1f}".replace(".", ",")
    if abs(seconds) <= GOOD_SKEW_SECONDS:
        return ok(check, "clock-agrees", seconds=shown)
    found = fault if abs(seconds) > WORST_SKEW_SECONDS else warning
    return found(check, "clock-ahead" if seconds > 0 else "clock-behind", seconds=shown)


def living(facts: DatabaseFacts, now: datetime) -> list[str]:
    """The processes that have shown a sign of life lately."""
    return [
        holder
        for holder, beat_at in facts.leases
        if (now - beat_at).total_seconds() <= RUNS_OUT_AFTER_SECONDS
    ]


def _migrations(facts: DatabaseFacts) -> Finding:
    if facts.newer:
        return fault("migrations", "database-newer", revision=facts.newer)
    if facts.pending:
        return warning("migrations", "migrations-pending", count=facts.pending)
    return ok("migrations", "migrated")


def _processes(facts: DatabaseFacts, now: datetime, is_clock_movable: bool) -> Finding:
    names = ", ".join(holder for holder, _ in facts.leases)
    if not facts.leases:
        return ok("processes", "no-process")
    if is_clock_movable:
        return ok("processes", "processes-known", holders=names)
    alive = living(facts, now)
    if len(alive) < len(facts.leases):
        silent = ", ".join(holder for holder, _ in facts.leases if holder not in alive)
        return warning("processes", "processes-silent", holders=silent)
    return ok("processes", "processes-running", holders=names)


def _kind(url: str, facts: DatabaseFacts) -> str:
    return facts.version if facts.version.startswith("PostgreSQL") else f"SQLite {facts.version}"
