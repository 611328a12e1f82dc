"""The app's configuration."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Registers the two kinds in whichever process loads the drill's settings."""

    name = "benchmarks.faults.letters"
    label = "faults"

    def ready(self) -> None:
        """Register them."""
        from benchmarks.faults.letters import emails  # noqa: F401  (registers the kinds of message)
