"""Scans of plans as people send them: printed by fpdf2, drawn by poppler, so that no text layer is left."""

import io
import os
import subprocess
from pathlib import Path

import pytest
from fpdf import FPDF
from PIL import Image

from documents.scan_text import missing_packages

FONT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf")
A4 = (210, 297)


def require_tesseract() -> None:
    """Elsewhere what is missing is said; where changes land it is a failure."""
    missing = missing_packages() + ([] if FONT.exists() else ["fonts-dejavu-core"])
    if missing:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not installed: {' '.join(missing)}")


def picture_of(words: str, folder: Path) -> bytes:
    """A page with these words as a PNG."""
    printed = FPDF()
    printed.add_font("serif", fname=FONT)
    printed.set_font("serif", size=12)
    printed.add_page()
    printed.multi_cell(0, 6, words)
    printed.output(str(folder / "printed.pdf"))
    command = ["pdftoppm", "-r", "150", "-gray", "-png", "-singlefile", "printed.pdf", "page"]
    subprocess.run(command, cwd=folder, check=True)
    return (folder / "page.png").read_bytes()


def scan_of(*pictures: bytes, stamp: str = "") -> bytes:
    """A PDF whose pages are pictures; a stamp is text above each, as a digital signature leaves it."""
    scanned = FPDF()
    for picture in pictures:
        scanned.add_page()
        scanned.image(io.BytesIO(picture), 0, 0, *A4)
        if stamp:
            scanned.set_font("helvetica", size=6)
            scanned.text(150, 10, stamp)
    return bytes(scanned.output())


def photo_of(picture: bytes, degrees: int = 0) -> bytes:
    """The page as a photo (JPEG) that lies so many degrees on its side."""
    taken = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as page:
        page.rotate(degrees, expand=True).save(taken, "JPEG", quality=60)
    return taken.getvalue()
