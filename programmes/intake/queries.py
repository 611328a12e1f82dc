"""Reads about intake: windows, requests to line managers, and who waits for a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person
from programmes.applying.enums import ApplicationState, ProfileField, QuestionKind
from programmes.enums import PLACE_OVER, CohortState, ParticipantRole, ParticipantState
from programmes.intake.enums import EndorsementState, PromotionRule
from programmes.intake.links import BrokenLinkError, EndorsementLink
from programmes.intake.turn import Turn, free_places, in_order
from programmes.models import (
    Answer,
    Application,
    ApplicationWindow,
    Cohort,
    Endorsement,
    IntakePolicy,
    Participant,
    Profile,
    Programme,
    WaitingPlace,
)
from programmes.models.application import ApplicationQuerySet
from programmes.models.cohort import CohortQuerySet
from programmes.models.intake import WaitingPlaceQuerySet

# Handed in, and not withdrawn.
IN_HAND = frozenset({ApplicationState.SUBMITTED, ApplicationState.DECIDED})
# Who has no place yet, or none any more.
NOT_IN = frozenset({ParticipantState.INVITED, ParticipantState.APPLIED}) | PLACE_OVER


class LinkState(StrEnum):
    """Whether a line manager's link still may act, and if not, why."""

    OPEN = "open"
    ANSWERED = "answered"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"
    NOT_NEEDED = "not_needed"
    EXPIRED = "expired"

    @property
    def is_done(self) -> bool:
        """Tell whether the link has done its work, so that its page is a receipt."""
        return self in {LinkState.ANSWERED, LinkState.PASSED_ON}


class Manager(NamedTuple):
    """Who somebody says is their line manager."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on a waiting list, with their position."""

    place: WaitingPlace
    position: int


def intake_policy_of(programme: Programme) -> IntakePolicy:
    """Return how mentees come into a programme; the usual, not stored, where it never said."""
    stored = IntakePolicy.objects.filter(programme=programme).first()
    return stored or IntakePolicy(programme=programme)


def cohorts_around(person: Person) -> CohortQuerySet:
    """Return the cohorts of the organisations that somebody belongs to, whoever runs them."""
    organisations = Organisation.objects.visible_to(person)
    cohorts = Cohort.objects.filter(programme__organisation__in=organisations)
    return cohorts.select_related("programme__organisation")


def roles_to_nominate(cohort: Cohort) -> list[ParticipantRole]:
    """Return the roles for which people can be nominated today, mentees first; one query."""
    return roles_by_cohort([cohort])[cohort]


def roles_by_cohort(cohorts: Iterable[Cohort]) -> dict[Cohort, list[ParticipantRole]]:
    """Return for each cohort the roles for which people can be nominated today; one query."""
    wanted = list(cohorts)
    rows = ApplicationWindow.objects.filter(cohort__in=wanted)
    windows = {(window.cohort_id, window.role): window for window in rows}
    return {
        cohort: [
            role
            for role in (ParticipantRole.MENTEE, ParticipantRole.MENTOR)
            if _takes_nominations(cohort, windows.get((cohort.pk, role)))
        ]
        for cohort in wanted
    }


def _takes_nominations(cohort: Cohort, window: ApplicationWindow | None) -> bool:
    """Tell whether somebody can be nominated today; without a window, while the cohort recruits."""
    if window is None:
        return cohort.state == CohortState.RECRUITING
    today = timezone.localdate(timezone=cohort.programme.organisation.time_zone)
    return window.takes_nominations and window.opens_on <= today <= window.closes_on


def apply_url(cohort: Cohort, role: str) -> str:
    """Return where somebody begins to apply."""
    return reverse("programmes:apply", kwargs={"cohort": cohort.pk, "role": role})


def endorsement_of(link: EndorsementLink) -> Endorsement:
    """Return the request that a link names; raises `BrokenLinkError` when there is none."""
    found = Endorsement.objects.filter(pk=link.endorsement_id, application_id=link.application_id)
    endorsement = found.select_related(
        "application__cohort__programme__organisation", "application__person", "endorser"
    ).first()
    if endorsement is None:
        raise BrokenLinkError
    return endorsement


