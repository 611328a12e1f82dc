"""The app's configuration."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Every e-mail is a row first; this app writes the rows and hands them over."""

    name = "mentorship.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Register this app's own kinds of message."""
        from mentorship.accounts.privacy.erasing.registry import register_eraser, register_farewell
        from mentorship.notifications import emails, privacy_mails  # noqa: F401  (register on import)
        from mentorship.notifications.erasing import stop_mail, write_farewell

        register_eraser(stop_mail)
        register_farewell(write_farewell)
        privacy_mails.connect()
