"""The app's configuration."""

from django.apps import AppConfig

# Where surveys are answered: of an anonymous answer nothing is on record, refused or not.
ANSWERING = ("answer", "answer-draft", "answer-by-link", "answer-draft-by-link", "room")


class EvaluationConfig(AppConfig):
    """What was asked, answered, concluded and reported."""

    name = "evaluation"

    def ready(self) -> None:
        """Tell Today and Home of this app, and register its kinds of message."""
        from evaluation import (
            coordination,
            erasing,
            handover,
            measures,
            settled,
            welcome,
        )
        from evaluation.burden.needs import needs_of_burden
        from evaluation.costing import receivers as costing
        from evaluation.emails import (  # noqa: F401  (register the kinds of message)
            asks,
            reports,
            waves,
        )
        from evaluation.ledger.needs import needs_of_ledger
        from evaluation.mirror import cards as mirror
        from evaluation.mirror.consents import MARKS
        from evaluation.sponsor_asks.needs import needs_of_asks
        from evaluation.warning import registering as warning
        from evaluation.waves.sessions import sessions_asked_about
        from mentorship.accounts import denied
        from mentorship.accounts.privacy.consents import register_consents
        from programmes import cards, dealt_with, needs
        from programmes import handover as packs
        from training.attending.asking import register_asker

        denied.leave_no_line(*(f"evaluation:{name}" for name in ANSWERING))
        measures.register()
        erasing.register()
        costing.connect()
        warning.register()
        needs.register_needs(coordination.needs_of_evaluation)
        needs.register_needs(needs_of_burden)
        needs.register_needs(needs_of_asks)
        needs.register_needs(needs_of_ledger)
        dealt_with.register_deeds("evaluation.wave", settled.WAVE_KINDS, settled.waves)
        dealt_with.register_deeds("evaluation.report", settled.REPORT_KINDS, settled.reports)
        register_asker(sessions_asked_about)
        cards.register_cards(welcome.cards_of_evaluation, welcome.waiting_calls)
        cards.register_cards(mirror.cards_of_mirror, mirror.answer_in_mirror)
        register_consents(MARKS)
        packs.register_part(handover.parts_of_evaluation)
