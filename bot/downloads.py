"""`GET /files/<ticket>`: a stored file for whoever has a signed link to it."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from aiohttp import web

from domain.errors import DomainError
from locales import say
from services.downloads import PATH, open_link
from services.work import Database

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def download_route(database: Database, now: Callable[[], datetime]) -> web.RouteDef:
    """404 for a link that is forged or whose file is gone, 410 for one that has expired, else the file."""

    async def give(request: web.Request) -> web.Response:
        try:
            file = await database.read(now(), open_link, request.match_info["ticket"])
        except DomainError as error:
            words = say(f"error-{error.code}", database.installation.language, **error.details)
            status = 410 if error.code == "link-expired" else 404
            return web.Response(status=status, text=words, headers=HEADERS)
        name = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        headers = {**HEADERS, "Content-Type": file.media_type, "Content-Disposition": name}
        return web.Response(body=file.content, headers=headers)

    return web.get(PATH + "/{ticket}", give)
