"""The app's configuration."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """What is run, for whom, why, and who is in it."""

    name = "programmes"

    def ready(self) -> None:
        """Let team memberships grant permissions."""
        from mentorship.accounts.access import register_grants  # noqa: PLC0415
        from programmes.queries import team_grants  # noqa: PLC0415

        register_grants(team_grants)
