"""Who meets whom, as far as the pathway must know: matching says it here."""

from dataclasses import dataclass
from typing import Protocol

from mentorship.accounts.models import Person
from programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Pair:
    """A mentor and a mentee of a match; more than one where the match has several people."""

    mentor: Person
    mentee: Person
    # What matching calls the match.
    occasion_key: str
    is_going_on: bool


class PairSource(Protocol):
    """Returns pairs of a programme whose match has begun, one person's alone where one is named.

    It makes a number of queries that does not grow with them.
    """

    def __call__(self, programme: Programme, person: Person | None) -> list[Pair]:
        """Return the pairs, the latest match first."""


_sources: list[PairSource] = []


def register_pairs(source: PairSource) -> None:
    """Let an app say who meets whom; called from its `AppConfig.ready`."""
    if source not in _sources:
        _sources.append(source)


def pairs_of_person(person: Person, programme: Programme) -> list[Pair]:
    """Return the pairs in which a person is, or was, mentor or mentee."""
    return [pair for source in _sources for pair in source(programme, person)]


def pairs_of(programme: Programme) -> list[Pair]:
    """Return all pairs of a programme."""
    return [pair for source in _sources for pair in source(programme, None)]


def pairs_to_observe(programme: Programme) -> list[Pair]:
    """Return the pairs going on that are two people alone: both can be asked, nobody else is there.

    Who has no address to be asked at is left out.
    """
    pairs = [pair for pair in pairs_of(programme) if pair.is_going_on]
    keys = [pair.occasion_key for pair in pairs]
    return [
        pair
        for pair in pairs
        if keys.count(pair.occasion_key) == 1
        and pair.mentor.can_sign_in
        and pair.mentee.can_sign_in
    ]
