"""The app's configuration."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Who meets whom, and how the pair fares until closure."""

    name = "matching"
