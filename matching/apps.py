"""The app's configuration."""

from django.apps import AppConfig

# What concerns a concern is told to the named person alone, even that somebody tried something.
CONFIDENTIAL = (
    "my-concern-add",
    "my-concern",
    "concern",
    "concern-take",
    "concern-reply",
    "concern-note",
    "concern-grade",
    "concern-hand-on",
    "concern-settle",
    "my-message-report",
)


class MatchingConfig(AppConfig):
    """Who meets whom, and how the pair fares until closure."""

    name = "matching"

    def ready(self) -> None:
        """Put this app's news on the pages of programmes, and follow what happens there."""
        from matching import (
            coordination,
            erasing,
            measures,
            pathway,
            places,
            preparations,
            receivers,
            relationships,
            settled,
            today,
            welcome,
        )
        from matching import merging as own_merging
        from matching.rounds import registering as rounds
        from matching.wishing import registering as wishing
        from programmes import (
            caseload_groups,
            dealt_with,
            merging,
            needs,
            person_facts,
            signals,
            task_list,
        )
        from training.pathway.pairs import register_pairs

        _keep_confidential()
        measures.register()
        erasing.register()
        rounds.register()
        merging.register_merger(own_merging.MERGER)
        needs.register_needs(coordination.needs_of_matches)
        needs.register_needs(today.needs_of_matching)
        task_list.register_tasks(preparations.tasks_of_matching, holds_up=())
        welcome.register()
        person_facts.register_facts(places.facts_of_matches)
        dealt_with.register_deeds("matching.match", settled.KINDS, settled.matches)
        register_pairs(pathway.pairs_of_matches)
        wishing.register()
        relationships.register()
        caseload_groups.register_groups(settled.groups_of_matches)
        signals.cohort_moved.connect(receivers.follow_cohort, dispatch_uid="matching")
        signals.participant_moved.connect(receivers.follow_participant, dispatch_uid="matching")
        signals.participants_moved.connect(receivers.follow_participants, dispatch_uid="matching")


def _keep_confidential() -> None:
    """Let nobody's organisation read who tried what with a concern."""
    from mentorship.accounts import denied

    denied.keep_from_organisations(*(f"matching:{name}" for name in CONFIDENTIAL))
