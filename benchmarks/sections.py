"""What a proof found: a table, what it means, the promises it saw broken, and RESULTS.md made of these."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

Figure = float | str


@dataclass(slots=True)
class Section:
    """One section of RESULTS.md.

    Attributes:
        title: its heading.
        columns: heads of the columns after the first.
        about: what was measured and how, a paragraph of Markdown.
        rows: name of each row and its figures.
        broken: one sentence for each promise that was not kept; empty when the proof holds.
    """

    title: str
    columns: Sequence[str]
    about: str
    rows: list[tuple[str, Sequence[Figure]]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def add(self, name: str, *figures: Figure) -> None:
        """One more row."""
        self.rows.append((name, figures))

    def promise(self, is_kept: bool, sentence: str) -> None:
        """Note what differs when a promise is not kept."""
        if not is_kept:
            self.broken.append(sentence)

    @property
    def table(self) -> str:
        """The rows as a Markdown table."""
        lines = [_line("", *self.columns), "|---|" + "---:|" * len(self.columns)]
        lines += [_line(name, *(figure_text(figure) for figure in figures)) for name, figures in self.rows]
        return "\n".join(lines)


def figure_text(figure: Figure) -> str:
    """A figure as the tables show it."""
    if isinstance(figure, str):
        return figure
    if isinstance(figure, int) or figure >= 1000:
        return f"{figure:,.0f}"
    return f"{figure:.1f}" if figure < 100 else f"{figure:.0f}"


def ratio(product: float, baseline: float) -> str:
    """How many times the baseline; a dash when the baseline was too small to be seen."""
    return f"{product / baseline:.2f}×" if baseline else "–"


def replace_section(
    page: Path, name: str, section: Section, measured: str, intro: str, order: list[str]
) -> None:
    """Write one section into a page of sections, which stand in the order of their names."""
    texts = _sections_of(page)
    verdict = "".join(f"\n\n**Broken:** {sentence}" for sentence in section.broken)
    texts[name] = f"## {section.title}\n\n{measured}\n\n{section.table}{verdict}\n\n{section.about.strip()}\n"
    known = [name for name in order if name in texts]
    marked = (f"<!-- {name} -->\n{texts[name]}" for name in known)
    page.write_text("\n".join([f"# Benchmarks\n\n{intro.strip()}\n", *marked]), encoding="utf-8")


def _sections_of(page: Path) -> dict[str, str]:
    parts = re.split(r"^<!-- (\S+) -->\n", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text.rstrip("\n") + "\n" for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
