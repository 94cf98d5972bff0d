"""The card that shows what was understood, and the question for each field."""

from collections.abc import Sequence

from domain import wording
from domain.forms import BUILT_IN_FIELDS, MODES, Field, FieldKind, Form, Values
from handlers import phrases
from handlers.conversation import Turn
from locales import say
from services.assignments import AssignmentView

LONGEST_SHOWN = 120
HEADS = {"report": "card-head", "correction": "card-correction", "supplement": "card-supplement"}
WHY = {
    "attended>total": "why-attended-over-total",
    "absent>total": "why-absent-over-total",
    "attended+absent!=total": "why-absent-mismatch",
    "conflicting_figures": "why-conflicting-figures",
    "pct_mismatch": "why-pct-mismatch",
    "no_such_day": "why-no-such-day",
    "future_date": "why-future-date",
    "outside_window": "why-outside-window",
    "date_mismatch": "why-weekday-mismatch",
    "weekday_mismatch": "why-weekday-mismatch",
    "sessions_total": "why-sessions-total",
    "reasons>absent": "why-reasons-over-absent",
    "raw_telex": "why-raw-telex",
    "parts_of_unit": "why-parts-of-unit",
    "confirm": "why-confirm",
}


def card_text(
    turn: Turn,
    view: AssignmentView,
    form: Form,
    values: Values,
    member_word: str,
    *,
    kind: str = "report",
    source: str = "",
) -> str:
    """What will be recorded, line by line; of a correction or supplement, old → new for what it changes."""
    before = view.values if kind != "report" and view.has_report else None
    head = turn.say(HEADS[kind], duty=view.title, unit=view.unit_name)
    body = card_lines(turn.language, form, values, member_word, before)
    lines = [head, body]
    if source:
        lines.insert(1, turn.say(f"card-entered-{source}"))
    if before is not None and not changed_names(before, values):
        lines.append(turn.say("card-unchanged"))
    return "\n".join(lines)


def card_lines(
    language: str, form: Form, values: Values, member_word: str, before: Values | None = None
) -> str:
    """The values line by line; where `before` differs it is shown as old → new."""
    lines = [
        _line(language, values, field, member_word, before)
        for field in form.fields
        if field.name != "total" or "attended" not in values
    ]
    return "\n".join(line for line in [*lines, *beside_lines(language, values)] if line)


def beside_lines(language: str, values: Values) -> list[str]:
    """What the unit told beside the figures: why members were absent, guests, who spoke."""
    reasons = values.get("absent_reasons")
    told = []
    if isinstance(reasons, dict):
        named = [
            (say(f"absent-{name.replace('_', '-')}", language), count) for name, count in reasons.items()
        ]
        told.append(say("beside-reasons", language, reasons=", ".join(f"{name} {n}" for name, n in named)))
    for name in ("absent_excused", "non_party", "speaker"):
        if name in values:
            shown = phrases.value(name, values[name], language)
            told.append(say(f"beside-{name.replace('_', '-')}", language, value=shown))
    return [f"– {line}" for line in told]


def changed_names(before: Values, values: Values) -> list[str]:
    """The values that differ; empty text is as good as none."""
    names = dict.fromkeys([*before, *values])
    return [name for name in names if (before.get(name) or "") != (values.get(name) or "")]


def figures(values: Values) -> str:
    """`45/50`, or "" when they are not known."""
    attended, total = values.get("attended"), values.get("total")
    if not isinstance(attended, int) or not isinstance(total, int):
        return ""
    return f"{wording.number(attended)}/{wording.number(total)}"


def question(language: str, view: AssignmentView, field: Field) -> str:
    """What is asked for one field; a field that staff added asks in its own words."""
    asked = field.question
    if not asked and field.name in BUILT_IN_FIELDS:
        asked = say(f"ask-{field.name.replace('_', '-')}", language, duty=view.title, unit=view.unit_name)
    asked = asked or say("ask-field", language, field=field.label)
    return f"{asked}\n{field.help}" if field.help else asked


def label(language: str, field: Field) -> str:
    """What a field is called."""
    return field.label or say(f"field-{field.name.replace('_', '-')}", language)


def field_options(turn: Turn, view: AssignmentView, field: Field) -> list[tuple[str, str]]:
    """Answers that can be pressed instead of typed, as (label, value)."""
    if field.kind is FieldKind.CHOICE:
        return _choices(turn, field)
    if field.kind in (FieldKind.DATE, FieldKind.DATES):
        return [(turn.say("today"), "hôm nay"), (turn.say("yesterday"), "hôm qua")]
    if field.name == "total" and view.member_count:
        registered = turn.say("total-as-registered", total=wording.number(view.member_count))
        return [(registered, str(view.member_count))]
    return []


def _choices(turn: Turn, field: Field) -> list[tuple[str, str]]:
    if field.choices == MODES:
        return [(turn.say(f"mode-{mode.replace('_', '-')}"), mode.replace("_", " ")) for mode in MODES]
    return [(choice, f"#{number}") for number, choice in enumerate(field.choices, start=1)]


def why_asked(turn: Turn, flags: Sequence[str]) -> str:
    """The contradiction that was found, in one sentence; empty when there is none to tell."""
    for flag in flags:
        code, _, detail = flag.partition(":")
        key = WHY.get(code)
        if key is not None:
            return turn.say(key, detail=detail.replace(".", ",") if code == "pct_mismatch" else detail)
    return ""


def _line(language: str, values: Values, field: Field, member_word: str, before: Values | None) -> str:
    if field.name == "attended" and "attended" in values and "total" in values:
        return _attendance(language, values, member_word, before)
    if field.name not in values and field.name not in (before or {}):
        return ""
    new = _shown(field, values, language)
    if before is not None and before.get(field.name) != values.get(field.name):
        new = f"{_shown(field, before, language)} → {new}"
    return f"– {label(language, field)}: {new}"


def _shown(field: Field, values: Values, language: str) -> str:
    if field.name not in values:
        return say("value-none", language)
    return phrases.shortened(phrases.value(field.name, values[field.name], language), LONGEST_SHOWN)


def _attendance(language: str, values: Values, member_word: str, before: Values | None) -> str:
    attended, total = values["attended"], values["total"]
    assert isinstance(attended, int) and isinstance(total, int)
    was = figures(before) if before is not None else ""
    is_changed = was not in ("", figures(values))
    return say(
        "card-attendance",
        language,
        attended=f"{was} → {wording.number(attended)}" if is_changed else wording.number(attended),
        total=wording.number(total),
        absent=wording.number(total - attended),
        rate=wording.percent(attended / total if total else None),
        word=member_word,
    )
