"""QR codes, as pictures."""

import io

import segno

MEDIA_TYPE = "image/png"


def draw_scan_code(content: str) -> bytes:
    """A QR code as a .png, with the quiet margin that readers need."""
    drawn = io.BytesIO()
    # Any mask can be read; trying all eight for the best takes five times as long.
    segno.make_qr(content, error="m", mask=3).save(drawn, kind="png", scale=6, border=4)
    return drawn.getvalue()
