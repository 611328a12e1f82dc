"""The app's configuration."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """What every app uses and none owns; it has no models."""

    name = "mentorship.common"
    label = "common"
