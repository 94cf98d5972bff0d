"""`python -m tests.domain.plan.table [FOLDER]`: what documents yield against what they say.

A document is `documents/<name>.txt`; `<name>.json` lists its dated deadlines as [last moment, kind or kinds],
with the recurrence rule and the start (or null) after them where they were written down too.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import typer

from domain.local_time import VIETNAM
from domain.parsing.plan.proposals import PlanReading
from domain.parsing.plan.reading import read_plan

FOLDER = Path(__file__).parent / "documents"


@dataclass(frozen=True)
class Score:
    """Dated deadlines of one document: found and expected, found alone, expected alone, what disagrees."""

    name: str
    right: int
    invented: list[str]
    missed: list[str]
    wrong_kinds: list[str]
    wrong_times: list[str]


def names(folder: Path = FOLDER) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.json"))


def reading_of(name: str, folder: Path = FOLDER) -> PlanReading:
    return read_plan((folder / f"{name}.txt").read_text(encoding="utf-8"), VIETNAM)


def score(name: str, folder: Path = FOLDER) -> Score:
    return score_of(name, reading_of(name, folder), folder)


def score_of(name: str, reading: PlanReading, folder: Path = FOLDER) -> Score:
    left = list(json.loads((folder / f"{name}.json").read_text(encoding="utf-8")))
    right, invented, wrong, times = 0, [], [], []
    for duty in reading.duties:
        if duty.last_moment is None:
            continue
        moment = duty.last_moment.isoformat()
        same = [row for row in left if row[0] == moment]
        if not same:
            invented.append(f"{moment} {duty.phrase}")
            continue
        exact = [row for row in same if duty.kind in row[1].split("|")]
        row = (exact or same)[0]
        if not exact:
            wrong.append(f"{duty.kind} for {row[1]}: {duty.title[:60]}")
        start = duty.start.isoformat() if duty.start else None
        if row[2:] and row[2:] != [duty.rrule, start]:
            times.append(f"{[duty.rrule, start]} for {row[2:]}: {duty.phrase}")
        left.remove(row)
        right += 1
    return Score(name, right, invented, [row[0] for row in left], wrong, times)


def totals(scores: list[Score]) -> tuple[float, float, float]:
    """Recall, precision and share of right kinds."""
    right = sum(each.right for each in scores)
    missed, invented = sum(len(each.missed) for each in scores), sum(len(each.invented) for each in scores)
    kinds = right - sum(len(each.wrong_kinds) for each in scores)
    return right / (right + missed), right / (right + invented), kinds / right


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    scores = [score(name, folder) for name in names(folder)]
    for each in scores:
        typer.echo(
            f"{each.name:28} {each.right:3} right, {len(each.missed)} missed, {len(each.invented)} invented"
        )
        for words in [*each.missed, *each.invented, *each.wrong_kinds, *each.wrong_times]:
            typer.echo(f"{'':32}{words}")
    recall, precision, kinds = totals(scores)
    typer.echo(f"{len(scores)} documents: recall {recall:.3f}, precision {precision:.3f}, kinds {kinds:.3f}")


if __name__ == "__main__":
    main()
