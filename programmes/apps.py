"""The app's configuration."""

from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    """What is run, for whom, why, and who is in it."""

    name = "programmes"

    def ready(self) -> None:
        """Let team memberships grant permissions, and put this app's own news on the pages."""
        from mentorship.accounts.access import register_grants  # noqa: PLC0415
        from programmes import (  # noqa: PLC0415
            cards,
            coordination,
            emails,  # noqa: F401  (registers the kinds of message)
            needs,
            person_facts,
            places,
            queries,
            settled,
            team_needs,
            welcome,
        )

        register_grants(queries.team_grants)
        needs.register_needs(coordination.needs_of_programme)
        needs.register_needs(team_needs.needs_of_team)
        settled.register()
        cards.register_cards(welcome.cards_of_places)
        cards.register_cards(welcome.cards_of_coordinators)
        cards.register_steps(welcome.steps_of_places)
        person_facts.register_sections(places.sections_of_place)
        person_facts.register_moments(places.moments_of_place)
