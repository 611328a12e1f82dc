"""What a sign-in service says of somebody, and the reasons why it is not believed."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a service vouches for, in its words, after its signature was checked.

    `subject` is its own lasting name for the person; `is_verified` is None where it does not say
    whether the address was checked; `has_second_step` tells that it says two factors were used.
    """

    subject: str
    email: str
    name: str = ""
    is_verified: bool | None = None
    has_second_step: bool = False

    @property
    def domain(self) -> str:
        """Return what stands behind the @, in lower case."""
        return domain_of(self.email)


class Mistrust(StrEnum):
    """Why an answer is refused; each has a sentence for people in `wording.py`."""

    UNREACHABLE = "unreachable"  # the service does not answer, or not as its kind should
    DECLINED = "declined"  # the service says no, or the person pressed cancel
    FORGED = "forged"  # signature, issuer, audience, times, nonce, state: one is wrong
    STALE = "stale"  # begun too long ago, in another browser, or used before
    NO_EMAIL = "no_email"  # it names no address, or one that it did not check
    FOREIGN_DOMAIN = "foreign_domain"  # it vouches for an address that is not its to vouch for
    UNKNOWN = "unknown"  # nobody of this address is here, and nobody is added
    SHUT_OUT = "shut_out"  # they are here and may not sign in, or left the organisation
    OTHERWISE_LINKED = "otherwise_linked"  # the person is known to it by another name


class DistrustedError(Exception):
    """An answer that is not believed; `detail` is for the log and the administrator's test."""

    def __init__(self, why: Mistrust, detail: str = "") -> None:
        """Keep the reason."""
        super().__init__(f"{why.value}: {detail}")
        self.why = why
        self.detail = detail


def domain_of(email: str) -> str:
    """Return what stands behind the last @, in lower case; empty without."""
    name, at, domain = email.strip().lower().rpartition("@")
    return domain.rstrip(".") if at and name else ""
