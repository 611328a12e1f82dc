"""The signed link on which a line manager answers, without an account."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.links import absolute
from programmes.models import Endorsement

# A salt of its own, so that no link made for another act allows this one. What a reminder says must
# not change from one reckoning to the next, so the link carries its end, not its beginning.
_signer = Signer(salt="programmes.intake.endorse")


class BrokenLinkError(ValueError):
    """The link was cut off, altered, or made for something else."""


@dataclass(frozen=True, slots=True)
class EndorsementLink:
    """What a link says: which request, about which application, and until when it is good."""

    endorsement_id: uuid.UUID
    application_id: uuid.UUID
    ends_at: int

    @classmethod
    def of(cls, endorsement: Endorsement) -> "EndorsementLink":
        """Return the link of a request; the same each time."""
        ends_at = int(endorsement.expires_at.timestamp())
        return cls(endorsement.pk, endorsement.application_id, ends_at)

    @classmethod
    def from_token(cls, token: str) -> "EndorsementLink":
        """Read a token; raises `BrokenLinkError`. Its time may be over: see `is_over`."""
        try:
            endorsement_id, application_id, ends_at = _signer.unsign(token).split("~")
            return cls(uuid.UUID(hex=endorsement_id), uuid.UUID(hex=application_id), int(ends_at))
        except (BadSignature, ValueError) as error:
            raise BrokenLinkError from error

    @property
    def token(self) -> str:
        """Return the signed text."""
        return _signer.sign(f"{self.endorsement_id.hex}~{self.application_id.hex}~{self.ends_at}")

    @property
    def url(self) -> str:
        """Return the full address."""
        return absolute(reverse("programmes:endorsement-answer", args=(self.token,)))

    @property
    def is_over(self) -> bool:
        """Tell whether its time is over."""
        return timezone.now() >= datetime.fromtimestamp(self.ends_at, UTC)
