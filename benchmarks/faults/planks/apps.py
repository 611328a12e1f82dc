"""The app's configuration."""

from django.apps import AppConfig


class PlanksConfig(AppConfig):
    """Names the app."""

    name = "benchmarks.faults.planks"
    label = "planks"
