"""Reads are written once in a process: nothing in them may come from the clock or a language."""

import pytest
from django.utils import timezone, translation

from matching import pair_page
from matching.models import Match
from mentorship.accounts.models import Person
from mentorship.common import statements
from programmes import cards
from programmes.queries import places_now, team_memberships
from training.communities import suggestions

pytestmark = pytest.mark.django_db

OF_PEOPLE = {
    places_now,
    team_memberships,
    suggestions.last_rated,
    suggestions.last_learnt,
    *suggestions._goal_topics,
    *(read for source in (*cards._card_sources, *cards._step_sources) for read in source.reads),
}
OF_PAIRS = {read for reads in pair_page._sources.values() for read in reads}


def by_name(read):
    """Return where a read stands."""
    return read.__module__, read.__qualname__


def written(read, *kinds):
    """Return the statement of a read as it would be written now."""
    statements._statement.cache_clear()
    statement = statements._statement((read,), kinds)
    return statement.sql, statement.values


@pytest.mark.parametrize(
    ("read", "kinds"),
    [
        *((read, (Person,)) for read in sorted(OF_PEOPLE, key=by_name)),
        *((read, (Match, Person)) for read in sorted(OF_PAIRS, key=by_name)),
    ],
    ids=lambda value: getattr(value, "__qualname__", ""),
)
def test_a_read_says_the_same_at_any_time_and_in_any_language(read, kinds, time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")
    first = written(read, *kinds)
    time_machine.move_to("2029-07-30T23:30:00Z")
    with timezone.override("Pacific/Auckland"), translation.override("de"):
        assert written(read, *kinds) == first
