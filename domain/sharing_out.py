"""Which report each value of one message is for, when it answers several duties or tells of several units."""

from collections.abc import Collection, Mapping, Sequence

from domain.forms import Form, Value, Values

# Said once, these hold for every unit that says nothing else.
COMMON = ("dates", "mode")


def share_out(names: Collection[str], forms: Sequence[Form]) -> list[frozenset[str]]:
    """What each of these forms gets of the named values: each goes to the first form that takes it.

    The first form that takes anything gets it; a further one only when it gets a value it cannot do
    without, for a remark alone makes no second report.
    """
    left, shares = set(names), list[frozenset[str]]()
    for form in forms:
        share = frozenset(form.names & left)
        if any(shares) and share.isdisjoint(_required(form)):
            share = frozenset()
        left -= share
        shares.append(share)
    return shares


def tells_enough(names: Collection[str], form: Form) -> bool:
    """Whether words are about a report of this form: they give half of what it cannot do without.

    A bare number or a form of meeting alone may belong to anything.
    """
    required = _required(form)
    return bool(required) and 2 * len(required & set(names)) >= len(required)


def with_common(head: Values, parts: Sequence[Values]) -> list[dict[str, Value]]:
    """The values of each part of a message, with what the message says once for all of them.

    A day or form of meeting holds for all when the head names it, or when a single part does. When
    several parts name one, a part without stays without: it has to be asked.
    """
    common = dict(head)
    for name in COMMON:
        named = [part[name] for part in parts if name in part]
        if len(named) == 1:
            common.setdefault(name, named[0])
    return [{**_only(common, COMMON), **part} for part in parts]


def _required(form: Form) -> set[str]:
    return {field.name for field in form.fields if field.is_required}


def _only(values: Mapping[str, Value], names: Collection[str]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name in names}
