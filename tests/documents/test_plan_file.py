"""A plan file: what is read from it, and how each mistake is told."""

import time as stopwatch
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from documents.plan_file import LARGEST_FILE, FieldProblem, PlanFileError, read_plan_file
from domain.plans import MilestoneDraft, PlanDraft
from domain.reminders import ReminderPolicy
from locales import knows

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
EXAMPLES = Path(__file__).parents[2] / "examples"
SHORTEST = """\
title: Học tập nghị quyết
milestones:
  - title: Báo cáo
    kind: report
    groups: [chi_bo]
"""
MOST_SECONDS = 1.0


def read(text: str) -> PlanDraft:
    return read_plan_file(text, ZONE)


def plan_with(*lines: str) -> PlanDraft:
    """The shortest plan, with more lines about the plan; they stand from line 6 on."""
    return read(SHORTEST + "\n".join(lines))


def duty_with(*lines: str) -> PlanDraft:
    """The shortest plan, with more lines about its duty; they stand from line 6 on."""
    return read(SHORTEST + "".join(f"    {line}\n" for line in lines))


def problems_of(text: str) -> list[FieldProblem]:
    with pytest.raises(PlanFileError) as caught:
        read(text)
    problems = caught.value.problems
    for problem in problems:
        assert knows(f"planfile-{problem.code}"), f"no sentence for {problem.code}"
    assert problems == sorted(problems, key=lambda problem: problem.line)
    return problems


def mistakes(text: str) -> list[tuple[int, str, str]]:
    return [(problem.line, problem.field, problem.code) for problem in problems_of(text)]


def mistake_in_duty(*lines: str) -> tuple[int, str, str]:
    (mistake,) = mistakes(SHORTEST + "".join(f"    {line}\n" for line in lines))
    return mistake


def mistake_in_plan(*lines: str) -> tuple[int, str, str]:
    (mistake,) = mistakes(SHORTEST + "\n".join(lines))
    return mistake


# -- what is read ---------------------------------------------------------------------------------------


def test_the_shipped_plan_has_exactly_its_three_duties_with_their_last_moments() -> None:
    plan = read((EXAMPLES / "ke-hoach-14-nq-tu.yaml").read_text(encoding="utf-8"))
    found = [
        (duty.kind, duty.form, duty.deadline and duty.deadline.last_moment.astimezone(ZONE).isoformat())
        for duty in plan.milestones
    ]
    assert found == [
        ("event", "none", "2024-06-11T23:59:59+07:00"),
        ("study", "study", "2024-06-30T23:59:59+07:00"),
        ("report", "result", "2024-07-02T23:59:59+07:00"),
    ]
    assert (plan.number, plan.issued_on) == ("", None)
    assert plan.milestones[2].via == "Ban Tuyên giáo Huyện ủy"


def test_what_is_left_out_has_its_default() -> None:
    plan = read(SHORTEST)
    (duty,) = plan.milestones
    assert (plan.title, plan.number, plan.issued_on) == ("Học tập nghị quyết", "", None)
    assert plan.policy == ReminderPolicy()
    assert (duty.form, duty.deadline, duty.units, duty.clause) == ("result", None, (), "")


def test_a_form_may_differ_from_what_its_kind_suggests() -> None:
    assert duty_with("form: none").milestones[0].form == "none"


def test_a_year_is_taken_from_the_day_of_issue() -> None:
    deadline = read(
        SHORTEST.replace("kind: report", "kind: report\n    deadline: trước ngày 03/7")
        + "issued_on: 2024-06-03"
    ).milestones[0].deadline  # fmt: skip
    assert deadline is not None
    assert deadline.last_moment == datetime(2024, 7, 2, 16, 59, 59, tzinfo=UTC)
    assert deadline.is_year_inferred


def test_text_over_several_lines_becomes_one_line() -> None:
    assert duty_with("clause: >", "  Mục II,", "  điểm 3").milestones[0].clause == "Mục II, điểm 3"


def test_a_reminder_policy_is_read_whole() -> None:
    plan = plan_with(
        "policy:",
        "  days_before: [10, 0]",
        "  working_days_after: []",
        "  then_every_days: 14",
        "  at: '07:30'",
        "  quiet_from: '21:00'",
        "  quiet_until: '06:00'",
    )
    assert plan.policy == ReminderPolicy((10, 0), (), 14, time(7, 30), time(21), time(6))


def test_an_hour_needs_no_quotation_marks() -> None:
    assert plan_with("policy:", "  at: 07:30").policy.at == time(7, 30)


