"""The signed link on which somebody answers a survey without signing in."""

import uuid
from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from evaluation.models import Call
from mentorship.notifications.links import absolute

# A salt of its own, so that no link made for another act answers a survey. The link has no end of
# its own: it is good for as long as the survey is open, however often that is put off.
_signer = Signer(salt="evaluation.answer")


class BrokenAnswerLinkError(ValueError):
    """The link was cut off, altered, or made for something else."""


@dataclass(frozen=True, slots=True)
class AnswerLink:
    """What a link says: which call it answers, and for whom it was made."""

    call_id: uuid.UUID
    person_id: uuid.UUID

    @classmethod
    def of(cls, call: Call) -> "AnswerLink":
        """Return the link of a call; the same each time."""
        return cls(call.pk, call.person_id)

    @classmethod
    def from_token(cls, token: str) -> "AnswerLink":
        """Read a token; raises `BrokenAnswerLinkError`."""
        try:
            call_id, person_id = _signer.unsign(token).split("~")
            return cls(uuid.UUID(hex=call_id), uuid.UUID(hex=person_id))
        except (BadSignature, ValueError) as error:
            raise BrokenAnswerLinkError from error

    @property
    def token(self) -> str:
        """Return the signed text."""
        return _signer.sign(f"{self.call_id.hex}~{self.person_id.hex}")

    @property
    def path(self) -> str:
        """Return the address on this installation."""
        return reverse("evaluation:answer-by-link", args=(self.token,))

    @property
    def url(self) -> str:
        """Return the full address; opening it changes nothing."""
        return absolute(self.path)
