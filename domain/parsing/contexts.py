"""The context of a reply written in one line: `asked:date`, `has_previous_report 45/50 2024-06-15`."""

import re
from collections.abc import Mapping

from domain.forms import Value, with_derived

PREVIOUS = "has_previous_report"
_FIGURES = re.compile(r"(?<![\d\-])(\d{1,6})/(\d{1,6})(?![\d\-])")
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def asked_field(context: str) -> str | None:
    """The field that was asked for, or None for free text."""
    return context.removeprefix("asked:").strip() or None if context.startswith("asked:") else None


def previous_report(context: str) -> Mapping[str, Value] | None:
    """Values of the report that stands: attended/total and its days; None when there is none."""
    if not context.startswith(PREVIOUS):
        return None
    values: dict[str, Value] = {}
    figures = _FIGURES.search(context)
    if figures:
        values |= {"attended": int(figures[1]), "total": int(figures[2])}
    days = _DAY.findall(context)
    if days:
        values["dates"] = days
    return with_derived(values)
