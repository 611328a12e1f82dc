"""The app of the edge for other programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Reads like views do, and writes nothing but what a directory may."""

    name = "mentorship.api"
    label = "api"
