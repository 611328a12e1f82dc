"""The one error of this package."""


class CannotStartError(Exception):
    """Something needed cannot start; the text is one sentence for the person at the terminal."""
