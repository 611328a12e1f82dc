"""What a participant says of themselves for matching: free hours, languages, seats."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from matching.models import MatchingPlace
from matching.wishing.halves import OF_A_WEEK
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import Participant


@transaction.atomic
def keep_hours(place: Participant, free: Iterable[int], *, by: Person) -> None:
    """Keep the half hours of a week, 0 to 335, at which somebody is free; recorded."""
    _keep(place, by=by, free_half_hours=_of_a_week(free))


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

    `levels` has 1 (a few words) to 6 (first language) by language, `seats` how many mentees a
    mentor takes (None leaves it to the round).
    """
    _keep(
        place,
        by=by,
        free_half_hours=_of_a_week(free),
        language_levels=dict(levels),
        seats=seats,
        is_resting=is_resting,
    )


def _of_a_week(free: Iterable[int]) -> list[int]:
    """Return half hours in order, each once, and none that no week has."""
    return sorted({half for half in free if 0 <= half < OF_A_WEEK})


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
