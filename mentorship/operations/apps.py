"""The app's configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Commands for whoever runs this installation; it has no models."""

    name = "mentorship.operations"
    label = "operations"
