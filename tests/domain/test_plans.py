"""A plan as it is proposed, and its policy as it is stored."""

import json
from datetime import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.plans import PlanDraft, policy_from_json, policy_to_json
from domain.reminders import ReminderPolicy

MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))
POLICIES = st.builds(
    ReminderPolicy,
    days_before=st.lists(st.integers(0, 60), max_size=6).map(tuple),
    working_days_after=st.lists(st.integers(1, 30), max_size=6).map(tuple),
    then_every_days=st.integers(0, 60),
    at=MINUTES,
    quiet_from=MINUTES,
    quiet_until=MINUTES,
)


@settings(max_examples=100, deadline=None)
@given(policy=POLICIES)
def test_any_policy_is_read_back_as_it_was_stored(policy: ReminderPolicy) -> None:
    assert policy_from_json(json.loads(json.dumps(policy_to_json(policy)))) == policy


def test_the_default_policy_is_stored_in_plain_numbers_and_hours() -> None:
    assert policy_to_json(ReminderPolicy()) == {
        "days_before": [7, 3, 1, 0],
        "working_days_after": [1, 2, 3],
        "then_every_days": 7,
        "at": "08:00",
        "quiet_from": "20:30",
        "quiet_until": "06:30",
    }


@pytest.mark.parametrize(
    ("stored", "policy"),
    [
        ({}, ReminderPolicy()),
        ({"days_before": [5]}, ReminderPolicy(days_before=(5,))),
        ({"days_before": []}, ReminderPolicy(days_before=())),
        ({"working_days_after": []}, ReminderPolicy(working_days_after=())),
        ({"then_every_days": 0}, ReminderPolicy(then_every_days=0)),
        ({"at": "00:00"}, ReminderPolicy(at=time(0))),
        ({"at": None}, ReminderPolicy()),
    ],
)
def test_what_is_absent_has_its_default_and_what_is_empty_stays_empty(
    stored: dict[str, object], policy: ReminderPolicy
) -> None:
    assert policy_from_json(stored) == policy


def test_a_plan_is_proposed_with_the_default_policy_and_without_an_invented_date() -> None:
    draft = PlanDraft("Kế hoạch học tập Nghị quyết số 14-NQ/TU")
    assert draft.policy == ReminderPolicy()
    assert draft.issued_on is None
    assert draft.milestones == ()
