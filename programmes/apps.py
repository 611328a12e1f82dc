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
            charter_needs,
            coordination,
            emails,  # noqa: F401  (registers the kinds of message)
            needs,
            own_measures,
            person_facts,
            places,
            preparations,
            queries,
            seating,
            settled,
            strategy_needs,
            task_list,
            team_needs,
            timetable_needs,
            welcome,
        )

        own_measures.register()
        register_grants(queries.team_grants)
        needs.register_needs(coordination.needs_of_programme)
        needs.register_needs(strategy_needs.needs_of_strategy)
        needs.register_needs(preparations.needs_of_preparations)
        task_list.register_tasks(preparations.tasks_before_recruiting)
        task_list.register_tasks(seating.tasks_of_people)
        needs.register_needs(charter_needs.needs_of_charter)
        needs.register_needs(timetable_needs.needs_of_timetable)
        needs.register_needs(team_needs.needs_of_team)
        settled.register()
        cards.register_cards(welcome.cards_of_places)
        cards.register_cards(welcome.cards_of_coordinators)
        cards.register_steps(welcome.steps_of_places)
        person_facts.register_sections(places.sections_of_place)
        person_facts.register_moments(places.moments_of_place)
