"""Telegram, by long polling: one Incoming per update, one Bot API call per message."""
