"""A supplement: those who attended later are added to the report that stands."""

from collections.abc import Collection

from domain.forms import Values
from domain.supplements import supplemented
from handlers.conversation import Replies, Turn
from handlers.report_asking import open_report, open_reports
from handlers.report_card import figures
from handlers.report_entries import new_entry, talk_about, without_replaced
from services.assignments import AssignmentView


def open_supplement(
    turn: Turn, view: AssignmentView, values: Values, raw: list[str], ask: Collection[str] = ()
) -> Replies:
    """Show the standing report with what came later added to it; without one, it is simply a report.

    `values` are as understood; `attended_cumulative` is the figure of all who have attended by now. `ask` are
    fields that the words are about but do not tell: what stood before is not taken for the answer.
    """
    if not view.has_report:
        return open_report(turn, view, dict(values), raw)
    entry = new_entry(turn, view, supplemented(view.values, values), kind="supplement")
    asked = {name: entry["values"][name] for name in ask if name in entry["values"]}
    kept = without_replaced(entry["values"], asked)
    entry["values"] = {name: value for name, value in kept.items() if name not in asked}
    told = turn.say("supplement-figures", figures=figures(view.values)) if "attended" in asked else ""
    return open_reports(turn, talk_about([entry], raw), told=told)
