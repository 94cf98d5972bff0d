"""Web Push: telling a browser through its maker's service that a message waits; the words stay here."""

import asyncio
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from channels.base import SendError
from locales import say
from services.notifications import Browser, browsers_at, forget_browser, push_key
from services.work import Database

GONE = (404, 410)
LATEST_SECONDS = 24 * 60 * 60
TIMEOUT = aiohttp.ClientTimeout(total=10)
# A signature is good for a day at most.
SIGNED_FOR_SECONDS = 12 * 60 * 60
# The makers of browsers. Anything else would have us call whatever address a visitor names.
SERVICES = ("fcm.googleapis.com", ".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")


def is_known_service(endpoint: str) -> bool:
    """Whether an address is one of the push services that browsers use."""
    try:
        place = urlsplit(endpoint)
        is_plain = place.scheme == "https" and place.port in (None, 443) and not place.username
    except ValueError:
        return False
    host = place.hostname or ""
    return is_plain and any(host == known or (known[0] == "." and host.endswith(known)) for known in SERVICES)


def is_readable(browser: Browser) -> bool:
    """Whether its keys are what RFC 8291 asks for: a point of P-256, and 16 bytes."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _bytes(browser.public_key))
        return len(_bytes(browser.secret)) == 16
    except (ValueError, NotBase64):
        return False


class Pusher:
    """Tells the browsers of one address; `trusts` says which push services may be called.

    Messages have the time of `now`, signatures `real_time`, which is what the services know.
    """

    def __init__(
        self,
        database: Database,
        now: Callable[[], datetime],
        real_time: Callable[[], datetime],
        trusts: Callable[[str], bool] = is_known_service,
    ) -> None:
        self.trusts = trusts
        self._database = database
        self._now = now
        self._real_time = real_time
        self._vapid: Any = None

    async def public_key(self) -> str:
        """What a browser has to know before it takes notifications from us."""
        private = (await self._signer()).private_key
        point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return urlsafe_b64encode(point).rstrip(b"=").decode()

    async def tell(self, chat_id: str) -> None:
        """Tell every browser at an address; nothing happens where none takes notifications.

        Raises:
            SendError: none could be told: `no_push` when all are gone for good, else it may work later.
        """
        language, browsers = await self._database.read(self._now(), browsers_at, chat_id)
        if not browsers:
            return
        line = say("web-push-line", language, board=self._database.installation.board)
        content = json.dumps({"title": say("web-push-title", language), "body": line}, ensure_ascii=False)
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            told = await asyncio.gather(*(self._post(session, browser, content) for browser in browsers))
        for browser, status in zip(browsers, told, strict=True):
            if status in GONE:
                await self._database.write(self._now(), forget_browser, browser.endpoint)
        if all(status in GONE for status in told):
            raise SendError("no_push", is_permanent=True)
        if not any(200 <= status < 300 for status in told):
            raise SendError("push_refused")

    async def _post(self, session: aiohttp.ClientSession, browser: Browser, content: str) -> int:
        """The answer of the push service; 0 when there was none. A second notification replaces the first."""
        # Slow to import, and of use on https only.
        from pywebpush import WebPusher

        keys = {"p256dh": browser.public_key, "auth": browser.secret}
        body = WebPusher({"endpoint": browser.endpoint, "keys": keys}).encode(content.encode())["body"]
        headers = {
            **await self._signed(browser.endpoint),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(LATEST_SECONDS),
            "Urgency": "high",
            "Topic": "dondoc",
        }
        try:
            async with session.post(
                browser.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def _signed(self, endpoint: str) -> dict[str, str]:
        place = urlsplit(endpoint)
        claims = {
            "aud": f"{place.scheme}://{place.netloc}",
            "sub": self._database.installation.public_url,
            "exp": int(self._real_time().timestamp()) + SIGNED_FOR_SECONDS,
        }
        signed: dict[str, str] = (await self._signer()).sign(claims)
        return signed

    async def _signer(self) -> Any:
        if self._vapid is None:
            from py_vapid import Vapid02

            key = await self._database.write(self._now(), push_key, _new_key)
            self._vapid = Vapid02.from_raw(key.encode())
        return self._vapid


def _new_key() -> str:
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return urlsafe_b64encode(number.to_bytes(32, "big")).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
