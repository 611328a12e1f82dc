"""The nouns of this app."""

from mentorship.accounts.models.organisation import Membership, Organisation, OrganisationRole
from mentorship.accounts.models.person import Person
from mentorship.accounts.models.signing_in import (
    IdentityProvider,
    OwnedDomain,
    ProviderLink,
    SignInPolicy,
)
from mentorship.accounts.models.viewing import Viewing

__all__ = [
    "IdentityProvider",
    "Membership",
    "Organisation",
    "OrganisationRole",
    "OwnedDomain",
    "Person",
    "ProviderLink",
    "SignInPolicy",
    "Viewing",
]
