"""The web chat: a page anybody can open, a small JSON interface behind it, and the demo of three phones."""

from channels.web.channel import WebChannel

__all__ = ["WebChannel"]
