"""What each profile's demo shows: its units and plan in examples/, and the day on which it begins."""

from dataclasses import dataclass
from pathlib import Path

from bot.build import App

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True)
class Scenery:
    """One demo.

    Attributes:
        units, plan: files in examples/.
        starts: where its clock begins.
        unregistered: codes of units that have nobody registered yet, as in real life.
        first_phones: the units whose phones the page shows first.
    """

    units: Path
    plan: Path
    starts: str
    unregistered: frozenset[str]
    first_phones: tuple[str, str]


SCENERIES = {
    "huyen_2024": Scenery(
        EXAMPLES / "don-vi-mau.csv",
        EXAMPLES / "ke-hoach-14-nq-tu.yaml",
        "2024-06-12T09:00+07:00",
        frozenset({"DBC-07", "CBT-08", "CBT-09", "MTT-05", "PBH-02"}),
        ("CBT-02", "DBX-01"),
    ),
    "xa_2025": Scenery(
        EXAMPLES / "don-vi-xa-mau.csv",
        EXAMPLES / "ke-hoach-xa.yaml",
        "2026-06-12T09:00+07:00",
        frozenset({"CBT-09", "CBT-12", "MTT-04", "PTT-02"}),
        ("CBT-02", "DBT-01"),
    ),
}
"""The demos, by the name of the profile."""


def scenery_of(app: App) -> Scenery:
    """What this app's demo shows."""
    return SCENERIES[app.settings.profile]