@pytest.mark.parametrize("nothing", ["", "null", "~", '""'])
def test_nothing_in_yaml_is_nothing_and_not_a_word(nothing: str) -> None:
    plan = plan_with(f"number: {nothing}", f"issued_on: {nothing}")
    assert (plan.number, plan.issued_on) == ("", None)


@pytest.mark.parametrize("nothing", ["", "null", "~", '""'])
def test_a_deadline_of_nothing_leaves_the_date_to_staff(nothing: str) -> None:
    assert duty_with(f"deadline: {nothing}").milestones[0].deadline is None


@pytest.mark.parametrize("nothing", ["", "null", "~", '"  "'])
def test_a_title_of_nothing_is_missing(nothing: str) -> None:
    assert mistakes(SHORTEST.replace("Học tập nghị quyết", nothing)) == [(1, "title", "missing")]


def test_the_order_of_the_fields_does_not_matter() -> None:
    head, _, rest = SHORTEST.partition("\n")
    assert read(f"{rest}{head}\n") == read(SHORTEST)


# -- mistakes -------------------------------------------------------------------------------------------


def test_a_missing_title_is_told_at_the_beginning_of_the_plan() -> None:
    assert mistakes(SHORTEST.partition("\n")[2]) == [(1, "title", "missing")]


def test_a_missing_title_of_a_duty_is_told_where_the_duty_begins() -> None:
    assert mistakes("title: A\nmilestones:\n  - kind: event\n    groups: [g]\n") == [
        (3, "milestones[1].title", "missing")
    ]


def test_missing_duties_are_told() -> None:
    assert mistakes("title: A\n") == [(1, "milestones", "missing")]


@pytest.mark.parametrize("value", ["[]", "", "word", "{title: A}"])
def test_duties_that_are_no_list_are_told(value: str) -> None:
    ((line, field, code),) = mistakes(f"title: A\nmilestones: {value}\n")
    assert (line, field) == (2, "milestones")
    assert code in {"not-a-list", "missing"}


def test_an_unknown_field_is_told_with_those_that_exist() -> None:
    (problem,) = problems_of(SHORTEST + "tile: B\n")
    assert (problem.line, problem.field, problem.code) == (6, "tile", "unknown-field")
    assert "title" in problem.detail


def test_an_unknown_field_of_a_duty_is_told_with_its_place() -> None:
    assert mistake_in_duty("dedline: 11/6/2024") == (6, "milestones[1].dedline", "unknown-field")


def test_an_unknown_field_of_the_policy_is_told() -> None:
    assert mistake_in_plan("policy:", "  hour: 8") == (7, "policy.hour", "unknown-field")


def test_a_wrong_kind_is_told_with_those_that_exist() -> None:
    (problem,) = problems_of(SHORTEST.replace("kind: report", "kind: reprot"))
    assert (problem.line, problem.field, problem.code) == (4, "milestones[1].kind", "not-one-of")
    assert "report" in problem.detail


def test_a_missing_kind_is_told() -> None:
    assert mistakes(SHORTEST.replace("    kind: report\n", "")) == [(3, "milestones[1].kind", "missing")]


def test_a_wrong_form_is_told() -> None:
    assert mistake_in_duty("form: survey") == (6, "milestones[1].form", "not-one-of")


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("trước ngày 31/6/2024", "no-such-day"),
        ("30/02/2024", "no-such-day"),
        ("trước 25 giờ ngày 11/6/2024", "no-such-hour"),
        ("trong tháng 13/2024", "no-such-period"),
        ("trong quý IV", "year-missing"),
        ("trước ngày 03/7", "year-missing"),
        ("từ ngày 20/6/2024 đến ngày 10/6/2024", "window-reversed"),
        ("sớm nhất có thể", "unreadable-deadline"),
        ("[a, b]", "not-text"),
        ("định kỳ hằng tháng trước ngày 25", "issue-date-missing"),
    ],
)
def test_a_deadline_that_cannot_be_is_told_with_its_line(phrase: str, code: str) -> None:
    assert mistake_in_duty(f"deadline: {phrase}") == (6, "milestones[1].deadline", code)


@pytest.mark.parametrize(
    "phrase",
    [
        "đến hết ngày 31/12/9999",
        "trong năm 9999",
        "trong tháng 12/9999",
        "trong tháng 6/0000",
        "trước tháng 6/0000",
        "trước ngày 01/01/0001",
    ],
)
def test_a_deadline_at_the_edge_of_the_calendar_is_told_with_its_line(phrase: str) -> None:
    line, field, _ = mistake_in_duty(f"deadline: {phrase}")
    assert (line, field) == (6, "milestones[1].deadline")


