"""What every webhook needs: a secret compared in constant time, and a body that has a limit."""

import hmac

from aiohttp import web

LARGEST_BODY = 1024 * 1024


def has_secret(request: web.Request, header: str, secret: str) -> bool:
    """Whether the request brings the secret that only the messenger knows."""
    told = request.headers.get(header, "").encode("utf-8", "surrogateescape")
    return hmac.compare_digest(told, secret.encode())


async def read_body(request: web.Request) -> bytes | None:
    """None when it is too large; read in pieces, because its announced length may be missing or wrong."""
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)
