"""The signed link on which somebody says, without signing in, whether a meeting happened."""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from matching.models import Meeting
from mentorship.accounts.models import Person
from mentorship.notifications.links import absolute

# For how long after a meeting its links are good.
LINK_LIVES = timedelta(days=14)

# A salt of its own, so that no link made for another act allows this one. What a reminder says must
# not change from one reckoning to the next, so the link carries its end, not its beginning.
_signer = Signer(salt="matching.meeting.word")


class BrokenLinkError(ValueError):
    """The link was cut off, altered, or made for something else."""


@dataclass(frozen=True, slots=True)
class WordLink:
    """What a link says: which meeting, for whom it was made, and until when it is good."""

    meeting_id: uuid.UUID
    person_id: uuid.UUID
    ends_at: int

    @classmethod
    def of(cls, meeting: Meeting, person: Person) -> "WordLink":
        """Return the link of one of a meeting's people; the same each time."""
        return cls(meeting.pk, person.pk, int((meeting.ends_at + LINK_LIVES).timestamp()))

    @classmethod
    def from_token(cls, token: str) -> "WordLink":
        """Read a token; raises `BrokenLinkError`. Its time may be over: see `is_over`."""
        try:
            meeting_id, person_id, ends_at = _signer.unsign(token).split("~")
            return cls(uuid.UUID(hex=meeting_id), uuid.UUID(hex=person_id), int(ends_at))
        except (BadSignature, ValueError) as error:
            raise BrokenLinkError from error

    @property
    def token(self) -> str:
        """Return the signed text."""
        return _signer.sign(f"{self.meeting_id.hex}~{self.person_id.hex}~{self.ends_at}")

    @property
    def url(self) -> str:
        """Return the full address; opening it changes nothing."""
        return absolute(reverse("matching:meeting-word-by-link", args=(self.token,)))

    @property
    def is_over(self) -> bool:
        """Tell whether its time is over."""
        return timezone.now() >= datetime.fromtimestamp(self.ends_at, UTC)
