"""Whether somebody may take part in a programme, and why not."""

from dataclasses import dataclass

from mentorship.accounts.models import Person
from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Whether somebody meets the conditions, in sentences; None where it cannot be reckoned."""

    is_eligible: bool | None
    sentences: tuple[str, ...]
    is_barred: bool


def eligibility_of(person: Person, programme: Programme, role: str) -> Eligibility:
    """Return whether somebody meets the conditions of a programme for a role."""
    return Eligibility(is_eligible=True, sentences=(), is_barred=False)
