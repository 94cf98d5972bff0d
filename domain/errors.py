"""A person's mistake, named: `code` picks the kind sentence `error-<code>` in locales/, `details` fill it."""


class DomainError(Exception):
    """What a person asked for cannot be done; nothing was changed.

    Args:
        code: key of the sentence in locales/ without its `error-` prefix.
        details: values the sentence mentions (text or whole numbers).
    """

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    def __str__(self) -> str:
        """The code and its details, for logs; people read the sentence from locales/ instead."""
        return f"{self.code} {self.details}" if self.details else self.code
