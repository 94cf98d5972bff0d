"""The card that shows what was understood, and the question for each field."""

from collections.abc import Sequence

from domain import wording
from domain.forms import FORMS, Field, FieldKind, Values
from handlers import phrases
from handlers.conversation import Turn
from services.assignments import AssignmentView

LONGEST_SHOWN = 120
WHY = {
    "attended>total": "why-attended-over-total",
    "absent>total": "why-absent-over-total",
    "absent_mismatch": "why-absent-mismatch",
    "conflicting_figures": "why-conflicting-figures",
    "pct_mismatch": "why-pct-mismatch",
    "no_such_day": "why-no-such-day",
}


def card_text(
    turn: Turn,
    view: AssignmentView,
    values: Values,
    member_word: str,
    *,
    is_correction: bool,
    is_plain: bool = False,
) -> str:
    """What will be recorded, line by line; `is_plain` leaves out the request to confirm."""
    lines = [
        _line(turn, view, values, field, member_word) for field in FORMS[view.form] if field.name != "total"
    ]
    body = "\n".join(line for line in lines if line)
    if is_plain:
        return body
    head = turn.say("card-correction" if is_correction else "card-head", duty=view.title, unit=view.unit_name)
    return f"{head}\n{body}"


def question(turn: Turn, view: AssignmentView, field: Field) -> str:
    """What is asked for one field."""
    return turn.say(f"ask-{field.name.replace('_', '-')}", duty=view.title, unit=view.unit_name)


def field_options(turn: Turn, view: AssignmentView, field: Field) -> list[tuple[str, str]]:
    """Answers that can be pressed instead of typed, as (label, value)."""
    if field.kind is FieldKind.CHOICE:
        return [
            (turn.say(f"mode-{mode.replace('_', '-')}"), mode.replace("_", " ")) for mode in field.choices
        ]
    if field.kind is FieldKind.DATES:
        return [(turn.say("today"), "hôm nay"), (turn.say("yesterday"), "hôm qua")]
    if field.name == "total" and view.member_count:
        label = turn.say("total-as-registered", total=wording.number(view.member_count))
        return [(label, str(view.member_count))]
    return []


def why_asked(turn: Turn, flags: Sequence[str]) -> str:
    """The contradiction that was found, in one sentence; empty when there is none to tell."""
    for flag in flags:
        code, _, detail = flag.partition(":")
        key = WHY.get(code)
        if key is not None:
            return turn.say(key, detail=detail.replace(".", ",") if code == "pct_mismatch" else detail)
    return ""


def _line(turn: Turn, view: AssignmentView, values: Values, field: Field, member_word: str) -> str:
    if field.name == "attended" and "attended" in values and "total" in values:
        return _attendance(turn, values, member_word)
    if field.name not in values:
        return ""
    shown = phrases.shortened(phrases.value(field.name, values[field.name], turn.language), LONGEST_SHOWN)
    return f"– {turn.say('field-' + field.name.replace('_', '-'))}: {shown}"


def _attendance(turn: Turn, values: Values, member_word: str) -> str:
    attended, total = values["attended"], values["total"]
    assert isinstance(attended, int) and isinstance(total, int)
    return turn.say(
        "card-attendance",
        attended=wording.number(attended),
        total=wording.number(total),
        absent=wording.number(total - attended),
        rate=wording.percent(attended / total if total else None),
        word=member_word,
    )
