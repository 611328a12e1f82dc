"""Links that mails carry: built from the configured address, signed where they allow an act."""

import uuid
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.notifications.enums import Category
from mentorship.notifications.models import Preference

# Each purpose signs with its own salt, so that no link can be used for another purpose.
_signer = Signer(salt="mentorship.notifications.unsubscribe")


class BrokenLinkError(ValueError):
    """The link was cut off or made up."""


@dataclass(frozen=True, slots=True)
class UnsubscribeLink:
    """What an unsubscribe link says: whose, what, and how often it had been switched back on."""

    person_id: uuid.UUID
    category: Category
    edition: int

    @classmethod
    def of(cls, person: Person, category: Category) -> "UnsubscribeLink":
        """Return today's link of this person for this category; one query."""
        preference = Preference.objects.filter(person=person, category=category).first()
        return cls(person.pk, category, preference.edition if preference else 1)

    @classmethod
    def from_token(cls, token: str) -> "UnsubscribeLink":
        """Read a token; raises BrokenLinkError."""
        try:
            person_id, category, edition = _signer.unsign(token).split("~")
            return cls(uuid.UUID(hex=person_id), Category(category), int(edition))
        except (BadSignature, ValueError) as error:
            raise BrokenLinkError from error

    @property
    def token(self) -> str:
        """Return the signed text; the same each time, so that screens can recognise and hide it."""
        return _signer.sign(f"{self.person_id.hex}~{self.category.value}~{self.edition}")

    @property
    def url(self) -> str:
        """Return the full address."""
        return absolute(reverse("notifications:unsubscribe", args=(self.token,)))


def absolute(path: str) -> str:
    """Return a full address on this installation's configured base, never on the request's host."""
    return f"{settings.BASE_URL}{path}"
