"""The terminal commands, settings, logs and the clock."""
