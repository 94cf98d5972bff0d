"""The demo: the real plan, invented people, a clock that can be moved; and the story told in the terminal."""

SETUP_CODE = "DEMO0DEMO0DE"
