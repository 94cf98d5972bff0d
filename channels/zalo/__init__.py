"""Zalo, by its Bot Platform: one Incoming per message, choices as a numbered list, files as links."""
