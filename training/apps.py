"""The app's configuration."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What mentors and mentees learn, practise and keep current."""

    name = "training"

    def ready(self) -> None:
        """Hear of people who join, and put this app's own news on the pages."""
        from programmes import cards, merging, needs, person_facts  # noqa: PLC0415
        from training import (  # noqa: PLC0415
            coordination,
            emails,  # noqa: F401  (registers the kinds of message)
            person_sections,
            receivers,
            welcome,
        )
        from training import merging as own_merging  # noqa: PLC0415

        receivers.connect()
        merging.register_merger(own_merging.MERGER)
        needs.register_needs(coordination.needs_of_training)
        cards.register_cards(welcome.cards_of_training)
        person_facts.register_sections(person_sections.sections_of_training)
        person_facts.register_moments(person_sections.moments_of_training)