def test_an_iso_day_as_deadline_is_read_as_that_day_or_refused() -> None:
    try:
        deadline = duty_with("deadline: 2024-07-03").milestones[0].deadline
    except PlanFileError as error:
        assert error.problems[0].line == 6
    else:
        assert deadline is not None
        assert deadline.last_day(ZONE) == date(2024, 7, 3)


@pytest.mark.parametrize("day", ["2024-06-31", "03/6/2024", "hôm nay", "[2024]", "{a: b}"])
def test_a_day_of_issue_that_is_none_is_told(day: str) -> None:
    assert mistake_in_plan(f"issued_on: {day}") == (6, "issued_on", "not-a-date")


@pytest.mark.parametrize("groups", ["    groups: []\n", ""])
def test_a_duty_nobody_is_charged_with_is_told(groups: str) -> None:
    text = SHORTEST.replace("    groups: [chi_bo]\n", groups)
    assert mistakes(text) == [(3, "milestones[1].groups", "no-addressee")]


def test_groups_that_are_no_list_are_told() -> None:
    found = mistakes(SHORTEST.replace("[chi_bo]", "chi_bo"))
    assert (5, "milestones[1].groups", "not-a-list") in found


def test_an_empty_or_nested_item_of_a_list_is_told() -> None:
    found = mistakes(SHORTEST.replace("[chi_bo]", "['', [a]]"))
    assert found == [(5, "milestones[1].groups", "missing"), (5, "milestones[1].groups", "not-text")]


@pytest.mark.parametrize("value", ["[một, hai]", "{a: b}"])
def test_a_list_or_mapping_instead_of_text_is_told(value: str) -> None:
    assert mistake_in_plan(f"number: {value}") == (6, "number", "not-text")


def test_a_text_that_is_too_long_is_told() -> None:
    assert mistake_in_duty(f"clause: {'a' * 501}") == (6, "milestones[1].clause", "too-long")
    assert mistake_in_duty(f"recipient: {'a' * 201}") == (6, "milestones[1].recipient", "too-long")
    assert mistake_in_plan(f"number: {'1' * 61}") == (6, "number", "too-long")


def test_a_word_where_a_duty_is_meant_is_told() -> None:
    assert (3, "milestones[1].", "not-a-mapping") in mistakes("title: A\nmilestones:\n  - Báo cáo\n")


def test_a_word_where_the_policy_is_meant_is_told() -> None:
    line, field, code = mistake_in_plan("policy: weekly")
    assert (line, field.rstrip("."), code) == (6, "policy", "not-a-mapping")


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ("days_before: 7", "days_before", "not-a-list"),
        ("days_before: [-1]", "days_before", "not-a-number"),
        ("working_days_after: [một]", "working_days_after", "not-a-number"),
        ("then_every_days: 1.5", "then_every_days", "not-a-number"),
        ("then_every_days: 367", "then_every_days", "not-a-number"),
        ("then_every_days: [7]", "then_every_days", "not-a-number"),
        (f"then_every_days: {'9' * 5000}", "then_every_days", "not-a-number"),
        ("at: 25:00", "at", "not-an-hour"),
        ("at: 08:00+05:00", "at", "not-an-hour"),
        ("quiet_from: [20]", "quiet_from", "not-an-hour"),
        ("quiet_until: sáng", "quiet_until", "not-an-hour"),
    ],
)
def test_a_mistake_in_the_policy_is_told(line: str, field: str, code: str) -> None:
    assert mistake_in_plan("policy:", f"  {line}") == (7, f"policy.{field}", code)


