"""What doubtful words may mean, offered as choices: nothing is recorded by guess."""

from collections.abc import Sequence
from datetime import date

from domain.forms import Value, Values
from domain.local_time import local_day
from handlers import phrases
from handlers.conversation import Turn

MOST_OFFERED = 4
OTHERWISE = "otherwise"


def possible_readings(turn: Turn, readings: Sequence[Values]) -> list[dict[str, Value]]:
    """Those that have words to be offered by, likeliest first; days to come are left out."""
    today = local_day(turn.incoming.written_at(turn.work.now), turn.work.zone)
    possible = [dict(reading) for reading in readings if not _lies_ahead(reading, today)]
    return [reading for reading in possible if _label(turn, reading)][:MOST_OFFERED]


def reading_options(turn: Turn, readings: Sequence[Values]) -> list[tuple[str, str]]:
    """(label, place in the list) of each reading, and the way out."""
    options = [(_label(turn, reading), str(place)) for place, reading in enumerate(readings)]
    return [*options, (turn.say("reading-otherwise"), OTHERWISE)]


def picked_reading(readings: Sequence[Values], picked: str) -> dict[str, Value]:
    """The values behind a choice; none when the person means something else."""
    return {} if picked == OTHERWISE else dict(readings[int(picked)])


def told_in_words(turn: Turn, values: Values) -> str:
    """What was just told, so that it is seen to be kept; "" when there is nothing to name."""
    told = _label(turn, values)
    return turn.say("told-so-far", told=told) if told else ""


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
