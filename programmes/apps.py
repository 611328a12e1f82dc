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
            preparations,
            queries,
            seating,
            settled,
            task_list,
            welcome,
        )
        from programmes.charters.needs import needs_of_charter  # noqa: PLC0415
        from programmes.people.needs import needs_of_people  # noqa: PLC0415
        from programmes.selection.decision_needs import needs_of_decisions  # noqa: PLC0415
        from programmes.selection.own import cards_of_decisions  # noqa: PLC0415
        from programmes.strategy import own_measures  # noqa: PLC0415
        from programmes.strategy.needs import needs_of_strategy  # noqa: PLC0415
        from programmes.team.needs import needs_of_team  # noqa: PLC0415
        from programmes.timetable.needs import needs_of_timetable  # noqa: PLC0415

        own_measures.register()
        settled.register()
        register_grants(queries.team_grants)
        needs.register_needs(coordination.needs_of_programme)
        for source in (
            preparations.needs_of_preparations,
            needs_of_people,
            needs_of_strategy,
            needs_of_charter,
            needs_of_timetable,
            needs_of_team,
            needs_of_decisions,
        ):
            needs.register_needs(source)
        task_list.register_tasks(preparations.tasks_before_recruiting)
        task_list.register_tasks(seating.tasks_of_people)
        cards.register_cards(welcome.cards_of_places)
        cards.register_cards(welcome.cards_of_coordinators)
        cards.register_cards(cards_of_decisions)
        cards.register_steps(welcome.steps_of_places)
        person_facts.register_sections(places.sections_of_place)
        person_facts.register_moments(places.moments_of_place)
