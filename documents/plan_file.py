"""Reading a plan from YAML; every mistake is told with its line and field. Schema: docs/plan-file.md."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from zoneinfo import ZoneInfo

import yaml

from domain.deadlines import Deadline
from domain.errors import DomainError
from domain.forms import FORM_OF_KIND, FORMS
from domain.parsing.recurring_phrases import read_series
from domain.plans import MilestoneDraft, PlanDraft
from domain.reminders import ReminderPolicy

PLAN_FIELDS = ("title", "number", "issuer", "issued_on", "source", "policy", "milestones")
MILESTONE_FIELDS = (
    "title", "kind", "form", "deadline", "rrule", "groups", "units", "clause", "recipient", "via",
)  # fmt: skip
POLICY_FIELDS = ("days_before", "working_days_after", "then_every_days", "at", "quiet_from", "quiet_until")
LARGEST_FILE = 1024 * 1024
DEEPEST = 8
# What no database stores: NUL, and half of a surrogate pair.
UNSTORABLE = re.compile("[\\x00\\ud800-\\udfff]")
# What the tables take, where it is less than LONGEST_TEXT.
LONGEST = {"number": 60, "issuer": 200, "source": 200, "recipient": 200, "via": 200, "rrule": 200}
LONGEST_TEXT = 500
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One mistake: the line (from 1), the field, and the sentence `plan-<code>` with its detail."""

    line: int
    field: str
    code: str
    detail: str = ""


class PlanFileError(Exception):
    """The file is no usable plan; `problems` names every mistake found."""

    def __init__(self, problems: list[FieldProblem]) -> None:
        super().__init__(f"{len(problems)} problems in the plan file")
        self.problems = problems


@dataclass(slots=True)
class _Reader:
    zone: ZoneInfo
    forms: tuple[str, ...]
    problems: list[FieldProblem] = field(default_factory=list)

    def complain(self, node: yaml.Node, name: str, code: str, detail: str = "") -> None:
        self.problems.append(FieldProblem(node.start_mark.line + 1, name, code, detail))


def read_plan_file(text: str, zone: ZoneInfo, forms: Iterable[str] = FORMS) -> PlanDraft:
    """The plan a YAML text describes; `forms` are the codes a milestone may name.

    Raises:
        PlanFileError: with every mistake and its line; nothing is guessed.
    """
    reader = _Reader(zone, tuple(forms))
    root = _root(text)
    fields = dict(_fields(reader, root, "", PLAN_FIELDS))
    issued_on = _day(reader, fields.get("issued_on"), "issued_on")
    milestones = tuple(_milestones(reader, fields.get("milestones"), root, issued_on))
    draft = PlanDraft(
        title=_text(reader, fields.get("title"), "title", root, is_required=True),
        number=_text(reader, fields.get("number"), "number", root),
        issuer=_text(reader, fields.get("issuer"), "issuer", root),
        issued_on=issued_on,
        source=_text(reader, fields.get("source"), "source", root),
        policy=_policy(reader, fields.get("policy")),
        milestones=milestones,
    )
    if reader.problems:
        raise PlanFileError(sorted(reader.problems, key=lambda problem: problem.line))
    return draft


def _root(text: str) -> yaml.MappingNode:
    if len(text) > LARGEST_FILE:
        raise PlanFileError([FieldProblem(1, "", "too-large")])
    try:
        refuse_tricks(text)
        # compose() builds nodes only: no object of the file is ever constructed.
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise PlanFileError([FieldProblem(line, "", "not-yaml")]) from None
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError):
        raise PlanFileError([FieldProblem(1, "", "not-yaml")]) from None
    if not isinstance(root, yaml.MappingNode):
        raise PlanFileError([FieldProblem(1, "", "not-a-mapping")])
    return root


