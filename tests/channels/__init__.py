"""The channels, each against a real server or a real database."""
