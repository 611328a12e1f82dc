"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What mentors and mentees learn, practise and keep current."""

    name = "training"

    def ready(self) -> None:
        """Hear of people who join, and put this app's own news on the pages."""
        from programmes import (  # noqa: PLC0415
            cards,
            dealt_with,
            merging,
            needs,
            person_facts,
            task_list,
        )
        from programmes.selection import learning  # noqa: PLC0415
        from training import (  # noqa: PLC0415
            coordination,
            development,
            emails,  # noqa: F401  (registers the kinds of message)
            measures,
            person_sections,
            preparations,
            receivers,
            settled,
            welcome,
        )
        from training import merging as own_merging  # noqa: PLC0415

        receivers.connect()
        measures.register()
        learning.register_learning(development.learning_of)
        merging.register_merger(own_merging.MERGER)
        needs.register_needs(coordination.needs_of_training)
        task_list.register_tasks(preparations.tasks_of_training)
        dealt_with.register_deeds("training.session", settled.KINDS, settled.sessions)
        cards.register_cards(welcome.cards_of_training)
        person_facts.register_sections(person_sections.sections_of_training)
        person_facts.register_moments(person_sections.moments_of_training)