def test_a_quiet_hour_at_noon_does_not_silence_the_whole_day() -> None:
    try:
        policy = plan_with("policy:", "  quiet_from: '12:00'", "  quiet_until: '13:00'").policy
    except PlanFileError as error:
        assert {problem.field for problem in error.problems} <= {"policy.quiet_from", "policy.quiet_until"}
    else:
        assert not policy.is_quiet(datetime(2024, 6, 11, 8, tzinfo=ZONE), ZONE)


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        (SHORTEST + "title: B\n", 6, "title"),
        (SHORTEST + "    kind: study\n", 6, "milestones[1].kind"),
        (SHORTEST + "policy:\n  then_every_days: 7\n  then_every_days: 14\n", 8, "policy.then_every_days"),
    ],
)
def test_a_field_given_twice_is_told_and_neither_is_chosen(text: str, line: int, field: str) -> None:
    assert [(found[0], found[1]) for found in mistakes(text)] == [(line, field)]


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines() -> None:
    text = """\
issued_on: hôm qua
milestones:
  - title: Một
    kind: lạ
    deadline: 31/6/2024
  - kind: event
    groups: [g]
    colour: red
"""
    assert mistakes(text) == [
        (1, "issued_on", "not-a-date"),
        (1, "title", "missing"),
        (3, "milestones[1].groups", "no-addressee"),
        (4, "milestones[1].kind", "not-one-of"),
        (5, "milestones[1].deadline", "no-such-day"),
        (6, "milestones[2].title", "missing"),
        (8, "milestones[2].colour", "unknown-field"),
    ]


# -- files that are no plan at all ----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "# nothing\n", "a plan\n", "- a\n- b\n", "42\n"])
def test_a_file_that_is_no_mapping_is_told(text: str) -> None:
    ((_, field, code),) = mistakes(text)
    assert (field, code) == ("", "not-a-mapping")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: 'A\nmilestones: []\n", 3),
        ("title: A\n\tnumber: 1\n", 2),
        ("title: A\nnumber: [1, 2\n", 3),
        ("title: A\n---\ntitle: B\n", 2),
    ],
)
def test_broken_yaml_is_told_with_its_line(text: str, line: int) -> None:
    assert mistakes(text) == [(line, "", "not-yaml")]


@pytest.mark.parametrize(
    "title",
    ['"\x00"', '"\\0"', '"\\UFFFFFFFF"', '"\\U00110000"', '"\\ud800"'],
    ids=[
        "a null byte",
        "an escaped null byte",
        "far beyond all letters",
        "just beyond all letters",
        "half a letter",
    ],
)
def test_what_is_no_letter_is_refused(title: str) -> None:
    assert [found[0] for found in mistakes(SHORTEST.replace("Học tập nghị quyết", title))] == [1]


def test_a_python_object_in_the_file_is_never_made(tmp_path: Path) -> None:
    touched = tmp_path / "touched"
    text = f"title: !!python/object/apply:pathlib.Path.touch ['{touched}']\n"
    assert (1, "title", "not-text") in mistakes(text)
    assert not touched.exists()


def test_a_file_that_is_too_large_is_refused_unread() -> None:
    assert mistakes("a" * (LARGEST_FILE + 1)) == [(1, "", "too-large")]


# -- duties that come back -----------------------------------------------------------------------------


def recurring(*lines: str) -> MilestoneDraft:
    """The one duty of a plan issued on Wednesday 5 June 2024."""
    return read(SHORTEST + "".join(f"    {line}\n" for line in lines) + "issued_on: 2024-06-05").milestones[0]


@pytest.mark.parametrize(
    ("lines", "first_last_day", "rrule"),
    [
        (["deadline: định kỳ hằng tháng trước ngày 25"], "2024-06-24", "FREQ=MONTHLY;BYMONTHDAY=24"),
        (["rrule: FREQ=MONTHLY;BYMONTHDAY=24"], "2024-06-24", "FREQ=MONTHLY;BYMONTHDAY=24"),
        (["deadline: trước ngày 25/7/2024", "rrule: FREQ=MONTHLY"], "2024-07-24", "FREQ=MONTHLY"),
        (
            ["deadline: trước ngày 25 hằng tháng", "rrule: FREQ=MONTHLY;BYMONTHDAY=24"],
            "2024-06-24",
            "FREQ=MONTHLY;BYMONTHDAY=24",
        ),
        (["deadline: thứ Sáu hằng tuần"], "2024-06-07", "FREQ=WEEKLY;BYDAY=FR"),
    ],
)
def test_a_duty_comes_back_by_its_words_or_by_its_rule(
    lines: list[str], first_last_day: str, rrule: str
) -> None:
    duty = recurring(*lines)
    assert duty.deadline is not None
    assert (duty.deadline.last_day(ZONE).isoformat(), duty.rrule) == (first_last_day, rrule)


