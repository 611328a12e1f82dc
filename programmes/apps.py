"""The app's configuration."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """What is run, for whom, why, and who is in it."""

    name = "programmes"

    def ready(self) -> None:
        """Fill this app's registries, once all models are there."""
        from programmes.registering import register

        register()
