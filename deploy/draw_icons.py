"""Draws the .png icons of the web chat from `icon.svg`, in Chromium: `.venv/bin/python deploy/draw_icons.py`.

Phones take no drawing for an app's icon. The square one has no round corners: the phone cuts its own shape.
"""

import shutil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

PAGE = Path(__file__).parents[1] / "channels" / "web" / "page"
ROUND_CORNERS = ' rx="14"'
ICONS = {
    "icon-192.png": (192, True),
    "icon-512.png": (512, True),
    "icon-square-512.png": (512, False),
    "icon-180.png": (180, False),
}


def draw(page: Page, drawing: str, size: int) -> bytes:
    """One icon as a picture of so many dots."""
    page.set_viewport_size({"width": size, "height": size})
    page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:100vw}}</style>{drawing}")
    return page.screenshot(omit_background=True)


def main() -> None:
    """Write every icon beside the drawing."""
    drawing = (PAGE / "icon.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        for name, (size, is_round) in ICONS.items():
            svg = drawing if is_round else drawing.replace(ROUND_CORNERS, "")
            (PAGE / name).write_bytes(draw(page, svg, size))
        browser.close()


if __name__ == "__main__":
    main()
