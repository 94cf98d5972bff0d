"""How long a reply and a plan document take to be understood, beside the least that can be done with them."""

import asyncio
import io
import re
import resource
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

from docx import Document

from benchmarks.sections import Section, ratio
from bot.plan_reader import read_apart
from documents.proposed_plan import read_proposal
from services.plan_documents import UnreadDocument
from tests.domain.understanding.corpus import Case, cases, read

REPLIES = "held_out_6.jsonl"
PLAN = Path(__file__).parents[2] / "tests/domain/plan/documents/ke-hoach-14-nq-tu.txt"
COPIES = 5
DUTIES = 3
ZONE = "Asia/Ho_Chi_Minh"
MOST_SECONDS, MOST_MICROSECONDS = 2.0, 1000.0
TICK_SECONDS = 0.005
# What somebody in a hurry would write: figures and a day anywhere in the text.
NAIVE = re.compile(r"(?P<attended>\d+)\s*/\s*(?P<total>\d+)(?:.*?(?P<day>\d{1,2})/(?P<month>\d{1,2}))?")
COLUMNS = ("Đôn Đốc", "baseline", "ratio")
ABOUT = """\
`python -m benchmarks reading`. The {count} replies of `{replies}`, written without sight of the rules; the
baseline is one regular expression for `45/50 … 15/6`, and *right* means that who attended and who
there were came out as a person reads them, or nothing where nothing is to be recorded. The plan is the real
one five times over, twenty pages of Word, read in a process of its own as the bot does; the baseline is such
a process that only prints the words of the file. The loop is looked at every 5 ms while that happens; held,
for comparison, by reading in the same process. Medians of {rounds} rounds; of replies that of the calmest."""


@dataclass(frozen=True, slots=True)
class Effort:
    """What reading a document took."""

    seconds: float
    cpu_seconds: float
    longest_hold: float


def measure(_folder: Path, is_quick: bool) -> Section:
    """Replies first, then the document."""
    rounds = 3 if is_quick else 7
    replies = cases(REPLIES)
    section = Section("Reading", COLUMNS, ABOUT.format(count=len(replies), replies=REPLIES, rounds=rounds))
    _add_replies(section, replies, rounds)
    asyncio.run(_add_document(section, _twenty_pages(), rounds))
    return section


def _add_replies(section: Section, replies: list[Case], rounds: int) -> None:
    ours, theirs = _microseconds(read, replies, rounds), _microseconds(_naively, replies, rounds)
    section.add("A reply understood, µs", ours, theirs, ratio(ours, theirs))
    right = sum(_figures(read(case).to_json()) == _figures(case.expected) for case in replies)
    naive = sum(_naively(case) == _figures(case.expected) for case in replies)
    section.add(f"Figures right, of {len(replies)}", right, naive, ratio(right, naive))
    section.promise(ours < MOST_MICROSECONDS, f"a reply takes {ours:.0f} µs")


def _microseconds(understand: Callable[[Case], object], replies: list[Case], rounds: int) -> float:
    """The median reply in the calmest round: what else the computer does is none of ours."""
    medians = []
    for _ in range(rounds):
        taken = []
        for case in replies:
            begins = time.perf_counter()
            understand(case)
            taken.append(time.perf_counter() - begins)
        medians.append(median(taken))
    return min(medians) * 1_000_000


def _figures(shape: dict[str, object]) -> tuple[object, object]:
    return shape.get("attended"), shape.get("total")


def _naively(case: Case) -> tuple[object, object]:
    found = NAIVE.search(case.text)
    return (int(found["attended"]), int(found["total"])) if found else (None, None)


def _twenty_pages() -> bytes:
    word = Document()
    for line in PLAN.read_text(encoding="utf-8").splitlines() * COPIES:
        if line.strip():
            word.add_paragraph(line)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


async def _add_document(section: Section, content: bytes, rounds: int) -> None:
    found = []

    async def ours() -> None:
        found.append(await read_apart(UnreadDocument(1, "plan.docx", content), ZONE))

    async def text_only() -> None:
        words = (sys.executable, "-m", "benchmarks.baselines.text_only")
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*words, stdin=pipe, stdout=pipe)
        await process.communicate(content)

    async def in_the_loop() -> None:
        read_proposal("plan.docx", content, ZoneInfo(ZONE))

    apart, least = await _effort(ours, rounds), await _effort(text_only, rounds)
    within = await _effort(in_the_loop, rounds)
    for name, part in (("ms", "seconds"), ("CPU ms", "cpu_seconds")):
        mine, other = getattr(apart, part), getattr(least, part)
        section.add(f"A plan of 20 pages read, {name}", mine * 1000, other * 1000, ratio(mine, other))
    held = apart.longest_hold, within.longest_hold
    section.add("Longest hold of the loop, ms", held[0] * 1000, held[1] * 1000, ratio(*held))
    section.promise(apart.seconds < MOST_SECONDS, f"a plan of 20 pages takes {apart.seconds:.1f} s")
    duties = {len(proposal.open_dated) for proposal in found}
    section.promise(duties == {DUTIES}, f"{duties} duties were found, not {DUTIES}")


async def _effort(work: Callable[[], Awaitable[None]], rounds: int) -> Effort:
    taken = [await _once(work) for _ in range(rounds)]
    return Effort(
        median(one.seconds for one in taken),
        median(one.cpu_seconds for one in taken),
        median(one.longest_hold for one in taken),
    )


async def _once(work: Callable[[], Awaitable[None]]) -> Effort:
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            looked = time.perf_counter()
            await asyncio.sleep(TICK_SECONDS)
            longest = max(longest, time.perf_counter() - looked - TICK_SECONDS)

    watching = asyncio.create_task(watch())
    await asyncio.sleep(TICK_SECONDS)
    before, began = _cpu_seconds(), time.perf_counter()
    await work()
    seconds, cpu = time.perf_counter() - began, _cpu_seconds() - before
    await asyncio.sleep(2 * TICK_SECONDS)
    watching.cancel()
    return Effort(seconds, cpu, longest)


def _cpu_seconds() -> float:
    """Of the processes that ended, and of this one."""
    return sum(
        resource.getrusage(whose).ru_utime + resource.getrusage(whose).ru_stime
        for whose in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)
    )
