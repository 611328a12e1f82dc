"""Whom a coordinator finds when they look for people to invite to a community."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from mentorship.accounts.models import Person
from training.communities.queries import may_be_invited
from training.models import Community

# As many as somebody reads through before they look for a name.
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The people a search found, without those who are ticked already, and whether all of them."""

    people: tuple[Person, ...]
    is_all: bool


def people_found(community: Community, wanted: str, chosen: Collection[Person]) -> Found:
    """Return the first who may be invited and whose name or address fits; one query."""
    people = may_be_invited(community).exclude(pk__in=[person.pk for person in chosen])
    words = wanted.replace("\x00", "").strip()
    if words:
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    rows = list(people[: MOST_FOUND + 1])
    return Found(tuple(rows[:MOST_FOUND]), is_all=len(rows) <= MOST_FOUND)
