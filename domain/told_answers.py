"""An answer as a whole: the field that was asked for, and all else the same words tell of the report."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from domain.field_reading import read_answer
from domain.forms import BUILT_IN_FIELDS, Field, FieldKind, Value, Values
from domain.parsing.replies import Understanding, understand
from domain.parsing.understanding import ReplyContext
from domain.said_beside import figures_meant, with_days_kept
from domain.supplements import as_whole, supplemented

FIGURES = frozenset({"attended", "total", "absent"})
# Words that say of the duty that it was done, or mend what was said of it.
_TELLING = frozenset({"record", "record_partial", "ask_again", "correction", "supplement", "attachment"})
# At the question for one of these whole lines are typed; other answers are words of any kind.
_OF_THE_MEETING = frozenset({"dates", "attended", "total", "mode"})
_DIGIT = re.compile(r"\d")
# What the words of an answer of such a kind would be read as, if they were not the answer.
_SAME_WORDS = {
    FieldKind.INTEGER: FIGURES,
    FieldKind.DATE: frozenset({"dates"}),
    FieldKind.DATES: frozenset({"dates"}),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer tells.

    Attributes:
        values: what is to be kept; said last, it replaces what was said before.
        readings: what doubtful figures may mean, to be offered before anything else is asked.
        flags: why something is asked.
    """

    values: dict[str, Value]
    readings: tuple[dict[str, Value], ...] = ()
    flags: tuple[str, ...] = ()


def read_told(field: Field, text: str, context: ReplyContext, known: Values) -> Told:
    """What words tell that answer the question for a field; `known` is what was told of the report before."""
    answer = read_answer(field, text, replace(context, asked=field.name))
    plain = understand(text, replace(context, asked=None, previous=None))
    if BUILT_IN_FIELDS.get(field.name) is field and field.name in _OF_THE_MEETING:
        return _of_the_meeting(field.name, answer, plain, text, context, known)
    # "Thiếu tài liệu hôm 20/6" is a difficulty, and no other day of the meeting.
    beside = _without(_values_of(plain, {}), known.keys() | _SAME_WORDS.get(field.kind, frozenset()))
    return Told({**beside, **answer.fields} if field.name in answer.fields else {}, (), answer.flags)


def read_instead(text: str, context: ReplyContext, known: Values) -> Told:
    """What words tell of an open report when a button was offered, or the card is shown."""
    whole = understand(text, replace(context, asked=None, previous=known or None))
    values = with_days_kept(text, _values_of(whole, known), known)
    told = _with_doubts(values, whole, known, whole.flags)
    return _with_lone_number(told, text, known)


def _of_the_meeting(
    name: str, answer: Understanding, plain: Understanding, text: str, context: ReplyContext, known: Values
) -> Told:
    """The answer to a question for the day, the figures or the form; `plain` is the text read on its own."""
    changed = understand(text, replace(context, asked=None, previous=known)) if known else plain
    if name in FIGURES:
        whole = changed if plain.action == "correction" else plain
        return _of_figures(answer, whole, _values_of(whole, known), text, known)
    mends = plain.action == "correction" or changed.action == "supplement"
    whole = changed if mends else plain
    beside = _values_of(whole, known)
    if "dates" in answer.fields and not _tells_of_day_ahead(answer.flags):
        # What may be a day or a number of people is the day that was asked for.
        beside = _without(beside, FIGURES) if _are_days_to_the_question(answer, beside) else beside
        if _is_only_ambiguous(whole):
            return Told({**beside, **answer.fields}, (), answer.flags)
    values, flags = {**beside, **answer.fields}, (*answer.flags, *whole.flags)
    if mends or _is_whole_line(plain) or "attended" not in known or _is_contradictory(whole):
        return _with_doubts(values, whole, known, flags)
    told = _checked_figures(values, whole, known, flags)
    is_aside = name in answer.fields and not any({"attended", "total"} <= one.keys() for one in told.readings)
    return _with_lone_number(replace(told, readings=()) if is_aside else told, text, known)


def _with_lone_number(told: Told, text: str, known: Values) -> Told:
    """A number on its own does not replace figures without asking."""
    is_settled = bool(FIGURES & told.values.keys()) or any(
        {"attended", "total"} <= one.keys() for one in told.readings
    )
    meant = () if is_settled else figures_meant(text, known)
    return replace(told, readings=meant) if meant else told


def _of_figures(
    answer: Understanding, whole: Understanding, beside: Values, text: str, known: Values
) -> Told:
    """The answer to a question how many: the numbers are what was asked for, unless they are a day's."""
    if FIGURES & answer.fields.keys() and _is_only_a_day(answer, whole):
        return Told(dict(beside), (), whole.flags)
    if _DIGIT.search(text) and not _is_whole_line(whole):
        beside = _without(beside, _of_something_else(whole) & known.keys())
    if FIGURES & answer.fields.keys():
        return Told({**_without(beside, FIGURES), **answer.fields}, (), answer.flags)
    if answer.readings:
        return Told(_without(beside, {*FIGURES, "mode"}), answer.readings, answer.flags)
    if not _is_whole_line(whole) and whole.action != "correction":
        beside = _without(beside, {"attended", "total"} & known.keys())
    return _with_doubts({**beside, **answer.fields}, whole, known, (*answer.flags, *whole.flags))


