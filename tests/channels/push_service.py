"""A push service on this machine, and a browser that decrypts what comes: RFC 8030, 8188, 8291, 8292."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import http_ece
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SECRET = b"sixteen bytes ok"


def text_of(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def bytes_of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


@dataclass
class PushService:
    """What was pushed, and with which status it is answered."""

    url: str = ""
    status: int = 201
    pushed: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    keys: dict[str, ec.EllipticCurvePrivateKey] = field(default_factory=dict)

    async def take(self, request: web.Request) -> web.Response:
        if self.status < 300:
            self.pushed.append((dict(request.headers), await request.read()))
        return web.Response(status=self.status)

    def subscription(self, name: str = "may-hoa") -> dict[str, Any]:
        """What a browser answers when it takes notifications."""
        key = self.keys.setdefault(name, ec.generate_private_key(ec.SECP256R1()))
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": f"{self.url}/{name}", "keys": {"p256dh": text_of(point), "auth": text_of(SECRET)}}

    def read(self, name: str = "may-hoa", number: int = -1) -> str:
        """What the browser reads of a notification."""
        content: bytes = http_ece.decrypt(
            self.pushed[number][1], private_key=self.keys[name], auth_secret=SECRET, version="aes128gcm"
        )
        return content.decode()

    def verify(self, public_key: str, number: int = -1) -> str:
        """The claims, signed with the key that browsers were given; InvalidSignature if they are not."""
        scheme, _, told = self.pushed[number][0]["Authorization"].partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in told.split(","))
        assert parts["k"] == public_key
        signed, _, signature = parts["t"].rpartition(".")
        raw = bytes_of(signature)
        halves = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(public_key))
        key.verify(encode_dss_signature(*halves), signed.encode(), ec.ECDSA(hashes.SHA256()))
        return bytes_of(signed.split(".")[1]).decode()


@asynccontextmanager
async def push_service() -> AsyncIterator[PushService]:
    """The service on a free port of this machine."""
    service, application = PushService(), web.Application()
    application.router.add_post("/{name}", service.take)
    async with TestServer(application, host="127.0.0.1") as server:
        service.url = str(server.make_url("/")).rstrip("/")
        yield service
