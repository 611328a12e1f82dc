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
        from programmes.applications import measures as application_measures  # noqa: PLC0415
        from programmes.applications.needs import needs_of_applications  # noqa: PLC0415
        from programmes.applications.tasks import tasks_of_applications  # noqa: PLC0415
        from programmes.applying import receivers as applying_receivers  # noqa: PLC0415
        from programmes.applying.cards import cards_of_applications  # noqa: PLC0415
        from programmes.applying.still_true import needs_of_validations  # noqa: PLC0415
        from programmes.applying.tasks import tasks_of_forms  # noqa: PLC0415
        from programmes.charters.needs import needs_of_charter  # noqa: PLC0415
        from programmes.intake import deeds as intake_deeds  # noqa: PLC0415
        from programmes.intake import receivers as intake  # noqa: PLC0415
        from programmes.intake.cards import cards_of_intake  # noqa: PLC0415
        from programmes.intake.needs import needs_of_intake  # noqa: PLC0415
        from programmes.people.needs import needs_of_people  # noqa: PLC0415
        from programmes.selection.marking import cards_of_reviews  # noqa: PLC0415
        from programmes.selection.review_needs import needs_of_reviews  # noqa: PLC0415
        from programmes.strategy import own_measures  # noqa: PLC0415
        from programmes.strategy.needs import needs_of_strategy  # noqa: PLC0415
        from programmes.team.needs import needs_of_team  # noqa: PLC0415
        from programmes.timetable.needs import needs_of_timetable  # noqa: PLC0415

        own_measures.register()
        application_measures.register()
        settled.register()
        register_grants(queries.team_grants)
        needs.register_needs(coordination.needs_of_programme)
        for source in (
            preparations.needs_of_preparations,
            needs_of_people,
            needs_of_strategy,
            needs_of_charter,
            needs_of_intake,
            needs_of_timetable,
            needs_of_team,
            needs_of_validations,
            needs_of_reviews,
        ):
            needs.register_needs(source)
        task_list.register_tasks(preparations.tasks_before_recruiting)
        task_list.register_tasks(seating.tasks_of_people)
        task_list.register_tasks(tasks_of_forms)
        applying_receivers.connect()
        needs.register_needs(needs_of_applications)
        task_list.register_tasks(tasks_of_applications)
        cards.register_cards(welcome.cards_of_places)
        cards.register_cards(welcome.cards_of_coordinators)
        cards.register_cards(cards_of_applications)
        cards.register_cards(cards_of_intake)
        intake.connect()
        intake_deeds.register()
        cards.register_cards(cards_of_reviews)
        cards.register_steps(welcome.steps_of_places)
        person_facts.register_sections(places.sections_of_place)
        person_facts.register_moments(places.moments_of_place)
