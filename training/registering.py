"""What this app puts into the registries of the apps below: needs, tasks, cards, figures."""

from mentorship.accounts.privacy.consents import register_consents
from programmes import cards, dealt_with, merging, needs, person_facts, task_list
from programmes.enums import CohortState
from programmes.selection import learning
from training import (
    claim_needs,
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
from training import merging as own_merging
from training.attending import registering as attending
from training.communities import registering as communities
from training.communities import talk_registering
from training.pathway import registering as pathway
from training.queries.own_currency import OWN_CURRENCY
from training.reminding import registering as reminding
from training.retention import consents
from training.retention import registering as retention


def register() -> None:
    """Fill the registries; called from `AppConfig.ready`."""
    receivers.connect()
    measures.register()
    learning.register_learning(development.learning_of)
    merging.register_merger(own_merging.MERGER)
    needs.register_needs(coordination.needs_of_training)
    needs.register_needs(claim_needs.needs_of_claims)
    task_list.register_tasks(preparations.tasks_of_training, holds_up=[CohortState.MATCHING])
    dealt_with.register_deeds("training.session", settled.KINDS, settled.sessions)
    cards.register_cards(welcome.cards_of_bookings, welcome.next_booking)
    places, *records = OWN_CURRENCY
    cards.register_cards(welcome.cards_of_due_training, places, welcome.a_counted_booking, *records)
    person_facts.register_facts(person_sections.facts_of_training)
    for part in (attending, communities, pathway, reminding, retention, talk_registering):
        part.register()
    for source in (consents.THANKS, consents.OBSERVING):
        register_consents(source)
