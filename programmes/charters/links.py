"""The signed links on which a sponsor signs a charter, or looks at it again, without an account."""

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.signing import BadSignature, SignatureExpired, Signer, TimestampSigner
from django.urls import reverse
from django.utils import timezone

from mentorship.notifications.links import absolute
from programmes.models import CharterReview, SignOff

# For how long a request to sign is good, and for how long after its day a review can be answered.
SIGNING_LIVES = timedelta(days=30)
REVIEW_LIVES = timedelta(days=90)

# Each purpose signs with its own salt, so that no link made for one act allows another.
_sign_offs = TimestampSigner(salt="programmes.charter.sign")
# What a reminder says must not change from one reckoning to the next, so its link carries its last
# day instead of the moment at which it was made.
_reviews = Signer(salt="programmes.charter.review")


class BrokenLinkError(ValueError):
    """The link was cut off, altered, or made for something else."""


class ExpiredLinkError(BrokenLinkError):
    """The link was right once, and its time is over."""


@dataclass(frozen=True, slots=True)
class SignOffLink:
    """What a link says: which request, and which version of the charter it is about."""

    sign_off_id: uuid.UUID
    charter_id: uuid.UUID

    @classmethod
    def of(cls, sign_off: SignOff) -> "SignOffLink":
        """Return the link of a request."""
        return cls(sign_off.pk, sign_off.charter_id)

    @classmethod
    def from_token(cls, token: str) -> "SignOffLink":
        """Read a token; raises `ExpiredLinkError` or `BrokenLinkError`."""
        try:
            value = _sign_offs.unsign(token, max_age=SIGNING_LIVES)
            sign_off_id, charter_id = value.split("~")
            return cls(uuid.UUID(hex=sign_off_id), uuid.UUID(hex=charter_id))
        except SignatureExpired as error:
            raise ExpiredLinkError from error
        except (BadSignature, ValueError) as error:
            raise BrokenLinkError from error

    @property
    def token(self) -> str:
        """Return the signed text, good from now on for as long as links live."""
        return _sign_offs.sign(f"{self.sign_off_id.hex}~{self.charter_id.hex}")

    @property
    def url(self) -> str:
        """Return the full address."""
        return absolute(reverse("programmes:charter-sign", args=(self.token,)))


@dataclass(frozen=True, slots=True)
class ReviewLink:
    """What a link says: which review, of which version, and until when it may be answered."""

    review_id: uuid.UUID
    charter_id: uuid.UUID
    last_day: date

    @classmethod
    def of(cls, review: CharterReview) -> "ReviewLink":
        """Return the link of a review; the same each time."""
        return cls(review.pk, review.charter_id, review.due_on + REVIEW_LIVES)

    @classmethod
    def from_token(cls, token: str) -> "ReviewLink":
        """Read a token; raises `ExpiredLinkError` or `BrokenLinkError`."""
        try:
            review_id, charter_id, last_day = _reviews.unsign(token).split("~")
            link = cls(
                uuid.UUID(hex=review_id), uuid.UUID(hex=charter_id), date.fromisoformat(last_day)
            )
        except (BadSignature, ValueError) as error:
            raise BrokenLinkError from error
        if timezone.now() >= datetime.combine(link.last_day + timedelta(days=1), time(), UTC):
            raise ExpiredLinkError
        return link

    @property
    def token(self) -> str:
        """Return the signed text."""
        return _reviews.sign(
            f"{self.review_id.hex}~{self.charter_id.hex}~{self.last_day.isoformat()}"
        )

    @property
    def url(self) -> str:
        """Return the full address."""
        return absolute(reverse("programmes:charter-answer", args=(self.token,)))
