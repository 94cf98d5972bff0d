"""One card for several reports: several duties of a unit, or one duty of several units."""

from collections.abc import Sequence

from domain.forms import Field, FieldKind
from handlers import phrases
from handlers.conversation import Turn
from handlers.report_card import card_lines
from handlers.report_entries import State
from services.assignments import AssignmentView
from services.forms import load_form
from services.units import member_word

Entries = Sequence[tuple[State, AssignmentView]]
# Figures are each unit's own; what is of these kinds is asked once for all units that lack it.
OF_EACH_UNIT = frozenset({FieldKind.INTEGER, FieldKind.RATIO, FieldKind.FILE})


def joint_card(turn: Turn, entries: Entries) -> str:
    """What will be recorded of each report; what several units have in common is said once."""
    views = [view for _, view in entries]
    blocks = [_lines(turn, entry, view) for entry, view in entries]
    common = _common(blocks) if _is_one_duty(views) else []
    told = [
        _block(turn, number, views, [line for line in lines if line not in common])
        for number, lines in enumerate(blocks)
    ]
    return "\n".join([_head(turn, views), *told, *common])


def names_of(views: Sequence[AssignmentView]) -> list[str]:
    """What tells these reports from each other: the duty, the unit, or both."""
    if _is_one_unit(views):
        return [phrases.shortened(view.title, 40) for view in views]
    if _is_one_duty(views):
        return [phrases.shortened(view.unit_name, 40) for view in views]
    return [
        f"{phrases.shortened(view.title, 24)} – {phrases.shortened(view.unit_name, 24)}" for view in views
    ]


def about_which(turn: Turn, entries: Entries, view: AssignmentView, field: Field) -> str:
    """Which of the reports a question is about: of all units when they all lack what is asked."""
    lacking = [other for entry, other in entries if takes_the_same(entry, other, view, field)]
    units = [other.unit_name for other in lacking if other.id != view.id]
    return turn.say("joint-about", duty=view.title, units=", ".join([view.unit_name, *units]))


def takes_the_same(entry: State, other: AssignmentView, view: AssignmentView, field: Field) -> bool:
    """Whether an answer for one report is an answer for another, that lacks the same field, too."""
    is_shared = field.kind not in OF_EACH_UNIT and other.form == view.form
    return is_shared and field.name not in entry["values"]


def _head(turn: Turn, views: Sequence[AssignmentView]) -> str:
    if _is_one_unit(views):
        return turn.say("joint-head-unit", count=len(views), unit=views[0].unit_name)
    if _is_one_duty(views):
        return turn.say("joint-head-duty", count=len(views), duty=views[0].title)
    return turn.say("joint-head", count=len(views))


def _block(turn: Turn, number: int, views: Sequence[AssignmentView], lines: Sequence[str]) -> str:
    """One report of the card; of one duty a line for each unit is enough."""
    view = views[number]
    if _is_one_duty(views) and len(lines) <= 1:
        told = "".join(line.removeprefix("– ") for line in lines)
        return turn.say("joint-unit", number=number + 1, unit=view.unit_name, told=told or "–")
    name = view.title if _is_one_unit(views) else view.unit_name
    if not _is_one_unit(views) and not _is_one_duty(views):
        name = f"{view.title} – {view.unit_name}"
    return "\n".join([f"{number + 1}. {name}", *lines])


def _lines(turn: Turn, entry: State, view: AssignmentView) -> list[str]:
    before = view.values if entry["kind"] != "report" and view.has_report else None
    word, form = member_word(turn.work, view.unit_id), load_form(turn.work, view.form)
    lines = card_lines(turn.language, form, entry["values"], word, before).splitlines()
    return [turn.say(f"joint-{entry['kind']}"), *lines] if before is not None else lines


def _common(blocks: Sequence[Sequence[str]]) -> list[str]:
    return [line for line in blocks[0] if all(line in lines for lines in blocks[1:])]


def _is_one_unit(views: Sequence[AssignmentView]) -> bool:
    return len({view.unit_id for view in views}) == 1


def _is_one_duty(views: Sequence[AssignmentView]) -> bool:
    return len({view.milestone_id for view in views}) == 1
