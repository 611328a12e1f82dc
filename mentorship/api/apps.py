"""The app of the edge for other programs."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Reads like views do, and writes nothing but what a directory may."""

    name = "mentorship.api"
    label = "api"

    def ready(self) -> None:
        """Hear of what is recorded, and put on Today what directories and endpoints ask for."""
        from mentorship.api import needs, news
        from mentorship.audit.news import register_listener
        from programmes.needs import register_needs

        register_listener(news.hear)
        register_needs(needs.needs_of_leaving)
        register_needs(needs.needs_of_endpoints)
