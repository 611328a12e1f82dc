"""What a standard consists of."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that is asked, in our own short words.

    `evidence` names what the product finds by itself. Where `by_person` is set, facts alone cannot
    tell, and somebody has to judge; elsewhere the facts settle it until somebody judges otherwise.
    `closes` is the page on which a gap is closed.
    """

    key: str
    text: "_StrPromise"
    evidence: tuple[str, ...]
    closes: str
    step: "_StrPromise"
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One standard of an award, or one element of a practice."""

    key: str
    title: "_StrPromise"
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """A published standard: whose, which edition we had in mind, and its parts."""

    key: str
    title: "_StrPromise"
    owner: str
    edition: str
    parts: tuple[Part, ...]

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return everything that is asked, in order."""
        return tuple(each for part in self.parts for each in part.requirements)

    def requirement(self, key: str) -> Requirement | None:
        """Return one requirement by its key."""
        return next((each for each in self.requirements if each.key == key), None)
