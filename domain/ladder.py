"""The ladder: which of a person's addresses a message goes to, and to which one next when that fails."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

PAGE_ONLY = "page_only"
LAST_RESORTS = frozenset({"email"})


@dataclass(frozen=True, slots=True)
class Rung:
    """One address of a person.

    `dead_because`: what its messenger answered when nothing could be sent there any more; empty while it
    lives. `is_mere_page`: what is written there is found by whoever looks, and nobody is told to look.
    """

    address_id: int
    channel: str
    rank: int = 0
    dead_because: str = ""
    is_mere_page: bool = False

    @property
    def reaches(self) -> bool:
        """Whether a message there comes to the person, and need not be looked for."""
        return not self.dead_because and not self.is_mere_page


def in_order(rungs: Iterable[Rung]) -> list[Rung]:
    """As the person prefers them; among equals a messenger before e-mail, and a mere page after all."""
    return sorted(
        rungs,
        key=lambda rung: (rung.is_mere_page, rung.rank, rung.channel in LAST_RESORTS, rung.address_id),
    )


def first_rung(rungs: Iterable[Rung]) -> Rung | None:
    """Where a new message goes; a dead address when there is no other, None when there is none at all."""
    ordered = in_order(rungs)
    living = (rung for rung in ordered if not rung.dead_because)
    return next(living, ordered[0] if ordered else None)


def rung_after_failure(
    rungs: Iterable[Rung], failed: Collection[int], late: Collection[int] = ()
) -> Rung | None:
    """Where a message goes that can never arrive at the addresses in `failed`; None when no way is left.

    An address where it was only `late` is tried again when there is no other. A mere page is always left:
    what failed there was only to tell the person that something stands on it.
    """
    left = [
        rung
        for rung in in_order(rungs)
        if not rung.dead_because and (rung.is_mere_page or rung.address_id not in failed)
    ]
    untried = (rung for rung in left if rung.address_id not in late and not rung.is_mere_page)
    return next(untried, left[0] if left else None)


def rung_when_late(rungs: Iterable[Rung], tried: Collection[int]) -> Rung | None:
    """Where a message goes that has waited too long at the addresses `tried`; None when it waits on.

    Never to a mere page: the messenger that is late may still come, and a page tells nobody.
    """
    for rung in in_order(rungs):
        if rung.reaches and rung.address_id not in tried:
            return rung
    return None


def unreached_reason(rungs: Iterable[Rung]) -> str:
    """Why nobody is reached: `page_only`, or what the preferred address failed with; empty when one is."""
    ordered = in_order(rungs)
    if any(rung.reaches for rung in ordered):
        return ""
    if any(not rung.dead_because for rung in ordered):
        return PAGE_ONLY
    return ordered[0].dead_because if ordered else ""
