"""What a supplement makes of a report: days are joined, those who attended later are added."""

from domain.forms import MODES, Value, Values

CUMULATIVE = "attended_cumulative"
BOTH_WAYS = MODES[-1]


def supplemented(before: Values, later: Values) -> dict[str, Value]:
    """The values of the whole report once what came later is added to what was reported before.

    `attended_cumulative`, or an attended given together with the same total and not below the former one,
    is the figure of all who have attended by now; any other attended counts the further ones only.
    """
    values: dict[str, Value] = {**before, **later}
    values.pop(CUMULATIVE, None)
    values.pop("absent", None)
    _join_days(before, later, values)
    _add_people(before, later, values)
    if {before.get("mode"), later.get("mode")} >= {MODES[0], MODES[1]}:
        values["mode"] = BOTH_WAYS
    return values


def by_now(before: Values, answer: Values) -> dict[str, Value]:
    """The answer to how many have attended by now: fewer than before can only be those who came later."""
    known, told = before.get("attended"), answer.get("attended")
    if not isinstance(known, int) or not isinstance(told, int) or told >= known:
        return dict(answer)
    total = {"total": before["total"]} if "total" in answer and "total" in before else {}
    return {**answer, "attended": known + told, **total}


def as_whole(values: Values) -> dict[str, Value]:
    """Values that are no supplement: who has attended by now is who attended."""
    whole = {name: value for name, value in values.items() if name != CUMULATIVE}
    if CUMULATIVE in values:
        whole.setdefault("attended", values[CUMULATIVE])
    return whole


def _join_days(before: Values, later: Values, values: dict[str, Value]) -> None:
    for name, known in before.items():
        added = later.get(name)
        if isinstance(known, list) and isinstance(added, list):
            values[name] = sorted({*known, *added})


def _add_people(before: Values, later: Values, values: dict[str, Value]) -> None:
    known, further, by_now = before.get("attended"), later.get("attended"), later.get(CUMULATIVE)
    if isinstance(by_now, int):
        values["attended"] = by_now
    elif isinstance(known, int) and isinstance(further, int) and not _is_of_all(before, later):
        values["attended"] = known + further
        # `học bù 5/5`: the total of those who were absent is not the unit's.
        if isinstance(before.get("total"), int):
            values["total"] = before["total"]


def _is_of_all(before: Values, later: Values) -> bool:
    known, further, total = before.get("attended"), later.get("attended"), later.get("total")
    is_same_total = isinstance(total, int) and total == before.get("total")
    return is_same_total and isinstance(known, int) and isinstance(further, int) and further >= known