@pytest.mark.parametrize(
    ("lines", "field", "code"),
    [
        (["rrule: hằng tháng"], "rrule", "unreadable-rrule"),
        (["rrule: FREQ=HOURLY", "deadline: trước ngày 25/7/2024"], "rrule", "unreadable-rrule"),
        (["rrule: FREQ=MONTHLY"], "rrule", "issue-date-missing"),
        (["deadline: 25/7/2024", "rrule: FREQ=MONTHLY;BYMONTHDAY=24"], "rrule", "rrule-misses-deadline"),
        (["deadline: sớm", "rrule: FREQ=MONTHLY"], "deadline", "unreadable-deadline"),
        (["deadline: 25/7/2024", "rrule: [a]"], "rrule", "not-text"),
    ],
)
def test_a_rule_that_cannot_be_is_told_with_its_line(lines: list[str], field: str, code: str) -> None:
    found = mistake_in_duty(*lines)
    place = next(number for number, line in enumerate(lines) if line.startswith(field))
    assert found == (6 + place, f"milestones[1].{field}", code)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("rrule: FREQ=MONTHLY", "rrule-needs-deadline"),
        ("deadline: báo cáo định kỳ", "unreadable-recurrence"),
        ("deadline: 6 tháng trước ngày 10/6 và năm trước ngày 10/12", "several-recurrences"),
    ],
)
def test_what_comes_back_on_no_certain_day_is_told(line: str, code: str) -> None:
    with pytest.raises(PlanFileError) as caught:
        recurring(line)
    assert [problem.code for problem in caught.value.problems] == [code]
    assert knows(f"planfile-{code}")


# -- files made to do harm ------------------------------------------------------------------------------


def laughs(levels: int, each: int = 9) -> str:
    """Lists of lists of lists, each naming the one before nine times; level 0 is a word."""
    lines = ["laugh: &l0 lol"]
    lines += [
        f"laugh{level}: &l{level} [{', '.join([f'*l{level - 1}'] * each)}]" for level in range(1, levels + 1)
    ]
    return "\n".join(lines) + "\n"


def refused_quickly(text: str) -> None:
    began = stopwatch.monotonic()
    found = problems_of(text)
    assert stopwatch.monotonic() - began < MOST_SECONDS
    assert all(len(problem.detail) + len(problem.field) < 600 for problem in found)


def test_a_billion_laughs_that_nothing_uses_are_refused_quickly() -> None:
    refused_quickly(laughs(30) + SHORTEST)


# Five levels only: enough to show that they are written out, too few to fill the memory when they are.
@pytest.mark.parametrize(
    "use",
    [
        "issued_on: *l5",
        "number: *l5",
        "policy: {days_before: *l5}",
        "policy: {days_before: [*l5]}",
        "policy: {then_every_days: *l5}",
        "policy: {at: *l5}",
        "? *l5\n: harm",
        "source: {? *l5 : harm}",
    ],
)
def test_a_billion_laughs_in_a_field_of_the_plan_are_refused_quickly(use: str) -> None:
    refused_quickly(laughs(5) + SHORTEST + use + "\n")


@pytest.mark.parametrize("field", ["title", "kind", "form", "deadline", "groups", "units", "clause"])
def test_a_billion_laughs_in_a_field_of_a_duty_are_refused_quickly(field: str) -> None:
    duty = f"milestones:\n  - {field}: *l5\n"
    refused_quickly(laughs(5) + "title: A\n" + duty)


def test_a_list_named_thousands_of_times_is_refused_or_read_quickly() -> None:
    many = 2500
    text = (
        f"title: A\nmilestones:\n  - &m {{title: B, kind: event, groups: [{', '.join(['g'] * many)}]}}\n"
        + "  - *m\n" * many
    )
    began = stopwatch.monotonic()
    try:
        read(text)
    except PlanFileError as error:
        assert error.problems
    assert stopwatch.monotonic() - began < MOST_SECONDS


@pytest.mark.parametrize(
    "text",
    [
        "title: A\nmilestones: &m [*m]\n",
        "title: A\nmilestones:\n  - &m {title: *m, kind: *m, groups: *m, deadline: *m}\n",
        "title: A\nissued_on: &a [*a]\nmilestones: []\n",
        "&r {title: A, policy: *r, milestones: *r}\n",
        "title: A\n? &k [*k]\n: B\n",
    ],
)
def test_a_value_that_holds_itself_is_refused_quickly(text: str) -> None:
    refused_quickly(text)


@pytest.mark.parametrize("text", ["[" * 50_000, "title: " + "[" * 3000 + "]" * 3000, "? " * 20_000])
def test_a_value_nested_thousands_deep_is_refused(text: str) -> None:
    assert problems_of(text)
