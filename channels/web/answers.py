"""How the interface answers when it cannot do what was asked: a status and one kind sentence."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from locales import say

NO_STORE = {"Cache-Control": "no-store"}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Refused(Exception):  # noqa: N818
    """A request that is not carried out; `key` names the sentence that says why."""

    def __init__(self, status: int, key: str, **values: str | int) -> None:
        super().__init__(key)
        self.status = status
        self.key = key
        self.values = values


def answering(handler: Handler, language: str) -> Handler:
    """The handler, with every failure told as JSON `{"error": sentence}`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return await handler(request)
        except Refused as refused:
            return _error(refused.status, say(refused.key, language, **refused.values))
        except web.HTTPRequestEntityTooLarge:
            return _error(413, say("web-too-large", language))
        except Exception:
            request.app.logger.exception("web chat: %s %s failed", request.method, request.path)
            return _error(500, say("web-failed", language))

    return answer


def _error(status: int, sentence: str) -> web.Response:
    return web.json_response({"error": sentence}, status=status)
