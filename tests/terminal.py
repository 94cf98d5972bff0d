"""`dondoc …` as a person runs it: a process of its own, in a folder of its own, with settings of its own.

Starting Python and importing the program costs ten times what a command does, so they are forked from one
that has done just that. `DONDOC` starts one from nothing, as a shell would.
"""

import contextlib
import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.context import ForkServerContext
from pathlib import Path
from typing import Any

from tests.databases import database_url

ROOT = Path(__file__).parents[1]
DONDOC = (sys.executable, "-m", "bot.cli")
LONGEST_RUN = 60.0
_IMPORTED = ["bot.build", "bot.cli", "bot.commands.data", "bot.commands.look", "docx", "openpyxl"]


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it printed."""

    code: int | None
    out: str
    err: str

    @property
    def answer(self) -> str:
        """What a command that went well printed."""
        assert (self.code, self.err) == (0, "")
        return self.out

    @property
    def json(self) -> Any:
        return json.loads(self.answer)

    @property
    def complaint(self) -> str:
        """The one line a command that refused left on stderr."""
        assert "Traceback" not in self.out + self.err, self.err[-600:]
        assert self.code == 2, self.err
        assert self.err.strip()
        assert self.err.splitlines() == [self.err.rstrip("\n")], self.err
        return self.err


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """No setting of this computer counts, only those of the test; the code is that beside the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DONDOC_")}
    own = {"PYTHONPATH": str(ROOT), "DONDOC_HTTP_PORT": "0"}
    if "DONDOC_DATABASE_URL" not in settings:
        own["DONDOC_DATABASE_URL"] = database_url(folder)
    return kept | own | settings


def dondoc(folder: Path, *words: str, **settings: str) -> Outcome:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as place:
        process = _context().Process(
            target=_run, args=(words, str(folder), environment(folder, **settings), _umask(), place)
        )
        process.start()
        process.join(LONGEST_RUN)
        if process.exitcode is None:
            process.kill()
            process.join()
        code = process.exitcode
        process.close()
        out, err = (Path(place, name).read_text(encoding="utf-8") for name in ("out", "err"))
    return Outcome(code, out, err)


@contextlib.contextmanager
def running_bot(folder: Path, **settings: str) -> Iterator[subprocess.Popen[bytes]]:
    """`dondoc run`, started from nothing; when the block ends it is asked to end, and must."""
    with subprocess.Popen(
        [*DONDOC, "run"],
        cwd=folder,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as bot:
        try:
            yield bot
            bot.send_signal(signal.SIGTERM)
            assert bot.wait(LONGEST_RUN) == 0
        finally:
            bot.kill()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


def _umask() -> int:
    present = os.umask(0)
    os.umask(present)
    return present


def _run(words: tuple[str, ...], folder: str, settings: dict[str, str], umask: int, place: str) -> None:
    """In the forked process: become what a shell would have started."""
    from bot.cli import main

    for number, name in ((1, "out"), (2, "err")):
        opened = os.open(Path(place, name), os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding="utf-8", write_through=True)
    sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), encoding="utf-8", write_through=True)
    os.chdir(folder)
    os.umask(umask)
    os.environ.clear()
    os.environ.update(settings)
    sys.argv = ["dondoc", *words]
    main()
