"""What this app itself puts on a participant's home: invitations, waiting, the usual steps."""

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.cards import Card, Step
from programmes.enums import FUNNEL, ParticipantRole, ParticipantState
from programmes.models import Application, Participant, TeamMember
from programmes.queries import places_now

START, TRAINING, MATCH, CLOSE = 10, 20, 30, 90
INVITED_FIRST, WAITING_LATER, WHOM_TO_ASK = 5, 80, 85


def cards_of_places(person: Person) -> Iterator[Card]:
    """Yield a card for each invitation to answer, and each application under way."""
    applying = _under_way_already(person)
    for place in places_now(person):
        told = applying.get((place.cohort_id, place.role))
        if place.state == ParticipantState.INVITED and told in {None, ApplicationState.DECIDED}:
            yield _invitation(place)
        elif place.state == ParticipantState.APPLIED and told is None:
            yield _under_way(place)


def cards_of_coordinators(person: Person) -> Iterator[Card]:
    """Yield a small card that says who looks after the person, once for each of them; one query."""
    places = (
        Participant.objects.of(person)
        .to_look_after()
        .filter(coordinator__in=TeamMember.objects.current().with_caseload())
        .exclude(coordinator__person=person)
        .select_related("coordinator__person", "cohort__programme")
        .order_by("cohort__starts_on", "pk")
    )
    told = {(place.coordinator_id, place.cohort.programme_id): place for place in places}
    for place in told.values():
        if place.coordinator is not None:
            yield _looks_after(place, place.coordinator.person)


def steps_of_places(places: Sequence[Participant]) -> Mapping[UUID, list[Step]]:
    """Return the steps that everybody takes, by participant id."""
    return {place.pk: _steps(place) for place in places}


def _under_way_already(person: Person) -> dict[tuple[UUID, str], str]:
    """Return for which cohorts and roles an application tells more than the place does."""
    applications = Application.objects.of(person).exclude(state=ApplicationState.WITHDRAWN)
    rows = applications.values_list("cohort_id", "role", "state")
    return {(cohort, role): state for cohort, role, state in rows}


def _steps(place: Participant) -> list[Step]:
    """Return start, training, match and close, done as far as the participant's state says."""
    reached = FUNNEL.index(ParticipantState(place.state)) if place.state in FUNNEL else 0

    def is_past(state: ParticipantState) -> bool:
        return reached >= FUNNEL.index(state)

    return [
        Step(_("Start"), START, is_past(ParticipantState.ACCEPTED)),
        Step(_("Training"), TRAINING, is_past(ParticipantState.TRAINED)),
        Step(_("Match"), MATCH, is_past(ParticipantState.MATCHED)),
        Step(_("Close"), CLOSE, is_past(ParticipantState.FINISHED)),
    ]


def _looks_after(place: Participant, coordinator: Person) -> Card:
    """Say whom to ask, and how to reach them."""
    facts = {"name": coordinator.short_name, "programme": place.cohort.programme.name}
    return Card(
        key=f"programmes.coordinator.{place.pk}",
        title=_("%(name)s looks after you") % facts,
        text=_("Whatever comes up in %(programme)s, ask %(name)s.") % facts,
        action=_("Write to %(name)s") % facts if coordinator.email else "",
        url=f"mailto:{coordinator.email}" if coordinator.email else "",
        order=WHOM_TO_ASK,
    )


def _invitation(place: Participant) -> Card:
    """Ask for a yes or no."""
    programme, cohort = place.cohort.programme, place.cohort
    is_mentor = place.role == ParticipantRole.MENTOR
    return Card(
        key=f"programmes.invitation.{place.pk}",
        headline=_("Would you like to be a mentor?")
        if is_mentor
        else _("Would you like to have a mentor?"),
        title=programme.name,
        text=_("From %(start)s to %(end)s. Say yes or no, whichever is true.")
        % {"start": date_format(cohort.starts_on), "end": date_format(cohort.ends_on)},
        action=_("Read and answer"),
        url=reverse("programmes:invitation", args=(place.pk,)),
        order=INVITED_FIRST,
    )


def _under_way(place: Participant) -> Card:
    """Say that somebody else has the next step."""
    return Card(
        key=f"programmes.applied.{place.pk}",
        title=_("Your application is with us"),
        text=_("The coordinators of %(programme)s read it, and write to you when they decide.")
        % {"programme": place.cohort.programme.name},
        action="",
        url="",
        order=WAITING_LATER,
    )
