"""Reports that were being written when an office changed hands: what was told is kept for the successor."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select, update

from domain.forms import Value
from services.work import Work
from storage.tables import Address, Conversation, ReportDraft

# What `handlers.report_asking` calls its dialogue, and what of its state tells of the report.
DIALOGUE = "report"


@dataclass(frozen=True, slots=True)
class Draft:
    """The values told so far, and the words they came from."""

    values: dict[str, Value]
    raw: list[str]


def keep_draft(work: Work, state: Mapping[str, Any], assignment_id: int | None = None) -> int | None:
    """Keep what a report dialogue knows, for `assignment_id` or the one it is about; returns which.

    Nothing is kept when nothing was told, when it is not known yet for which duty, or when staff were
    entering the report.
    """
    about = assignment_id or state.get("assignment_id")
    if about is None or not state.get("values") or state.get("source"):
        return None
    draft = ReportDraft(
        assignment_id=about, values=state["values"], raw=state.get("raw", []), kept_at=work.now
    )
    work.session.merge(draft)
    work.session.flush()
    return int(about)


def take_draft(work: Work, assignment_id: int) -> Draft | None:
    """What was kept for an assignment, once: whoever opens the report has it from then on."""
    kept = select(ReportDraft.values, ReportDraft.raw).where(ReportDraft.assignment_id == assignment_id)
    row = work.session.execute(kept).first()
    if row is None:
        return None
    work.session.execute(delete(ReportDraft).where(ReportDraft.assignment_id == assignment_id))
    return Draft(dict(row.values), list(row.raw))


def rescue_drafts(work: Work, person_ids: Collection[int], heirs: Mapping[int, int | None]) -> dict[int, int]:
    """Keep the drafts of persons who may not report these assignments any more, and end their dialogues.

    Args:
        work: the unit of work.
        person_ids: who was writing.
        heirs: for each assignment the one its draft is for from now on; None when nobody goes on with it.

    Returns:
        For each assignment that a draft was kept for, the person who was writing it.
    """
    rows = work.session.execute(
        select(Conversation.address_id, Conversation.state, Address.person_id)
        .join(Address, Address.id == Conversation.address_id)
        .where(Address.person_id.in_(person_ids), Conversation.dialogue == DIALOGUE)
        .order_by(Conversation.updated_at)
    ).all()
    kept: dict[int, int] = {}
    for address_id, state, person_id in rows:
        lost = [entry for entry in _entries(state) if entry.get("assignment_id") in heirs]
        for entry in lost:
            heir = heirs[entry["assignment_id"]]
            if heir is not None and keep_draft(work, entry, heir) is not None:
                kept[heir] = person_id
        if lost:
            _end_dialogue(work, address_id)
    return kept


def _entries(state: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Every report a dialogue is about, each with the words that were told and who enters them."""
    same = {"raw": state.get("raw", []), "source": state.get("source", "")}
    return [{**entry, **same} for entry in (state, *state.get("beside", ()))]


def _end_dialogue(work: Work, address_id: int) -> None:
    ended = {"dialogue": "", "state": {}, "choices": [], "takes_number": False}
    of_address = update(Conversation).where(Conversation.address_id == address_id)
    work.session.execute(of_address.values(ended | {"serial": Conversation.serial + 1}))
