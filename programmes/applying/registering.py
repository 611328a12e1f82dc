"""What applying puts on the pages of others."""

from mentorship.accounts.privacy.consents import register_consents
from programmes.applying import receivers
from programmes.applying.cards import cards_of_applications
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
    register_cards(cards_of_applications)
    register_consents(TICKED)
    receivers.connect()
