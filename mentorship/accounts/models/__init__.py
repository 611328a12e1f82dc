"""The nouns of this app."""

from mentorship.accounts.models.organisation import Membership, Organisation, OrganisationRole
from mentorship.accounts.models.person import Person

__all__ = ["Membership", "Organisation", "OrganisationRole", "Person"]
