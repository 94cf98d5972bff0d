"""Taking a report back: the unit owes again, and what was reported stays readable."""

from datetime import datetime

from domain.errors import DomainError
from services import audit
from services.actors import Actor
from services.assignments import AssignmentView, get_assignment
from services.delivery import cancel_reminders
from services.looking import look_again
from services.reporting import NewRevision, assignment_to_report, lock_report, store_revision
from services.work import Work


def withdraw_report(
    work: Work,
    actor: Actor | None,
    assignment_id: int,
    *,
    raw_text: str,
    based_on: int,
    received_at: datetime,
) -> AssignmentView:
    """Withdraw the standing report of an assignment; it counts as none from `received_at` on.

    Raises:
        DomainError: those of `assignment_to_report`; `nothing-to-withdraw`; `answered-meanwhile` when the
            report was changed since revision `based_on` was shown.
    """
    lock_report(work, assignment_id)
    if work.memory is not None:
        # What the batch read ahead does not know the row of a report that is new.
        work.memory.forget(("assignment", assignment_id))
    view = assignment_to_report(work, actor, assignment_id)
    if actor is None or not view.has_report:
        raise DomainError("nothing-to-withdraw", duty=view.title)
    if view.revision != based_on:
        raise DomainError("answered-meanwhile", duty=view.title)
    store_revision(work, view, NewRevision("withdrawal", {}, raw_text, actor.person_id, received_at))
    # The steps of a return, should there be one: from now on those of the assignment count again.
    cancel_reminders(work, view.id, "superseded")
    look_again(work, [view.id])
    audit.record(
        work, actor, "report_withdrawn", "report", view.report_id, assignment_id=view.id, before=view.values
    )
    work.session.flush()
    return get_assignment(work, view.id)
