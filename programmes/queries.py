"""Reads across this app's rows."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone

from mentorship.accounts.access import Grant
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission, Role
from mentorship.accounts.queries import works_in_console
from mentorship.common.together import Reads, Telling
from programmes.applying.enums import ApplicationState
from programmes.enums import FUNNEL, CohortState, ParticipantState
from programmes.models import (
    Application,
    CalendarFeed,
    Cohort,
    Participant,
    Programme,
    ProgrammePolicy,
    TeamMember,
)
from programmes.models.calendar_feed import hash_of
from programmes.models.participant import ParticipantQuerySet
from programmes.models.programme import TeamMemberQuerySet
from programmes.permissions import allowed_in


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many participants are in a state."""

    state: ParticipantState
    count: int


def team_grants(person: Person) -> Telling[Grant]:
    """Yield the roles a person holds in programmes now."""
    held = (
        TeamMember.objects.current()
        .filter(
            person=person,
            programme__organisation__memberships__person=person,
            programme__organisation__memberships__ended_on__isnull=True,
        )
        .values_list("role", "programme__organisation_id", "programme_id")
    )
    yield Reads(held)
    for role, organisation_id, programme_id in held:
        yield Grant(Role(role), organisation_id, programme_id)


def console_programmes(person: Person) -> list[Programme]:
    """Return the programmes somebody runs or oversees, by name; empty for everybody else.

    One query besides those for the person's roles.
    """
    if not works_in_console(person):
        return []
    programmes = Programme.objects.where_allowed(person, Permission.VIEW_PROGRAMME)
    return list(programmes.select_related("organisation").order_by("name", "pk"))


def current_cohort(cohorts: Sequence[Cohort]) -> Cohort | None:
    """Return the cohort that a reader means when they name none.

    That is the latest one under way; else the next to begin; else the latest of all.
    """
    today = timezone.localdate()
    by_start = sorted(cohorts, key=lambda cohort: (cohort.starts_on, cohort.number))
    is_open = [cohort for cohort in by_start if cohort.state != CohortState.CLOSED]
    begun = [cohort for cohort in is_open if cohort.starts_on <= today]
    if begun:
        return begun[-1]
    if is_open:
        return is_open[0]
    return by_start[-1] if by_start else None


def funnel_of(participants: ParticipantQuerySet) -> list[StateCount]:
    """Return how many are in each state of the funnel, and beside it where anybody is."""
    counted = dict(participants.order_by().values_list("state").annotate(n=Count("pk")))
    steps = [StateCount(state, counted.get(state, 0)) for state in FUNNEL]
    beside = (ParticipantState.WITHDRAWN, ParticipantState.DECLINED)
    return [*steps, *(StateCount(state, counted[state]) for state in beside if state in counted)]


def profile_words_key(organisation_id: uuid.UUID) -> str:
    """Return where the words that occur in an organisation's profiles are kept for a while."""
    return f"profile-words:{organisation_id}"


def places_now(person: Person) -> ParticipantQuerySet:
    """Return the person's places in cohorts that are not closed, the mentee's first."""
    return (
        Participant.objects.of(person)
        .taking_part()
        .filter(cohort__in=Cohort.objects.open())
        .select_related("cohort__programme__organisation", "coordinator__person")
        .order_by("role", "cohort__starts_on", "pk")
    )


def team_memberships(person: Person) -> TeamMemberQuerySet:
    """Return what the person does, did or will do for programmes, by programme."""
    members = TeamMember.objects.filter(person=person)
    return members.select_related("programme").order_by("programme__name", "role")


def people_waiting(
    programme: Programme, states: Iterable[ParticipantState], *, since: date
) -> list[Participant]:
    """Return who has been in one of the states of an open cohort since before the day.

    Longest first; one query.

    Who handed in an application is left out: what becomes of it is told of the application.
    """
    written = Application.objects.exclude(state=ApplicationState.DRAFT).filter(
        cohort=OuterRef("cohort"), person=OuterRef("person"), role=OuterRef("role")
    )
    waiting = (
        Participant.objects.filter(
            ~Exists(written),
            cohort__in=Cohort.objects.open().filter(programme=programme),
            state__in=list(states),
            moved_at__date__lt=since,
        )
        .select_related("person", "cohort")
        .order_by("moved_at", "pk")
    )
    return list(waiting)


def policy_of(programme: Programme) -> ProgrammePolicy:
    """Return how the programme is run; the usual values, not stored, where it never said."""
    stored = ProgrammePolicy.objects.filter(programme=programme).first()
    return stored or ProgrammePolicy(programme=programme)


def feed_by_token(token: str) -> CalendarFeed | None:
    """Return the calendar address of a token, while its owner may see the programme as its team.

    Whoever left the team, the organisation or the product has none, from that moment on.
    """
    feed = (
        CalendarFeed.objects.working()
        .filter(token_hash=hash_of(token), person__is_active=True)
        .select_related("person", "programme")
        .first()
    )
    if feed is None:
        return None
    programme = feed.programme
    is_team = allowed_in(feed.person, Permission.VIEW_PROGRAMME, programme)
    return feed if is_team else None
