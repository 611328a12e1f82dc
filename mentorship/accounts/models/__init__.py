"""The nouns of this app."""

from mentorship.accounts.models.consent import Consent
from mentorship.accounts.models.data_copy import DataCopy
from mentorship.accounts.models.erasure import Erasure, Mention
from mentorship.accounts.models.keeping import KeepingNight, KeepingRule, LegalHold
from mentorship.accounts.models.organisation import Membership, Organisation, OrganisationRole
from mentorship.accounts.models.person import Person
from mentorship.accounts.models.privacy_request import PrivacyRequest
from mentorship.accounts.models.sighting import Sighting
from mentorship.accounts.models.signing_in import (
    IdentityProvider,
    OwnedDomain,
    ProviderLink,
    SignInPolicy,
)
from mentorship.accounts.models.viewing import Viewing

__all__ = [
    "Consent",
    "DataCopy",
    "Erasure",
    "IdentityProvider",
    "KeepingNight",
    "KeepingRule",
    "LegalHold",
    "Membership",
    "Mention",
    "Organisation",
    "OrganisationRole",
    "OwnedDomain",
    "Person",
    "PrivacyRequest",
    "ProviderLink",
    "Sighting",
    "SignInPolicy",
    "Viewing",
]