def refuse_tricks(text: str) -> None:
    """Aliases and deep nesting blow a small file up; a plan needs neither."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise PlanFileError([FieldProblem(line, "", "alias")])
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            raise PlanFileError([FieldProblem(line, "", "not-yaml")])
        if isinstance(event, yaml.ScalarEvent) and UNSTORABLE.search(event.value):
            raise PlanFileError([FieldProblem(line, "", "not-yaml")])


def _fields(
    reader: _Reader, node: yaml.Node, where: str, known: tuple[str, ...]
) -> Iterator[tuple[str, yaml.Node]]:
    if not isinstance(node, yaml.MappingNode):
        reader.complain(node, where, "not-a-mapping")
        return
    seen: set[str] = set()
    for key, value in node.value:
        name = _scalar(key)
        if name in seen:
            reader.complain(key, f"{where}{name}", "duplicate")
        elif name not in known:
            reader.complain(key, f"{where}{name}", "unknown-field", ", ".join(known))
        elif name == "milestones" or not _is_null(value):
            yield name, value
        seen.add(name)


def _scalar(node: yaml.Node) -> str:
    """The text of a scalar; empty for anything else, which is never written out."""
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _is_null(node: yaml.Node) -> bool:
    return bool(node.tag == "tag:yaml.org,2002:null")


def _text(
    reader: _Reader, node: yaml.Node | None, name: str, parent: yaml.Node, *, is_required: bool = False
) -> str:
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value.strip()):
        if is_required:
            reader.complain(node or parent, name, "missing")
        return ""
    if not isinstance(node, yaml.ScalarNode):
        reader.complain(node, name, "not-text")
        return ""
    text = " ".join(node.value.split())
    most = LONGEST.get(name.rpartition(".")[2], LONGEST_TEXT)
    if len(text) > most:
        reader.complain(node, name, "too-long", str(most))
    return text


def _texts(reader: _Reader, node: yaml.Node | None, name: str) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        reader.complain(node, name, "not-a-list")
        return ()
    return tuple(_text(reader, item, name, node, is_required=True) for item in node.value)


def _day(reader: _Reader, node: yaml.Node | None, name: str) -> date | None:
    if node is None or node.value == "":
        return None
    try:
        return date.fromisoformat(_scalar(node))
    except ValueError:
        reader.complain(node, name, "not-a-date", _scalar(node)[:80])
        return None


def _milestones(
    reader: _Reader, node: yaml.Node | None, root: yaml.Node, issued_on: date | None
) -> Iterator[MilestoneDraft]:
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        reader.complain(node or root, "milestones", "missing" if node is None else "not-a-list")
        return
    for number, item in enumerate(node.value, start=1):
        yield _milestone(reader, item, f"milestones[{number}].", issued_on)


def _milestone(reader: _Reader, node: yaml.Node, where: str, issued_on: date | None) -> MilestoneDraft:
    fields = dict(_fields(reader, node, where, MILESTONE_FIELDS))
    kind = _one_of(reader, fields.get("kind"), f"{where}kind", node, tuple(FORM_OF_KIND)) or "other"
    form = FORM_OF_KIND[kind]
    if "form" in fields:
        form = _one_of(reader, fields["form"], f"{where}form", node, reader.forms) or form
    groups = _texts(reader, fields.get("groups"), f"{where}groups")
    units = _texts(reader, fields.get("units"), f"{where}units")
    if not groups and not units:
        reader.complain(node, f"{where}groups", "no-addressee")
    deadline, rrule = _deadline(reader, fields, where, node, issued_on)
    return MilestoneDraft(
        title=_text(reader, fields.get("title"), f"{where}title", node, is_required=True),
        kind=kind,
        form=form,
        deadline=deadline,
        groups=groups,
        units=units,
        clause=_text(reader, fields.get("clause"), f"{where}clause", node),
        recipient=_text(reader, fields.get("recipient"), f"{where}recipient", node),
        via=_text(reader, fields.get("via"), f"{where}via", node),
        rrule=rrule,
    )


def _one_of(
    reader: _Reader, node: yaml.Node | None, name: str, parent: yaml.Node, known: tuple[str, ...]
) -> str | None:
    value = _text(reader, node, name, parent, is_required=True)
    if value and value not in known:
        reader.complain(node or parent, name, "not-one-of", ", ".join(known))
        return None
    return value or None


def _deadline(
    reader: _Reader, fields: dict[str, yaml.Node], where: str, node: yaml.Node, issued_on: date | None
) -> tuple[Deadline | None, str]:
    """The deadline and, for a duty that comes back, its rule: from the words, from `rrule`, or from both."""
    phrase, rrule = (
        _text(reader, fields.get(name), f"{where}{name}", node) for name in ("deadline", "rrule")
    )
    try:
        return read_series(phrase, rrule, issued_on, reader.zone)
    except DomainError as error:
        name = "rrule" if rrule and ("rrule" in error.code or not phrase) else "deadline"
        reader.complain(fields[name], f"{where}{name}", error.code, _scalar(fields[name])[:80])
        return None, ""


def _policy(reader: _Reader, node: yaml.Node | None) -> ReminderPolicy:
    default = ReminderPolicy()
    if node is None:
        return default
    fields = dict(_fields(reader, node, "policy.", POLICY_FIELDS))
    return ReminderPolicy(
        days_before=_days(reader, fields.get("days_before"), "policy.days_before", default.days_before),
        working_days_after=_days(
            reader, fields.get("working_days_after"), "policy.working_days_after", default.working_days_after
        ),
        then_every_days=_whole(
            reader, fields.get("then_every_days"), "policy.then_every_days", default.then_every_days
        ),
        at=_hour(reader, fields.get("at"), "policy.at", default.at),
        quiet_from=_hour(reader, fields.get("quiet_from"), "policy.quiet_from", default.quiet_from),
        quiet_until=_hour(reader, fields.get("quiet_until"), "policy.quiet_until", default.quiet_until),
    )


def _days(reader: _Reader, node: yaml.Node | None, name: str, default: tuple[int, ...]) -> tuple[int, ...]:
    if node is None:
        return default
    if not isinstance(node, yaml.SequenceNode):
        reader.complain(node, name, "not-a-list")
        return default
    return tuple(_whole(reader, item, name, 0) for item in node.value)


def _whole(reader: _Reader, node: yaml.Node | None, name: str, default: int) -> int:
    if node is None:
        return default
    if not re.fullmatch(r"\d{1,3}", _scalar(node), re.ASCII) or int(node.value) > MOST_DAYS:
        reader.complain(node, name, "not-a-number", _scalar(node)[:80])
        return default
    return int(node.value)


def _hour(reader: _Reader, node: yaml.Node | None, name: str, default: time) -> time:
    if node is None:
        return default
    try:
        hour = time.fromisoformat(_scalar(node))
        if hour.tzinfo is not None:
            raise ValueError("an hour is local")
        return hour
    except ValueError:
        reader.complain(node, name, "not-an-hour", _scalar(node)[:80])
        return default
