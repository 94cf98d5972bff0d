"""A file that appears under its name only when it is complete."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def unfinished(file: Path) -> Iterator[Path]:
    """Another name beside `file` to write under; whatever is left of it when the block ends is removed.

    Only this user may read it, because a copy of the database holds what people wrote.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield part
    finally:
        for left in part.parent.glob(f"{part.name}*"):
            left.unlink()


def take_over(file: Path, part: Path) -> None:
    """Give `part` the rights and owner of the file it will replace: the bot may be another user."""
    shutil.copymode(file, part)
    with suppress(OSError):
        shutil.chown(part, file.stat().st_uid, file.stat().st_gid)


def put_in_place(part: Path, file: Path) -> None:
    """Give a complete file its name, for good: also after a power cut."""
    part.replace(file)
    if os.name == "posix":
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
