"""The app's configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People, organisations, and who may do what."""

    name = "mentorship.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Let organisation-wide roles grant permissions, and hear of sign-ins."""
        from mentorship.accounts import access, queries, receivers
        from mentorship.accounts.privacy import consents, record_rows
        from mentorship.accounts.privacy.erasing import copies, record, registry, signing_in

        access.register_grants(queries.organisation_grants, queries.organisation_roles)
        receivers.connect()
        registry.register_eraser(copies.forget_copies)
        registry.register_eraser(record.redact_quotes)
        registry.register_eraser(signing_in.close_sessions)
        registry.register_eraser(signing_in.end_memberships, is_late=True)
        registry.register_eraser(signing_in.take_name, is_late=True)
        consents.register_consents(consents.GENERAL)
        record_rows.register()
