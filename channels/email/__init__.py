"""E-mail as a channel: out only, over SMTP; what people answer to it is read by nobody."""

from channels.email.channel import EmailChannel

__all__ = ["EmailChannel"]
