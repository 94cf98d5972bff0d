"""The context of a reply under the name that handlers know."""

from domain.parsing.understanding import ReplyContext

__all__ = ["ReplyContext"]
