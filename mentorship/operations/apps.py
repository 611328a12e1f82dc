"""The app's configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Commands for whoever runs this installation; it has no models."""

    name = "mentorship.operations"
    label = "operations"

    def ready(self) -> None:
        """Let System health show how the queue, the backups, the disk and the clocks are."""
        from mentorship.common.lights import register_light
        from mentorship.operations import lights

        for source in (
            lights.queue_light,
            lights.backup_light,
            lights.disk_light,
            lights.clock_light,
        ):
            register_light(source)
