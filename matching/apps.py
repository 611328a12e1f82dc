"""The app's configuration."""

from django.apps import AppConfig


class MatchingConfig(AppConfig):
    """Who meets whom, and how the pair fares until closure."""

    name = "matching"

    def ready(self) -> None:
        """Put this app's news on the pages of programmes, and follow what happens there."""
        from matching import coordination, places, receivers, welcome  # noqa: PLC0415
        from programmes import cards, needs, person_facts, signals  # noqa: PLC0415

        needs.register_needs(coordination.needs_of_matches)
        cards.register_cards(welcome.cards_of_matches)
        cards.register_steps(welcome.steps_of_matches)
        person_facts.register_sections(places.sections_of_matches)
        person_facts.register_moments(places.moments_of_matches)
        signals.cohort_moved.connect(receivers.follow_cohort, dispatch_uid="matching")
        signals.participant_moved.connect(receivers.follow_participant, dispatch_uid="matching")
        signals.participants_moved.connect(receivers.follow_participants, dispatch_uid="matching")
