"""The app's configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo organisation; it has no models and does nothing by itself."""

    name = "mentorship.demo"
    label = "demo"
