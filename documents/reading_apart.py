"""Reads a plan document in a process of its own: `-m documents.reading_apart NAME ZONE [WORDING …] < FILE`.

Whatever a file makes the libraries do holds neither the event loop nor the database, and can be stopped.
The answer is one line of JSON: `facts` and `duties`, or `error` with its `details`.
"""

import json
import sys
from contextlib import suppress
from typing import Any
from zoneinfo import ZoneInfo

from documents.plan_text import LARGEST_FILE
from documents.proposed_plan import read_proposal
from domain.errors import DomainError
from domain.plan_proposals import duties_to_json, facts_to_json
from domain.wording import size

# Of computing; the programs that read scans have bounds of their own.
LONGEST_SECONDS = 60
LARGEST_MEMORY = 1024**3


def main() -> None:
    """Read what stands on stdin and answer on stdout."""
    _limit_resources()
    sys.stdout.write(json.dumps(_answer(sys.argv[1], ZoneInfo(sys.argv[2]), tuple(sys.argv[3:]))))


def _answer(name: str, zone: ZoneInfo, wordings: tuple[str, ...]) -> dict[str, Any]:
    try:
        proposal = read_proposal(name, sys.stdin.buffer.read(), zone, wordings)
    except DomainError as error:
        return {"error": error.code, "details": error.details}
    except (MemoryError, RecursionError):
        return {"error": "plan-file-too-large", "details": {"limit": size(LARGEST_FILE)}}
    return {"facts": facts_to_json(proposal.facts), "duties": duties_to_json(proposal.duties)}


def _limit_resources() -> None:
    """Bounds that hold even when whoever waits for the answer is gone; Windows knows none of them."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))


if __name__ == "__main__":
    main()
