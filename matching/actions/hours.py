"""What a person says of themselves: free hours, once for all; languages and seats, by place."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from matching.models import FreeHours, MatchingPlace
from matching.wishing.halves import OF_A_WEEK
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant


@transaction.atomic
def keep_hours(person: Person, free: Iterable[int], *, by: Person) -> None:
    """Keep the half hours of a week, 0 to 335, at which a person is free; recorded."""
    half_hours = sorted({half for half in free if 0 <= half < OF_A_WEEK})
    FreeHours.objects.bulk_create([FreeHours(person=person)], ignore_conflicts=True)
    row = FreeHours.objects.select_for_update().get(person=person)
    if row.half_hours == half_hours:
        return
    row.half_hours = half_hours
    row.save()
    record("free_hours.kept", row, by=by)


@transaction.atomic
def keep_place(
    place: Participant,
    *,
    free: Iterable[int],
    levels: Mapping[str, int],
    seats: int | None,
    is_resting: bool,
    by: Person,
) -> None:
    """Keep all that somebody told on one page; recorded.

    `free` counts for the person in all programmes. `levels` has 1 (a few words) to 6 (first
    language) by language, `seats` how many mentees a mentor takes (None leaves it to the round).
    """
    keep_hours(place.person, free, by=by)
    _keep(place, by=by, language_levels=dict(levels), seats=seats, is_resting=is_resting)


def _keep(place: Participant, *, by: Person, **facts: Any) -> None:
    """Store what is new, and record which facts it was, never what they say."""
    MatchingPlace.objects.bulk_create([MatchingPlace(participant=place)], ignore_conflicts=True)
    row = MatchingPlace.objects.select_for_update().get(participant=place)
    news = [name for name, value in facts.items() if getattr(row, name) != value]
    if not news:
        return
    for name in news:
        setattr(row, name, facts[name])
    row.save()
    organisation_id = place.cohort.programme.organisation_id
    record(
        "matching_place.kept", row, by=by, organisation_id=organisation_id, changes={"new": news}
    )
