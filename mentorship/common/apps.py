"""The app's configuration."""

from django.apps import AppConfig

from mentorship.common.plain_errors import speak_plainly


class CommonConfig(AppConfig):
    """What every app uses and none owns; it has no models."""

    name = "mentorship.common"
    label = "common"

    def ready(self) -> None:
        """Put what forms say about their fields into our words."""
        speak_plainly()
