"""A sign-in under way: what one browser's session remembers of it, to be used once and soon."""

import time
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse

from mentorship.accounts.federation.identities import DistrustedError, Mistrust
from mentorship.accounts.models import IdentityProvider
from mentorship.accounts.models.signing_in import ProviderKind

KEY = "provider_sign_in"
MOST_SECONDS = 15 * 60


@dataclass(frozen=True, slots=True)
class Way:
    """Why it was begun ("sign-in" or "test"), what must come back, and where it leads after."""

    purpose: str
    secrets: dict[str, str]
    onward: str

    @staticmethod
    def remember(
        session: Any,
        provider: IdentityProvider,
        *,
        purpose: str,
        secrets: dict[str, str],
        onward: str,
    ) -> None:
        """Keep it in the session, in place of an earlier one."""
        session[KEY] = {
            "provider": str(provider.pk),
            "purpose": purpose,
            "secrets": secrets,
            "onward": onward,
            "at": time.time(),
        }

    @classmethod
    def taken_from(cls, session: Any, provider: IdentityProvider) -> "Way":
        """Take it out of the session, so that no answer counts twice; raises DistrustedError."""
        kept = session.pop(KEY, None)
        if not kept or kept["provider"] != str(provider.pk):
            raise DistrustedError(Mistrust.STALE, "this browser began no sign-in there")
        if time.time() - kept["at"] > MOST_SECONDS:
            raise DistrustedError(Mistrust.STALE, "it was begun too long ago")
        return cls(kept["purpose"], kept["secrets"], kept["onward"])

    def check_question(self, question: str) -> None:
        """Raise DistrustedError unless an answer is to the question of this browser."""
        if self.secrets.get("question") != question:
            raise DistrustedError(Mistrust.STALE, "it answers another question")


def answer_at(provider: IdentityProvider) -> str:
    """Return the full address to which the service sends its answer."""
    name = "sign-in-back" if provider.kind == ProviderKind.OIDC else "sign-in-saml"
    return f"{settings.BASE_URL}{reverse(name, args=(provider.slug,))}"


def our_name(provider: IdentityProvider) -> str:
    """Return what we are called at a SAML service (entity ID): where our description stands."""
    return f"{settings.BASE_URL}{reverse('sign-in-metadata', args=(provider.slug,))}"
