"""Which duty a report is for: the open ones, those that fit the words, or a reported one to correct."""

import re
from collections.abc import Collection

from domain.messages import Choice
from domain.parsing.letters import folded_plain
from domain.roles import Action
from domain.unit_mentions import mentioned_units
from domain.units import Unit
from handlers import phrases
from handlers.conversation import Replies, Turn
from services.actors import require
from services.assignments import AssignmentView, open_assignments
from services.forms import load_form
from services.reporting import reported_assignments

MOST_OFFERED = 8
CORRECTING = re.compile(r"\b(?:dinh chinh|sua lai|bao cao lai|nham|sai roi|bi sai|moi dung|chua dung)\b")


def choices(views: list[AssignmentView], command: str = "/report") -> list[Choice]:
    """One button for each duty; the unit is named when there are several."""
    return [Choice(label, f"{command} {view.id}") for label, view in labelled(views)]


def labelled(views: list[AssignmentView]) -> list[tuple[str, AssignmentView]]:
    """Each duty with the label of its button."""
    is_several_units = len({view.unit_id for view in views}) > 1
    return [(_label(view, is_several_units), view) for view in views[:MOST_OFFERED]]


def offer(turn: Turn, views: list[AssignmentView]) -> Replies:
    """Ask which of several duties is meant."""
    return turn.offer(turn.say("report-which"), choices(views))


def offer_corrections(turn: Turn) -> Replies:
    """Nothing is open: say so, and offer what was reported for a correction."""
    reported = [view for view in reported_assignments(turn.work, turn.actor) if view.plan_is_active]
    if not reported:
        return turn.answer("tasks-none")
    return turn.offer(turn.say("nothing-open"), choices(reported[-MOST_OFFERED:]))


def fitting(turn: Turn, names: Collection[str], text: str) -> list[AssignmentView]:
    """Duties whose form takes at least one of these fields: what is corrected, else what is open."""
    actor = require(turn.actor, Action.REPORT)
    views = open_assignments(turn.work, actor.unit_ids())
    if CORRECTING.search(folded_plain(text)):
        views = [view for view in reported_assignments(turn.work, actor) if view.plan_is_active] or views
    return study_first(
        [view for view in views if not load_form(turn.work, view.form).names.isdisjoint(names)]
    )


def study_first(views: list[AssignmentView]) -> list[AssignmentView]:
    """The duties in their order, but a result after the study it is the result of, however late it is.

    Where the study was given more time, figures are those of the study as long as it is open.
    """
    studied = {(view.plan_id, view.unit_id) for view in views if view.form == "study"}
    return sorted(views, key=lambda view: view.form == "result" and (view.plan_id, view.unit_id) in studied)


def of_named_unit(views: list[AssignmentView], text: str) -> list[AssignmentView]:
    """Of the duties of several units those of the one that the words name; all when none or more is named."""
    units = {view.unit_id: Unit(view.unit_id, view.unit_code, view.unit_name) for view in views}
    meant = {mention.unit_id for mention in mentioned_units(text, units.values())} if len(units) > 1 else ()
    return [view for view in views if view.unit_id in meant] if len(meant) == 1 else views


def _label(view: AssignmentView, is_several_units: bool) -> str:
    title = phrases.shortened(view.title, 40)
    return f"{title} – {phrases.shortened(view.unit_name, 24)}" if is_several_units else title
