"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What mentors and mentees learn, practise and keep current."""

    name = "training"

    def ready(self) -> None:
        """Hear of people who join, and put this app's own news on the pages."""
        from training import registering

        registering.register()
