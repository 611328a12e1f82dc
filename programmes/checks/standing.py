"""Who lacks which check, and what keeps somebody from being matched."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from programmes.enums import CohortState
from programmes.models import Check, CheckRequirement, Participant, Programme
from programmes.models.check import CHECKED_STATES


class Lack(NamedTuple):
    """Something that is asked of a participant, and that they were never asked for."""

    participant: Participant
    requirement: CheckRequirement


def blocked_by_checks(places: Iterable[Participant], day: date) -> dict[UUID, list[str]]:
    """Return the names of checks that are missing or out of date, by participant; two queries.

    Only what blocks matching counts; whoever lacks nothing is left out. The places come with
    their cohort.
    """
    places = list(places)
    asked = CheckRequirement.objects.in_force().filter(
        blocks_matching=True, programme__in={place.cohort.programme_id for place in places}
    )
    by_role: dict[tuple[UUID, str], list[CheckRequirement]] = defaultdict(list)
    for requirement in asked:
        by_role[requirement.programme_id, requirement.role].append(requirement)
    if not by_role:
        return {}
    good = set(
        Check.objects.good_on(day)
        .filter(requirement__in=asked, person__in={place.person_id for place in places})
        .values_list("requirement_id", "person_id")
    )
    blocked: dict[UUID, list[str]] = {}
    for place in places:
        wanted = by_role[place.cohort.programme_id, place.role]
        if lacking := [each.name for each in wanted if (each.pk, place.person_id) not in good]:
            blocked[place.pk] = lacking
    return blocked


def never_asked(programme: Programme, places: Sequence[Participant] | None = None) -> list[Lack]:
    """Return what nobody has asked of people who were accepted; three queries.

    All who take part, unless `places` says whom. Whoever has two places is asked once.
    """
    asked = list(CheckRequirement.objects.in_force().filter(programme=programme))
    if not asked:
        return []
    taking_part = (
        Participant.objects.filter(cohort__programme=programme, state__in=CHECKED_STATES)
        .exclude(cohort__state=CohortState.CLOSED)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    if places is not None:
        taking_part = taking_part.filter(pk__in=[place.pk for place in places])
    known = set(
        Check.objects.filter(requirement__in=asked).values_list("requirement_id", "person_id")
    )
    lacks: list[Lack] = []
    for place in taking_part:
        for requirement in asked:
            key = (requirement.pk, place.person_id)
            if requirement.role == place.role and key not in known:
                known.add(key)
                lacks.append(Lack(place, requirement))
    return lacks
