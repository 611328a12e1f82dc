"""The list of people: what its filters offer, and what one page of it needs to know."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.core.paginator import Page
from django.db.models import CharField, F, Func, QuerySet
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.common.together import fill_together
from programmes.models import Participant, Pause, Profile, Programme, TeamMember
from programmes.models.participant import ParticipantQuerySet
from programmes.permissions import allowed_in
from programmes.queries import profile_words_key

PER_PAGE = 25
_KEEP_WORDS_FOR = 300  # seconds; somebody who changes a profile sees their word at once
_MOST_WORDS = 200
COORDINATING = (Role.LEAD_COORDINATOR, Role.COORDINATOR)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list."""

    place: Participant
    profile: Profile | None
    is_away: bool


def rows_of(
    programme: Programme, page: "Page[Participant] | Collection[Participant]"
) -> list[PersonRow]:
    """Return the lines of one page; one query besides the page's own."""
    places = list(page)
    known = profiles_in(programme, [place.person_id for place in places])
    pauses = Pause.objects.on(timezone.localdate()).filter(participant__in=places)
    paused = pauses.values_list("participant_id", flat=True)
    fill_together(known, paused)
    profiles, away = _by_person(known), set(paused)
    return [PersonRow(place, profiles.get(place.person_id), place.pk in away) for place in places]


def profiles_of(programme: Programme, people: Collection[uuid.UUID]) -> dict[uuid.UUID, Profile]:
    """Return what the programme's organisation knows of people, by their ids."""
    return _by_person(profiles_in(programme, people))


def _by_person(known: Iterable[Profile]) -> dict[uuid.UUID, Profile]:
    """Return profiles by the ids of the people."""
    return {profile.membership.person_id: profile for profile in known}


def profile_of(place: Participant) -> "QuerySet[Profile]":
    """Return what the programme's organisation knows of one participant: one row at most."""
    return Profile.objects.filter(
        membership__organisation=place.cohort.programme.organisation_id,
        membership__person=place.person_id,
    )


def profiles_in(programme: Programme, people: Collection[uuid.UUID]) -> "QuerySet[Profile]":
    """Return what the programme's organisation knows of these people."""
    return Profile.objects.filter(
        membership__organisation=programme.organisation_id, membership__person__in=people
    ).select_related("membership")


def profile_words(organisation_id: uuid.UUID) -> dict[str, list[str]]:
    """Return the departments, locations, grades and languages that occur, for a few minutes."""
    key = profile_words_key(organisation_id)
    known: dict[str, list[str]] | None = cache.get(key)
    if known is None:
        profiles = Profile.objects.filter(membership__organisation=organisation_id)
        spoken = Func(F("languages"), function="unnest", output_field=CharField())
        words = {
            name: profiles.exclude(**{name: ""})
            .order_by(name)
            .values_list(name, flat=True)
            .distinct()[:_MOST_WORDS]
            for name in ("department", "location", "grade")
        }
        words["language"] = (
            profiles.annotate(word=spoken)
            .order_by("word")
            .values_list("word", flat=True)
            .distinct()[:_MOST_WORDS]
        )
        fill_together(*words.values())
        known = {name: list(rows) for name, rows in words.items()}
        cache.set(key, known, _KEEP_WORDS_FOR)
    return known


def coordinators_of(programme: Programme) -> list[TeamMember]:
    """Return who looks after people in the programme now, by name."""
    members = programme.team.current().filter(role__in=COORDINATING).select_related("person")
    return list(members.order_by("person__name", "pk"))


def in_caseload_of(people: ParticipantQuerySet, whose: str, *, viewer: Person) -> Any:
    """Return the people whom a team member looks after; "me" and "none" are words for it."""
    if whose == "none":
        return people.filter(coordinator__isnull=True)
    if whose == "me":
        return people.filter(coordinator__person=viewer)
    return people.filter(coordinator=uuid.UUID(whose))


def may_manage(viewer: Person, programme: Programme) -> bool:
    """Tell whether the person may move and message people of the programme."""
    return allowed_in(viewer, Permission.MANAGE_PEOPLE, programme)
