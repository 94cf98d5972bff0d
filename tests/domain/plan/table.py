"""`python -m tests.domain.plan.table [FOLDER]`: what documents yield against what they say.

A document is `documents/<name>.txt`; `<name>.json` lists its dated deadlines as [last moment, kind or kinds].
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
    """Dated deadlines of one document: found and expected, found alone, expected alone, kinds that agree."""

    name: str
    right: int
    invented: list[str]
    missed: list[str]
    wrong_kinds: list[str]


def names(folder: Path = FOLDER) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.json"))


def reading_of(name: str, folder: Path = FOLDER) -> PlanReading:
    return read_plan((folder / f"{name}.txt").read_text(encoding="utf-8"), VIETNAM)


def score(name: str, folder: Path = FOLDER) -> Score:
    left = [tuple(pair) for pair in json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))]
    right, invented, wrong = 0, [], []
    for duty in reading_of(name, folder).duties:
        if duty.last_moment is None:
            continue
        moment = duty.last_moment.isoformat()
        same = [pair for pair in left if pair[0] == moment]
        if not same:
            invented.append(f"{moment} {duty.phrase}")
            continue
        exact = [pair for pair in same if duty.kind in pair[1].split("|")]
        if not exact:
            wrong.append(f"{duty.kind} for {same[0][1]}: {duty.title[:60]}")
        left.remove((exact or same)[0])
        right += 1
    return Score(name, right, invented, [pair[0] for pair in left], wrong)


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
        for words in [*each.missed, *each.invented, *each.wrong_kinds]:
            typer.echo(f"{'':32}{words}")
    recall, precision, kinds = totals(scores)
    typer.echo(f"{len(scores)} documents: recall {recall:.3f}, precision {precision:.3f}, kinds {kinds:.3f}")


if __name__ == "__main__":
    main()
