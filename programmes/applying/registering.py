"""What applying puts on the pages of others."""

from mentorship.accounts.privacy.consents import register_consents
from programmes.applying import receivers
from programmes.applying.cards import (
    applications_under_way,
    awaited_validations,
    cards_of_applications,
    cards_of_validations,
)
from programmes.applying.consents import TICKED
from programmes.applying.still_true import needs_of_validations
from programmes.applying.tasks import tasks_of_forms
from programmes.cards import register_cards
from programmes.needs import register_needs
from programmes.task_list import register_tasks


def register() -> None:
    """Fill the registries, and listen; called from `AppConfig.ready`."""
    register_needs(needs_of_validations)
    register_tasks(tasks_of_forms, holds_up=())
    register_cards(cards_of_applications, applications_under_way)
    register_cards(cards_of_validations, awaited_validations)
    register_consents(TICKED)
    receivers.connect()
