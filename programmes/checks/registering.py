"""What references and checks put on the pages of others."""

from programmes import receivers
from programmes.cards import register_cards
from programmes.checks.notices import (
    cards_of_checks,
    checks_to_renew,
    facts_of_checks,
    needs_of_checks,
)
from programmes.needs import register_needs
from programmes.person_facts import register_facts


def register() -> None:
    """Fill the registries, and listen; called from `AppConfig.ready`."""
    register_needs(needs_of_checks)
    register_cards(cards_of_checks, checks_to_renew)
    register_facts(facts_of_checks)
    receivers.connect()
