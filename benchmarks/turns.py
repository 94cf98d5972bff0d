"""What secretaries write, what each of the two bots answers to it, and the counting of both."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from benchmarks.bot_api.client import Attempt, Message

MEMBERS = 50
REPORT, CONFIRMATION, TASKS = "report", "confirmation", "tasks"
PRODUCT_SAYS = {
    "Hệ thống hiểu báo cáo của": REPORT,
    "Đã ghi nhận báo cáo": CONFIRMATION,
    "Các việc đơn vị còn phải thực hiện": TASKS,
}
NAIVE_SAYS = {"Đã ghi: /tasks": TASKS, "Đã ghi: đúng": CONFIRMATION, "Đã ghi: ": REPORT}
Wording = dict[str, str]
"""How a bot's answers begin, and what they answer; the first that fits counts."""


def attended(chat: int) -> int:
    """How many members a secretary reports, not the same for all."""
    return 20 + chat % (MEMBERS - 20)


def words(chat: int, kind: str) -> str:
    """What a secretary types."""
    if kind == REPORT:
        return f"{attended(chat)}/{MEMBERS} ngày 15/6 trực tiếp"
    return "đúng" if kind == CONFIRMATION else "/tasks"


@dataclass(slots=True)
class Burst:
    """What is written, chat by chat in its order, all chats mixed by a seeded random."""

    kinds: dict[int, list[str]]
    messages: list[Message] = field(default_factory=list)

    @classmethod
    def mixed(cls, kinds: dict[int, list[str]], seed: int = 1) -> "Burst":
        """Everybody's messages in one queue."""
        places = [chat for chat, wanted in kinds.items() for _ in wanted]
        random.Random(seed).shuffle(places)  # noqa: S311 - a repeatable order
        left = {chat: iter(wanted) for chat, wanted in kinds.items()}
        return cls(kinds, [(chat, words(chat, next(left[chat]))) for chat in places])

    @classmethod
    def reports(cls, chats: Iterable[int], tasks_of: int = 0) -> "Burst":
        """A report and its confirmation from each chat; the first `tasks_of` also ask for their tasks,
        half of them before and half of them after.
        """
        kinds = {}
        for number, chat in enumerate(chats):
            kinds[chat] = [REPORT, CONFIRMATION]
            if number < tasks_of:
                kinds[chat].insert(0 if number % 2 else 2, TASKS)
        return cls.mixed(kinds)

    def first(self, count: int) -> "Burst":
        """Only the first so many messages."""
        kinds: dict[int, list[str]] = defaultdict(list)
        for chat, _ in self.messages[:count]:
            kinds[chat].append(self.kinds[chat][len(kinds[chat])])
        return Burst(dict(kinds), self.messages[:count])

    def __len__(self) -> int:
        return len(self.messages)


@dataclass(frozen=True, slots=True)
class Answers:
    """What became of a burst, counted from what people can read.

    Attributes:
        lost: messages without their answer.
        repeated: answers that came more than once, as (chat, kind of message) for each further time.
        chats_out_of_order: chats where a first answer came before that of an earlier message.
        unexpected: texts that answer nothing that was written.
    """

    lost: int
    repeated: list[tuple[int, str]]
    chats_out_of_order: int
    unexpected: list[str]


def count_answers(burst: Burst, accepted: Iterable[Attempt], wording: Wording) -> Answers:
    """Compare what was written with what was answered."""
    read: dict[int, list[str]] = defaultdict(list)
    unexpected = []
    for attempt in accepted:
        kind = next((kind for begin, kind in wording.items() if attempt.text.startswith(begin)), None)
        if kind in burst.kinds.get(attempt.chat, ()):
            read[attempt.chat].append(str(kind))
        else:
            unexpected.append(attempt.text)
    repeated = [
        (chat, kind)
        for chat, kinds in read.items()
        for kind, n in Counter(kinds).items()
        for _ in range(n - 1)
    ]
    firsts = {chat: list(dict.fromkeys(kinds)) for chat, kinds in read.items()}
    lost = len(burst) - sum(len(kinds) for kinds in firsts.values())
    in_order = (
        kinds == [kind for kind in burst.kinds[chat] if kind in kinds] for chat, kinds in firsts.items()
    )
    return Answers(lost, repeated, sum(not is_kept for is_kept in in_order), unexpected)
