"""How the Bot API behaves, as a proof asks for it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Rules:
    """All that a proof can ask for.

    Attributes:
        round_trip: seconds between a request and its answer.
        clock_ahead: seconds that people's clocks are ahead of this computer's.
        per_second: most messages in any one second; 0 for no limit.
        has_chat_limits: 1 a second in each chat, 20 a minute in groups.
        blocked: chats whose owner stopped the bot.
        storm: arguments of `storm.Storm`.
        is_down: every send is answered with 500.
        waits: [number of an attempt, chat or None, seconds]: with that attempt begins a wait for that chat,
            or for the whole bot; until it is over every message of its scope is refused.
    """

    round_trip: float = 0.0
    clock_ahead: float = 0.0
    per_second: int = 0
    has_chat_limits: bool = False
    blocked: list[int] = field(default_factory=list)
    storm: dict[str, Any] = field(default_factory=dict)
    is_down: bool = False
    waits: list[tuple[int, int | None, float]] = field(default_factory=list)
