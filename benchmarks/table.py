"""Rows of figures, printed and written."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing, of the product and of the baseline."""

    name: str
    product: float
    baseline: float

    @property
    def ratio(self) -> str:
        """How many times the baseline; a dash when the baseline was too small to be seen."""
        return f"{self.product / self.baseline:.2f}×" if self.baseline else "–"


def markdown(rows: Sequence[Row], baseline: str) -> str:
    """The rows as a Markdown table."""
    lines = [f"| | Đôn Đốc | {baseline} | ratio |", "|---|---:|---:|---:|"]
    for row in rows:
        figures = " | ".join((_figure(row.product), _figure(row.baseline), row.ratio))
        lines.append(f"| {row.name} | {figures} |")
    return "\n".join(lines)


def _figure(value: float) -> str:
    return f"{value:.1f}" if value < 100 else f"{value:.0f}"