def state_of_request(endorsement: Endorsement) -> LinkState:
    """Tell whether a request may still be answered by its link, and if not, why."""
    if endorsement.state == EndorsementState.PASSED_ON:
        return LinkState.PASSED_ON
    if endorsement.state == EndorsementState.WITHDRAWN:
        return LinkState.WITHDRAWN
    if endorsement.state != EndorsementState.OPEN:
        return LinkState.ANSWERED
    if endorsement.application.state != ApplicationState.SUBMITTED:
        return LinkState.NOT_NEEDED
    return LinkState.EXPIRED if endorsement.is_over(timezone.now()) else LinkState.OPEN


def last_endorsement(application: Application) -> Endorsement | None:
    """Return the request made last, whatever became of it."""
    return application.endorsements.select_related("endorser").first()


def manager_of(application: Application) -> Manager | None:
    """Return the line manager whom the applicant named, in their profile or in what they answered.

    None where there is no address; two queries at most.
    """
    organisation = application.cohort.programme.organisation_id
    own = Profile.objects.filter(
        membership__organisation=organisation, membership__person=application.person_id
    )
    named = own.values_list("line_manager_name", "line_manager_email").first()
    if named and named[1]:
        return Manager(*named)
    answered = dict(
        Answer.objects.filter(
            application=application,
            question__kind=QuestionKind.PROFILE,
            question__profile_field__in=[
                ProfileField.LINE_MANAGER_NAME,
                ProfileField.LINE_MANAGER_EMAIL,
            ],
        ).values_list("question__profile_field", "values")
    )
    email = "".join(answered.get(ProfileField.LINE_MANAGER_EMAIL, [])).strip()
    name = "".join(answered.get(ProfileField.LINE_MANAGER_NAME, [])).strip()
    return Manager(name or email, email) if email else None


def places_free(cohort: Cohort) -> int | None:
    """Return how many mentees a cohort can still take in; None where no number is set."""
    return free_in([cohort.pk]).get(cohort.pk)


def free_in(cohorts: Iterable[UUID]) -> dict[UUID, int | None]:
    """Return how many mentees each cohort can still take in; two queries."""
    wanted = list(cohorts)
    windows = ApplicationWindow.objects.filter(cohort__in=wanted, role=ParticipantRole.MENTEE)
    places = dict(windows.values_list("cohort_id", "places"))
    taken = dict(
        Participant.objects.mentees()
        .filter(cohort__in=wanted)
        .exclude(state__in=list(NOT_IN))
        .order_by()
        .values_list("cohort_id")
        .annotate(number=Count("pk"))
    )
    return {pk: free_places(places.get(pk), taken.get(pk, 0)) for pk in wanted}


def waiting_in(cohort: Cohort, rule: str) -> list[Waiting]:
    """Return who waits for a place in a cohort, the next one first; one query."""
    rows = waiting_places().filter(application__cohort=cohort)
    places = {place.pk: place for place in rows.select_related("application__person")}
    turns = in_order(map(turn_of, places.values()), by_priority=rule == PromotionRule.PRIORITY)
    return [Waiting(places[turn.key], at) for at, turn in enumerate(turns, start=1)]


def waiting_places() -> WaitingPlaceQuerySet:
    """Return who waits; whoever withdrew their application waits no more."""
    return WaitingPlace.objects.waiting().filter(application__state__in=list(IN_HAND))


def turn_of(place: WaitingPlace) -> Turn:
    """Return a place on the list as the order's own core reads it."""
    return Turn(place.pk, place.joined_at, place.priority)


def own_applications(person: Person) -> ApplicationQuerySet:
    """Return what somebody handed in to be a mentee in cohorts that are not closed."""
    return (
        Application.objects.of(person)
        .mentees()
        .filter(
            state__in=list(IN_HAND),
            cohort__in=Cohort.objects.open(),
        )
        .select_related("cohort__programme__organisation", "cohort__programme__policy", "person")
        .order_by("submitted_at", "pk")
    )
