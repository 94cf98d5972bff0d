"""Where an assignment stands at an instant."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.local_time import VIETNAM
from domain.status import AssignmentFacts, Standing, Status, counted_from, status_at


def at(local: str) -> datetime:
    return datetime.fromisoformat(f"{local}+07:00")


DEADLINE = at("2024-07-03T00:00")
EARLY, LATE = at("2024-06-28T09:00"), at("2024-07-05T09:00")

NOTHING = AssignmentFacts(DEADLINE)
ON_TIME = AssignmentFacts(DEADLINE, received_at=EARLY)
AT_THE_LAST_SECOND = AssignmentFacts(DEADLINE, received_at=at("2024-07-02T23:59:59"))
AT_MIDNIGHT = AssignmentFacts(DEADLINE, received_at=DEADLINE)
TOO_LATE = AssignmentFacts(DEADLINE, received_at=LATE)
ACCEPTED = AssignmentFacts(DEADLINE, received_at=EARLY, accepted_at=at("2024-06-29T09:00"))
RETURNED = AssignmentFacts(DEADLINE, received_at=EARLY, returned_at=at("2024-06-29T09:00"))
RETURNED_LATE = AssignmentFacts(DEADLINE, received_at=LATE, returned_at=at("2024-07-06T09:00"))
WAIVED = AssignmentFacts(DEADLINE, waived_at=at("2024-06-27T09:00"))
WAIVED_AFTER_REPORT = AssignmentFacts(DEADLINE, waived_at=at("2024-06-29T09:00"), received_at=EARLY)
TO_MEND = AssignmentFacts(
    DEADLINE, received_at=EARLY, returned_at=at("2024-06-29T09:00"), return_late_from=at("2024-07-04T00:00")
)
TO_MEND_SOON = AssignmentFacts(
    DEADLINE, received_at=EARLY, returned_at=at("2024-06-29T09:00"), return_late_from=at("2024-07-01T00:00")
)
WITHDRAWN = AssignmentFacts(DEADLINE, received_at=EARLY, withdrawn_at=at("2024-06-29T09:00"))
EXTENDED = AssignmentFacts(at("2024-07-06T00:00"), received_at=LATE)


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        (NOTHING, "2024-06-25T23:59:59", Status(Standing.PENDING)),
        (NOTHING, "2024-06-26T00:00:00", Status(Standing.DUE_SOON)),
        (NOTHING, "2024-07-02T23:59:59", Status(Standing.DUE_SOON)),
        (NOTHING, "2024-07-03T00:00:00", Status(Standing.OVERDUE, 1)),
        (NOTHING, "2024-07-03T23:59:59", Status(Standing.OVERDUE, 1)),
        (NOTHING, "2024-07-04T00:00:00", Status(Standing.OVERDUE, 2)),
        (ON_TIME, "2024-06-28T08:59:59", Status(Standing.DUE_SOON)),
        (ON_TIME, "2024-06-28T09:00:00", Status(Standing.SUBMITTED)),
        (ON_TIME, "2024-08-01T09:00:00", Status(Standing.SUBMITTED)),
        (AT_THE_LAST_SECOND, "2024-08-01T09:00", Status(Standing.SUBMITTED)),
        (AT_MIDNIGHT, "2024-08-01T09:00", Status(Standing.SUBMITTED, 1)),
        (TOO_LATE, "2024-07-05T08:59:59", Status(Standing.OVERDUE, 3)),
        (TOO_LATE, "2024-07-05T09:00:00", Status(Standing.SUBMITTED, 3)),
        (TOO_LATE, "2024-08-01T09:00:00", Status(Standing.SUBMITTED, 3)),
        (ACCEPTED, "2024-06-28T12:00", Status(Standing.SUBMITTED)),
        (ACCEPTED, "2024-06-29T09:00", Status(Standing.ACCEPTED)),
        (RETURNED, "2024-06-28T12:00", Status(Standing.SUBMITTED)),
        (RETURNED, "2024-06-29T09:00", Status(Standing.RETURNED)),
        (RETURNED, "2024-07-10T09:00", Status(Standing.RETURNED)),
        (RETURNED_LATE, "2024-07-10T09:00", Status(Standing.RETURNED, 3)),
        (WAIVED, "2024-06-27T08:59:59", Status(Standing.DUE_SOON)),
        (WAIVED, "2024-06-27T09:00:00", Status(Standing.WAIVED)),
        (WAIVED, "2024-08-01T09:00:00", Status(Standing.WAIVED)),
        (WAIVED_AFTER_REPORT, "2024-06-28T12:00", Status(Standing.SUBMITTED)),
        (WAIVED_AFTER_REPORT, "2024-06-29T12:00", Status(Standing.WAIVED)),
        (TO_MEND, "2024-07-03T23:59:59", Status(Standing.RETURNED)),
        (TO_MEND, "2024-07-04T00:00", Status(Standing.RETURNED, 2)),
        (TO_MEND, "2024-07-06T09:00", Status(Standing.RETURNED, 4)),
        (TO_MEND_SOON, "2024-07-02T23:59:59", Status(Standing.RETURNED)),
        (TO_MEND_SOON, "2024-07-03T00:00", Status(Standing.RETURNED, 1)),
        (WITHDRAWN, "2024-06-29T08:59:59", Status(Standing.SUBMITTED)),
        (WITHDRAWN, "2024-06-29T09:00", Status(Standing.DUE_SOON)),
        (WITHDRAWN, "2024-07-04T09:00", Status(Standing.OVERDUE, 2)),
        (EXTENDED, "2024-07-05T08:00", Status(Standing.DUE_SOON)),
        (EXTENDED, "2024-07-05T09:00", Status(Standing.SUBMITTED)),
    ],
)
def test_the_status_is_what_was_known_at_that_instant(
    facts: AssignmentFacts, now: str, expected: Status
) -> None:
    assert status_at(facts, at(now), VIETNAM) == expected


@pytest.mark.parametrize(
    ("standing", "is_reported", "still_owes"),
    [
        (Standing.WAIVED, False, False),
        (Standing.ACCEPTED, True, False),
        (Standing.SUBMITTED, True, False),
        (Standing.RETURNED, True, True),
        (Standing.OVERDUE, False, True),
        (Standing.DUE_SOON, False, True),
        (Standing.PENDING, False, True),
    ],
)
def test_every_standing_says_whether_it_counts_and_whether_it_is_reminded(
    standing: Standing, is_reported: bool, still_owes: bool
) -> None:
    assert Status(standing).is_reported is is_reported
    assert Status(standing).still_owes is still_owes


def test_every_standing_is_either_owed_reported_or_waived() -> None:
    for standing in Standing:
        status = Status(standing)
        assert status.is_reported or status.still_owes or standing is Standing.WAIVED


@pytest.mark.parametrize(
    ("facts", "mended_at", "counted"),
    [
        (NOTHING, "2024-07-05T09:00", None),
        (ON_TIME, "2024-07-05T09:00", EARLY),
        (RETURNED, "2024-07-05T09:00", EARLY),
        (TO_MEND, "2024-07-03T23:59:59", EARLY),
        (TO_MEND, "2024-07-04T00:00", at("2024-07-04T00:00")),
        (TO_MEND, "2024-07-08T10:00", at("2024-07-08T10:00")),
        (TO_MEND_SOON, "2024-07-02T10:00", at("2024-07-02T10:00")),
    ],
)
def test_a_returned_report_keeps_its_first_receipt_when_mended_in_time(
    facts: AssignmentFacts, mended_at: str, counted: datetime | None
) -> None:
    assert counted_from(facts, at(mended_at)) == counted


@pytest.mark.parametrize(
    ("facts", "due_from"),
    [
        (NOTHING, DEADLINE),
        (ON_TIME, DEADLINE),
        (TO_MEND, at("2024-07-04T00:00")),
        (TO_MEND_SOON, at("2024-07-01T00:00")),
        (RETURNED, DEADLINE),
        (replace(TO_MEND, withdrawn_at=at("2024-06-30T09:00")), DEADLINE),
    ],
    ids=["nothing sent", "sent", "returned", "returned briefly", "returned without a date", "withdrawn"],
)
def test_a_returned_report_has_a_deadline_of_its_own(facts: AssignmentFacts, due_from: datetime) -> None:
    assert facts.due_from == due_from
