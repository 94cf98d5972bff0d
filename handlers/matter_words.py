"""How a matter is told: the notice with its buttons, the line of a list, the line of the digest."""

from domain import wording
from domain.messages import Choice, Reply
from domain.roles import Action
from handlers import phrases
from handlers.conversation import Turn
from locales import say
from services.actors import Actor
from services.extension_requests import KIND as EXTENSION
from services.extension_requests import offer_for
from services.matter_list import MatterView, count_open
from services.work import Work

LONGEST_WORDS = 300


def notice_of(work: Work, matter: MatterView, language: str) -> Reply:
    """A matter as staff see it, with a button for each thing that can be done."""
    if matter.kind == EXTENSION and matter.is_open:
        return _request_of(work, matter, language)
    return Reply(_text(work, matter, language), _steps(matter, language))


def head_of(turn: Turn, counts: dict[str, int]) -> str:
    """How many matters of each kind are open."""
    if not counts:
        return turn.say("matters-none")
    return turn.say("matters-head", counts=_counted(counts, turn.language))


def line_of(turn: Turn, matter: MatterView) -> str:
    """One line of the list."""
    return turn.say(
        "matter-line",
        number=matter.id,
        kind=kind_words(matter.kind, turn.language),
        unit=matter.unit_name or "–",
        words=phrases.shortened(" ".join(matter.words.split()), 60),
        state=_state(matter, turn.language),
    )


def digest_matters(work: Work, reader: Actor) -> str:
    """What the daily digest says of open matters; empty when there are none for this reader."""
    counts = count_open(work, reader) if reader.may(Action.SETTLE_MATTERS) else {}
    return say("digest-matters", reader.language, counts=_counted(counts, reader.language)) if counts else ""


def kind_words(kind: str, language: str) -> str:
    """The kind of a matter in words."""
    return say(f"matter-kind-{kind.replace('_', '-')}", language)


def _text(work: Work, matter: MatterView, language: str) -> str:
    about = say("matter-duty", language, duty=matter.duty) if matter.duty else ""
    text = say(
        "matter-notice",
        language,
        number=matter.id,
        kind=kind_words(matter.kind, language),
        name=matter.person_name or "–",
        unit=matter.unit_name or "–",
        at=phrases.instant(work, matter.created_at),
        words=phrases.shortened(matter.words, LONGEST_WORDS),
    )
    lines = [text, about, _state(matter, language) if matter.state != "open" else ""]
    if matter.answer:
        lines.append(say("matter-answer-line", language, answer=phrases.shortened(matter.answer, 200)))
    return "\n".join(line for line in lines if line)


def _request_of(work: Work, matter: MatterView, language: str) -> Reply:
    offer = offer_for(work, matter)
    text = say(
        "extension-asked-notice",
        language,
        number=matter.id,
        name=matter.person_name or "–",
        unit=matter.unit_name or "–",
        duty=matter.duty,
        until=phrases.deadline(work, offer.view, language),
        words=phrases.shortened(matter.words, LONGEST_WORDS),
    )
    choices = [
        Choice(
            say(
                "extension-wished" if name == "wished" else "extension-days",
                language,
                **({} if name == "wished" else {"count": name}),
                day=wording.day(day),
            ),
            f"/matters grant {matter.id} {day.isoformat()}",
        )
        for name, day in offer.days.items()
    ]
    choices.append(Choice(say("extension-other-day", language), f"/matters grant {matter.id}"))
    choices.append(Choice(say("extension-refuse", language), f"/matters refuse {matter.id}"))
    return Reply(text, tuple(choices))


def _steps(matter: MatterView, language: str) -> tuple[Choice, ...]:
    if not matter.is_open:
        return ()
    names = ("take", "answer", "close") if matter.state == "open" else ("answer", "close")
    return tuple(Choice(say(f"matter-{name}", language), f"/matters {name} {matter.id}") for name in names)


def _state(matter: MatterView, language: str) -> str:
    return say(f"matter-state-{matter.state}", language, name=matter.owner_name or "–")


def _counted(counts: dict[str, int], language: str) -> str:
    return ", ".join(
        f"{kind_words(kind, language)} {wording.number(count)}" for kind, count in counts.items()
    )
