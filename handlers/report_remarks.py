"""A difficulty or a proposal that is told by itself."""

from domain.parsing.replies import Understanding
from handlers import matters, report_choice
from handlers.conversation import Replies, Turn
from handlers.report_asking import ask_duty, open_report, said_so_far
from services.assignments import AssignmentView
from services.forms import load_form

REMARKS = frozenset({"difficulties", "proposals", "note"})


def is_remark(understood: Understanding) -> bool:
    """Whether the words tell nothing else: alone they make no report."""
    return bool(understood.fields) and understood.fields.keys() <= REMARKS


def read_remark(turn: Turn, understood: Understanding, text: str, owed: list[AssignmentView]) -> Replies:
    """Part of a report that stands or of one that is `owed`, as asked; before any report, for staff."""
    standing = [
        view
        for view in report_choice.reported(turn)
        if not load_form(turn.work, view.form).names.isdisjoint(understood.fields)
    ]
    if not standing:
        only = owed[0] if len(owed) == 1 else None
        return matters.hand_to_staff(turn, "difficulty", text, only)
    known = list({view.id: view for view in [*standing, *owed]}.values())
    if len(known) == 1:
        return open_report(turn, known[0], dict(understood.fields), [text])
    return ask_duty(turn, known, said_so_far(understood.fields, [text]))
