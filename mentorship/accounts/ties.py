"""Which organisations somebody has, or ever had, anything to do with.

Whoever takes part in a programme need not belong to its organisation, so memberships alone do not
say it. An organisation that merely adds somebody's address must not get at what they are
elsewhere: before it changes, merges, shows or erases a person, it asks here.
"""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from mentorship.accounts.models import Membership, Organisation, Person

# Ids of organisations, each with whether the tie holds now.
TieSource = Callable[[Sequence[Person]], Iterable[tuple[UUID, bool]]]
_sources: list[TieSource] = []


def register_ties(source: TieSource) -> None:
    """Let an app say to which organisations its rows tie people; called from `ready`."""
    if source not in _sources:
        _sources.append(source)


def ties_of(people: Sequence[Person], *, now: bool = False) -> frozenset[UUID]:
    """Return the organisations that any of these records of a person is tied to.

    With `now` those alone to which they are tied today. One query a source and one more.
    """
    told = [*_of_memberships(people), *(tie for source in _sources for tie in source(people))]
    return frozenset(organisation for organisation, holds in told if holds or not now)


def is_known_elsewhere(
    people: Sequence[Person], organisation: Organisation, *, now: bool = False
) -> bool:
    """Tell whether somebody is tied to another organisation as well; with `now`, today."""
    return bool(ties_of(people, now=now) - {organisation.pk})


def _of_memberships(people: Sequence[Person]) -> Iterable[tuple[UUID, bool]]:
    """Yield where they belong, or belonged."""
    rows = Membership.objects.filter(person__in=people).values_list("organisation_id", "ended_on")
    return [(organisation, ended_on is None) for organisation, ended_on in rows]
