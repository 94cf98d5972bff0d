"""What doubtful words may mean, offered as choices: nothing is recorded by guess."""

import json
from collections.abc import Sequence
from datetime import date

from domain.forms import Value, Values
from domain.local_time import local_day
from handlers import phrases
from handlers.conversation import Turn

MOST_OFFERED = 4
OTHERWISE = "otherwise"
Option = tuple[str, str]


def reading_options(turn: Turn, readings: Sequence[Values]) -> list[Option]:
    """(label, value) of each reading that has words, likeliest first; days to come are left out."""
    today = local_day(turn.incoming.written_at(turn.work.now), turn.work.zone)
    possible = [reading for reading in readings if not _lies_ahead(reading, today)]
    labelled = [(_label(turn, reading), json.dumps(reading, ensure_ascii=False)) for reading in possible]
    return [(words, value) for words, value in labelled if words][:MOST_OFFERED]


def picked_reading(picked: str) -> dict[str, Value]:
    """The values behind a choice; none when the person means something else."""
    return {} if picked == OTHERWISE else dict(json.loads(picked))


def _lies_ahead(reading: Values, today: date) -> bool:
    days = reading.get("dates")
    return isinstance(days, list) and any(date.fromisoformat(day) > today for day in days)


def _label(turn: Turn, reading: Values) -> str:
    parts = []
    if "dates" in reading:
        day = phrases.value("dates", reading["dates"], turn.language)
        parts.append(turn.say("reading-date", day=day))
    attended, total = reading.get("attended"), reading.get("total")
    if isinstance(attended, int) and isinstance(total, int):
        parts.append(turn.say("reading-figures", attended=attended, total=total))
    elif isinstance(attended, int):
        parts.append(turn.say("reading-attended", attended=attended))
    elif isinstance(total, int):
        parts.append(turn.say("reading-total", total=total))
    if "mode" in reading:
        parts.append(phrases.value("mode", reading["mode"], turn.language))
    return "; ".join(parts)