def _of_something_else(whole: Understanding) -> set[str]:
    """`50, cả 2 đồng chí chuyển về hôm 10/6`: neither the day nor the form is that of the meeting."""
    is_written = bool(_DIGIT.search(whole.quotes.get("dates", "")))
    return {"mode"} if whole.action == "correction" and is_written else {"dates", "mode"}


def _is_whole_line(whole: Understanding) -> bool:
    return whole.fields.keys() >= {"attended", "total"}


def _is_contradictory(whole: Understanding) -> bool:
    return whole.action == "ask_again" and "attended" in whole.ask and not _is_only_ambiguous(whole)


def _checked_figures(values: Values, whole: Understanding, known: Values, flags: Sequence[str]) -> Told:
    """`20/6 tại hội trường 2` after 45/50: a lone number does not replace figures without asking."""
    attended, total = values.get("attended", known["attended"]), known.get("total")
    is_same = values.get("total", total) == total and attended == known["attended"]
    if is_same or not (isinstance(attended, int) and isinstance(total, int)):
        return _with_doubts(_without(values, () if is_same else FIGURES), whole, known, flags)
    kept = _without(values, FIGURES)
    if "attended" not in values or not 0 < attended <= total:
        return Told(kept, (), tuple(flags))
    readings: tuple[dict[str, Value], ...] = (
        {"attended": attended, "total": total},
        {"attended": known["attended"], "total": total},
    )
    return Told(kept, readings, ())


def _with_doubts(values: Values, whole: Understanding, known: Values, flags: Sequence[str]) -> Told:
    """Figures that are in doubt are asked about, unless what was told before settles them."""
    readings = tuple(one for one in whole.readings if FIGURES & one.keys())
    is_contradictory = whole.action in ("ask_again", "correction") and "attended" in whole.ask
    if FIGURES & values.keys() and not is_contradictory:
        return _checked_absent(values, known, flags)
    pairs = [one for one in readings if one.get("total") == known.get("total", "") and "attended" in one]
    if len(pairs) == 1 and _is_only_ambiguous(whole):
        return Told({**_without_days_ahead(values, flags), **pairs[0]})
    if not readings or (FIGURES & known.keys() and _tells_of_day_ahead(flags)):
        return Told(dict(values), (), tuple(flags))
    return Told(_without(_without_days_ahead(values, flags), FIGURES), readings, _whys(flags))


def _checked_absent(values: Values, known: Values, flags: Sequence[str]) -> Told:
    """`vắng 3` where 45 of 50 was said: which of the figures is right is asked, not reckoned."""
    attended, total, absent = known.get("attended"), known.get("total"), values.get("absent")
    is_lone = {"attended", "total", "absent_reasons", "absent_excused"}.isdisjoint(values)
    if not is_lone or not (isinstance(attended, int) and isinstance(total, int) and isinstance(absent, int)):
        return Told(dict(values), (), tuple(flags))
    if absent == total - attended or absent > total:
        return Told(dict(values), (), tuple(flags))
    readings: tuple[dict[str, Value], ...] = (
        {"attended": total - absent, "total": total},
        {"attended": attended, "total": attended + absent},
        {"attended": attended, "total": total},
    )
    return Told(_without(values, FIGURES), readings, ("attended+absent!=total", *flags))


def _is_only_ambiguous(whole: Understanding) -> bool:
    return bool(whole.flags) and all(flag.startswith("ambiguous:") for flag in whole.flags)


def _tells_of_day_ahead(flags: Sequence[str]) -> bool:
    return any(flag.startswith("future_date:") for flag in flags)


def _without_days_ahead(values: Values, flags: Sequence[str]) -> dict[str, Value]:
    """`6/7` in June is rather a number of people than a day on which something was done."""
    return _without(values, {"dates"}) if _tells_of_day_ahead(flags) else dict(values)


def _whys(flags: Sequence[str]) -> tuple[str, ...]:
    """Why figures are asked; what else the words tell is said when its turn comes."""
    return tuple(flag for flag in flags if not flag.startswith("future_date:"))


def _values_of(whole: Understanding, known: Values) -> dict[str, Value]:
    if whole.action == "supplement" and "attended" in known:
        by_now = supplemented(known, whole.fields)
        return {name: value for name, value in by_now.items() if value != known.get(name)}
    return as_whole(whole.fields) if whole.action in _TELLING else {}


def _is_only_a_day(answer: Understanding, whole: Understanding) -> bool:
    """`hôm 20` to the question how many: the only number is that of a day."""
    numbers = {str(value) for name, value in answer.fields.items() if name in FIGURES}
    in_days = set(re.findall(r"\d+", whole.quotes.get("dates", "")))
    return numbers <= in_days and not FIGURES & whole.fields.keys()


def _are_days_to_the_question(answer: Understanding, beside: Values) -> bool:
    """`5/6, 20/6` to the question for the day: two days, and no figures beside one."""
    days, others = answer.fields.get("dates"), beside.get("dates")
    return isinstance(days, list) and isinstance(others, list) and set(days) > set(others)


def _without(values: Values, names: Collection[str]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in names}
