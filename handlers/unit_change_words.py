"""The words of mergers and splits: what staff are asked, and what would happen."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from documents.sheets import MEDIA_TYPE, Cell, LedgerSheet
from domain import wording
from domain.unit_changes import MergeChoice
from handlers import phrases
from handlers.conversation import Turn
from services.files import store_file
from services.succession_list import Holder
from services.unit_outlook import DutyOutlook, Outlook
from services.unit_wishes import MERGE, Successor, UnitChange
from services.units import get_unit

Options = list[tuple[str, str]]
NOBODY = "nobody"
# A preview of more lines than these comes as a sheet, with its heads in the message.
MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """What would happen: the text of the message, and a sheet with every duty when there are many."""

    text: str
    file_id: int | None


def ask_successor(turn: Turn, change: UnitChange) -> tuple[str, Options]:
    """Which unit the others merge into: one of them, or a new one by name."""
    units = [get_unit(turn.work, unit_id) for unit_id in change.unit_ids]
    names = ", ".join(unit.name for unit in units)
    return turn.say("merge-into-which", units=names), [(unit.name, str(unit.id)) for unit in units]


def ask_choice(turn: Turn, outlook: Outlook, outlooks: Sequence[Outlook]) -> tuple[str, Options]:
    """What becomes of a duty that some have reported and some have not, or of all such at once."""
    duty = outlook.undecided
    assert duty is not None
    text = turn.say(
        "merge-choose",
        duty=duty.title,
        parts=_parts(turn, duty),
        unit=outlook.change.successors[0].name,
    )
    options = [(turn.say(f"merge-choice-{choice.value}"), choice.value) for choice in duty.choices]
    count = sum(one.transfer is None for look in outlooks for one in look.duties)
    if count > 1:
        options += [
            (turn.say("merge-choice-all", choice=label, count=count), f"{value}*")
            for label, value in list(options)
        ]
    return text, options


def ask_secretary(turn: Turn, outlook: Outlook) -> tuple[str, Options]:
    """Who speaks for the merged unit; of a split, for which of the units a secretary speaks."""
    change = outlook.change
    if change.kind == MERGE:
        options = [(_person(turn, holder), str(holder.person_id)) for holder in outlook.candidates]
        text = turn.say("merge-secretary", unit=change.successors[0].name)
    else:
        options = [(one.name, str(place)) for place, one in enumerate(change.successors)]
        text = turn.say("split-secretary", name=outlook.candidates[0].name, unit=outlook.units[0])
    return text, [*options, (turn.say("unit-change-nobody"), NOBODY)]


def preview(turn: Turn, outlooks: Sequence[Outlook]) -> Preview:
    """Everything that would happen."""
    blocks = [
        (_head(turn, outlook), _duty_lines(turn, outlook), _people(turn, outlook)) for outlook in outlooks
    ]
    count = sum(len(duties) for _, duties, _ in blocks)
    is_long = count > MOST_LINES
    lines: list[str] = []
    for head, duties, people in blocks:
        lines += [
            head,
            *([turn.say("unit-change-duties", count=len(duties))] if is_long else duties),
            *people,
        ]
    file_id = _sheet(turn, outlooks) if is_long else None
    lines.append(turn.say("unit-change-note" if not is_long else "unit-change-note-sheet"))
    return Preview("\n".join(lines), file_id)


def _head(turn: Turn, outlook: Outlook) -> str:
    change = outlook.change
    into = " + ".join(_successor(turn, one) for one in change.successors)
    return turn.say(f"{change.kind}-head", units=", ".join(outlook.units), into=into)


def _successor(turn: Turn, one: Successor) -> str:
    members = wording.number(one.member_count) if one.member_count is not None else "–"
    key = "unit-change-new" if one.unit_id is None else "unit-change-known"
    return turn.say(key, unit=one.name, code=one.code, members=members)


def _duty_lines(turn: Turn, outlook: Outlook) -> list[str]:
    return [
        turn.say(
            "unit-change-line",
            duty=duty.title,
            parts=_parts(turn, duty),
            outcome=_outcome(turn, outlook, duty),
        )
        for duty in outlook.duties
    ]


def _parts(turn: Turn, duty: DutyOutlook) -> str:
    return ", ".join(
        turn.say("unit-change-part", unit=unit, state=turn.say(f"part-{part.value}"))
        for unit, part in duty.parts
    )


def _outcome(turn: Turn, outlook: Outlook, duty: DutyOutlook) -> str:
    transfer, change = duty.transfer, outlook.change
    assert transfer is not None
    if transfer.waived:
        return turn.say("unit-change-waived")
    until = phrases.last_day(turn.work, duty.late_from, turn.language)
    owing = ", ".join(one.name for one in change.successors)
    anew = change.choices.get(duty.key) is MergeChoice.ANEW
    key = "unit-change-owes-anew" if anew else "unit-change-owes"
    return turn.say(key, units=owing, until=until)


def _people(turn: Turn, outlook: Outlook) -> list[str]:
    lines = []
    for holder in outlook.staying:
        unit = outlook.change.successors[outlook.change.secretaries[holder.person_id]].name
        lines.append(turn.say("unit-change-secretary", name=holder.name, unit=unit))
    if outlook.leaving:
        lines.append(turn.say("unit-change-leaving", names=_unique(one.name for one in outlook.leaving)))
    if outlook.moved:
        lines.append(turn.say("unit-change-moved", count=len(outlook.moved)))
    if outlook.staff:
        lines.append(turn.say("unit-change-staff", names=", ".join(outlook.staff)))
    return lines


def _sheet(turn: Turn, outlooks: Sequence[Outlook]) -> int:
    # Slow to import and seldom needed.
    from documents.ledger import write_ledger

    headings = [turn.say(f"column-change-{name}") for name in ("units", "into", "duty", "parts", "outcome")]
    rows: list[list[Cell]] = [
        [
            ", ".join(outlook.units),
            " + ".join(one.name for one in outlook.change.successors),
            duty.title,
            _parts(turn, duty),
            _outcome(turn, outlook, duty),
        ]
        for outlook in outlooks
        for duty in outlook.duties
    ]
    sheet = LedgerSheet(turn.say("sheet-unit-changes"), headings, (40, 40, 50, 60, 60), rows)
    as_of = turn.say("as-of", at=phrases.instant(turn.work, turn.work.now))
    content = write_ledger(turn.say("sheet-unit-changes"), as_of, [sheet])
    return store_file(turn.work, "thay-doi-don-vi.xlsx", MEDIA_TYPE, content)


def _person(turn: Turn, holder: Holder) -> str:
    return turn.say("unit-change-person", name=holder.name, unit=phrases.shortened(holder.unit_name, 30))


def _unique(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))
