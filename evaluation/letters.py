"""The signed link on which a sponsor reads a report without an account."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner, b62_encode
from django.urls import reverse

from mentorship.notifications.links import absolute

LINK_LIVES = timedelta(days=180)

# A salt of its own, so that no link made for another purpose opens a report.
SALT = "evaluation.letter"
_signer = TimestampSigner(salt=SALT)


class BrokenLetterError(ValueError):
    """The link was cut off or made up."""


class ExpiredLetterError(BrokenLetterError):
    """The link was right once, and its time is over."""


@dataclass(frozen=True, slots=True)
class LetterLink:
    """What a link says: which report, and for whom it was made.

    Opening it allows reading; answering what the report asks takes a POST.
    """

    report_id: uuid.UUID
    person_id: uuid.UUID

    @classmethod
    def from_token(cls, token: str) -> "LetterLink":
        """Read a token; raises `ExpiredLetterError` or `BrokenLetterError`."""
        try:
            report_id, person_id = _signer.unsign(token, max_age=LINK_LIVES).split("~")
            return cls(uuid.UUID(hex=report_id), uuid.UUID(hex=person_id))
        except SignatureExpired as error:
            raise ExpiredLetterError from error
        except (BadSignature, ValueError) as error:
            raise BrokenLetterError from error

    @property
    def token(self) -> str:
        """Return the signed text, good from now on for as long as links live."""
        return _signer.sign(f"{self.report_id.hex}~{self.person_id.hex}")

    @property
    def url(self) -> str:
        """Return the full address."""
        return absolute(reverse("evaluation:letter", args=(self.token,)))

    def url_as_of(self, moment: datetime) -> str:
        """Return the full address as if it had been made at a moment; the same each time."""
        token = _SignerAsOf(moment).sign(f"{self.report_id.hex}~{self.person_id.hex}")
        return absolute(reverse("evaluation:letter", args=(token,)))


class _SignerAsOf(TimestampSigner):
    """Signs as if it were another moment; what it signed ends as early."""

    def __init__(self, moment: datetime) -> None:
        """Remember the moment."""
        super().__init__(salt=SALT)
        self._moment = moment

    def timestamp(self) -> str:
        """Return the moment as Django writes it into signed text."""
        return b62_encode(int(self._moment.timestamp()))
