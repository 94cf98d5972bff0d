"""Telegram, by long polling or a webhook: one Incoming per update, one Bot API call per message."""
