"""A new version of a plan: what it would change is shown and confirmed; those it concerns are told once."""

from collections.abc import Iterable
from datetime import datetime

from domain.messages import Choice, Reply
from domain.plan_differences import Changed, Difference
from domain.plan_proposals import ProposalDuty
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Replies, Turn, row_number
from handlers.proposal_words import deadline, names_of, overview
from handlers.version_notice import tell_affected
from services.actors import require
from services.files import load_file
from services.plan_proposals import HeldProposal
from services.plan_versions import begin_version, compare, document_of, make_version, open_plan
from services.plans import get_plan

NO_PLAN = "no-such-plan"


def offer(turn: Turn, words: str) -> Replies:
    """`/proposal revise <plan>`: a new version from a corrected document, or changed right here."""
    require(turn.actor, Action.MANAGE_PLANS)
    plan = open_plan(turn.work, row_number(words, NO_PLAN))
    choices = [
        Choice(turn.say("version-from-document"), f"/proposal new {plan.id}"),
        Choice(turn.say("version-edit"), f"/proposal edit {plan.id}"),
    ]
    return turn.offer(turn.say("version-how", plan=plan.title), choices)


def edit(turn: Turn, words: str) -> Replies:
    """`/proposal edit <plan>`: the plan as it stands, to be changed."""
    plan_id = row_number(words, NO_PLAN)
    held = begin_version(turn.work, turn.actor, plan_id, turn.sender.address_id)
    turn.talk.close()
    return [overview(turn.work, held, turn.language)]


def send_source(turn: Turn, words: str) -> Replies:
    """`/proposal source <plan>`: the document the plan came from."""
    require(turn.actor, Action.MANAGE_PLANS)
    file_id = document_of(turn.work, row_number(words, NO_PLAN))
    if file_id is None:
        return turn.answer("version-no-source")
    return [Reply(load_file(turn.work, file_id).name, file_id=file_id)]


def show_difference(turn: Turn, held: HeldProposal, _words: str) -> Replies:
    """What confirming would change."""
    told = compare(turn.work, turn.actor, held.id)
    plan = get_plan(turn.work, held.plan_id or 0)
    lines = [turn.say("version-head", plan=plan.title, version=plan.version), *_lines(turn, told)]
    if not told:
        lines.append(turn.say("version-nothing"))
    is_active = plan.state == "active"
    if is_active:
        lines.append(turn.say("version-effect"))
    label = turn.say("version-confirm", version=plan.version + 1) if is_active else turn.say("draft-confirm")
    prefix = f"/proposal {held.id}"
    choices = [Choice(label, f"{prefix} confirm"), Choice(turn.say("proposal-list"), f"{prefix} list")]
    return turn.offer("\n".join(lines), [*choices, Choice(turn.say("proposal-back"), prefix)])


def put_in_force(turn: Turn, held: HeldProposal, _words: str) -> Replies:
    """The version is in force from now on, and those it concerns are told."""
    made = make_version(turn.work, turn.actor, held.id, turn.say("version-reason"))
    back = [Choice(turn.say("version-plan"), f"/plan {made.plan_id}")]
    if not made.number:
        return turn.offer(turn.say("draft-changed"), back)
    told = tell_affected(turn.work, made)
    return turn.offer(turn.say("version-made", version=made.number, told=told), back)


def _lines(turn: Turn, told: Difference) -> list[str]:
    added = [f"– {duty.title}: {_when(turn, duty)}" for duty in told.added]
    moved = [_moved(turn, change) for change in told.changed if "moved" in change.what]
    readdressed = [_readdressed(turn, change) for change in told.changed if "readdressed" in change.what]
    reworded = [f"– {change.after.title}" for change in told.changed if "reworded" in change.what]
    dropped = [f"– {duty.title}" for duty in told.dropped]
    return [
        *_section(turn, "version-added", added),
        *_section(turn, "version-moved", moved),
        *_section(turn, "version-readdressed", readdressed),
        *_section(turn, "version-reworded", reworded),
        *_section(turn, "version-dropped", dropped),
    ]


def _section(turn: Turn, key: str, lines: list[str]) -> list[str]:
    return [turn.say(key), *lines] if lines else []


def _moved(turn: Turn, change: Changed) -> str:
    return turn.say(
        "version-moved-line",
        title=change.after.title,
        before=_day(turn, change.before.late_from),
        after=_day(turn, change.after.late_from),
    )


def _readdressed(turn: Turn, change: Changed) -> str:
    before, after = _names(turn, change.before), _names(turn, change.after)
    return turn.say(
        "version-readdressed-line",
        title=change.after.title,
        added=_joined(name for name in after if name not in before),
        dropped=_joined(name for name in before if name not in after),
    )


def _names(turn: Turn, duty: ProposalDuty) -> list[str]:
    return names_of(turn.work, duty.groups, duty.units)


def _joined(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def _when(turn: Turn, duty: ProposalDuty) -> str:
    return deadline(turn.work, duty, turn.language, is_short=True)


def _day(turn: Turn, late_from: datetime | None) -> str:
    if late_from is None:
        return turn.say("proposal-undated")
    return phrases.last_day(turn.work, late_from, turn.language)
