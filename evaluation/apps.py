"""The app's configuration."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """What was asked, answered, concluded and reported."""

    name = "evaluation"
