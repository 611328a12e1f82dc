"""The app's configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, when: append-only."""

    name = "mentorship.audit"
    label = "audit"
