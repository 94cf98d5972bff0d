"""Words of scanned pages and photos, recognised by Tesseract where it is installed, within bounds.

The programs run as processes of their own, so that whatever a picture makes them do ends with them.
"""

import io
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from domain.errors import DomainError

OnPage = Callable[[int, int], None]
"""Is told which page of how many is being read."""
# Debian's names of what brings each program, and the letters of Vietnamese.
PROGRAMS = {"tesseract": "tesseract-ocr", "pdftoppm": "poppler-utils"}
LANGUAGE, LANGUAGE_PACKAGE = "vie", "tesseract-ocr-vie"
MOST_PAGES = 30
SECONDS_A_PAGE, SECONDS_IN_ALL = 60.0, 300.0
# A page of A4 at 280 dots an inch; a page of any other size becomes as long.
LONGEST_EDGE = 3300
# A page takes about 400 MB; a picture that wants more than this is no page.
MOST_MEMORY, LARGEST_PICTURE = 1024**3, 100 * 1024**2
# Where limits may not be set, as in a sandbox that has its own, the program runs without these.
_LIMITS = (
    f"{{ ulimit -v {MOST_MEMORY // 1024}; ulimit -f {LARGEST_PICTURE // 512}; "
    f'ulimit -t {SECONDS_A_PAGE:.0f}; }} 2>/dev/null; exec "$@"'
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def is_picture(content: bytes) -> bool:
    """A PNG or a JPEG, by its content."""
    return content.startswith(_PICTURES)


def missing_packages() -> list[str]:
    """What has to be installed before scans can be read; empty when all is there."""
    missing = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    if PROGRAMS["tesseract"] in missing or not _knows_vietnamese():
        missing.append(LANGUAGE_PACKAGE)
    return missing


def read_picture(content: bytes) -> str:
    """The words of a photo of a page.

    Raises:
        DomainError: `plan-scan-not-installed`, `plan-scan-unreadable` or `plan-scan-too-slow`.
    """
    _require_programs()
    with tempfile.TemporaryDirectory() as folder:
        picture = Path(folder, "page")
        picture.write_bytes(content)
        return _with_words(_recognise(picture, SECONDS_A_PAGE))


def read_pages(content: bytes, on_page: OnPage) -> str:
    """The words of a PDF whose pages are pictures, page by page.

    Raises:
        DomainError: those of `read_picture`, or `plan-scan-too-long` for more than MOST_PAGES.
    """
    _require_programs()
    count = _page_count(content)
    if count > MOST_PAGES:
        raise DomainError("plan-scan-too-long", most=MOST_PAGES)
    ends_at = time.monotonic() + SECONDS_IN_ALL
    with tempfile.TemporaryDirectory() as folder:
        document = Path(folder, "document.pdf")
        document.write_bytes(content)
        words = []
        for page in range(1, count + 1):
            on_page(page, count)
            picture = _drawn(document, page, ends_at - time.monotonic())
            words.append(_recognise(picture, ends_at - time.monotonic()))
    return _with_words("\n".join(words))


def _require_programs() -> None:
    missing = missing_packages()
    if missing:
        raise DomainError("plan-scan-not-installed", packages=", ".join(missing))


def _knows_vietnamese() -> bool:
    try:
        listed = _run(["tesseract", "--list-langs"], SECONDS_A_PAGE)
    except DomainError:
        return False
    return LANGUAGE in listed.decode(errors="replace").split()


def _page_count(content: bytes) -> int:
    import pypdf

    return len(pypdf.PdfReader(io.BytesIO(content), strict=False).pages)


def _drawn(document: Path, page: int, seconds: float) -> Path:
    """One page as a picture."""
    picture = document.with_name("page")
    wanted = ["-f", str(page), "-l", str(page), "-scale-to", str(LONGEST_EDGE)]
    _run(["pdftoppm", *wanted, "-gray", "-png", "-singlefile", str(document), str(picture)], seconds)
    return picture.with_suffix(".png")


def _recognise(picture: Path, seconds: float) -> str:
    # Segmentation 1 finds out first which way up the page lies, as a photo may lie on its side.
    command = ["tesseract", str(picture), "stdout", "-l", LANGUAGE, "--psm", "1"]
    # The rules of a table come out as `|`, which is how cells are told apart elsewhere.
    return _run(command, seconds).decode(errors="replace").replace("|", " ")


def _with_words(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise DomainError("plan-scan-unreadable")
    return text


def _run(command: list[str], seconds: float) -> bytes:
    """What a program prints, when it ends well within its bounds of memory, disk and time."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "TESSDATA_PREFIX")}
    try:
        done = subprocess.run(  # noqa: S603 - no shell reads the names of files
            ["/bin/sh", "-c", _LIMITS, "sh", *command],
            # One thread: several only take turns where pages are small.
            env={**kept, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=max(1.0, min(seconds, SECONDS_A_PAGE)),
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DomainError("plan-scan-too-slow") from None
    if done.returncode != 0:
        raise DomainError("plan-scan-unreadable")
    return done.stdout
