"""What this app itself puts on a participant's home: invitations, waiting, the usual steps."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.cards import Card, Step
from programmes.enums import FUNNEL, PLACE_OVER, ParticipantRole, ParticipantState
from programmes.models import Application, Participant
from programmes.models.application import ApplicationQuerySet

START, TRAINING, MATCH, CLOSE = 10, 20, 30, 90
INVITED_FIRST, WAITING_LATER, WHOM_TO_ASK = 5, 80, 85


def cards_of_places(
    _person: Person, places: Iterable[Participant], applications: Iterable[Application]
) -> Iterator[Card]:
    """Yield a card for each invitation to answer, and each application under way."""
    # An application tells more than the place does.
    applying = {(each.cohort_id, each.role): each.state for each in applications}
    for place in places:
        told = applying.get((place.cohort_id, place.role))
        if place.state == ParticipantState.INVITED and told in {None, ApplicationState.DECIDED}:
            yield _invitation(place)
        elif place.state == ParticipantState.APPLIED and told is None:
            yield _under_way(place)


def cards_of_coordinators(person: Person, places: Iterable[Participant]) -> Iterator[Card]:
    """Yield a small card that says who looks after the person, once for each of them."""
    told: dict[tuple[UUID, UUID], Card] = {}
    for place in sorted(places, key=lambda place: (place.cohort.starts_on, place.pk)):
        member = place.coordinator
        if member is None or place.state in PLACE_OVER or member.person_id == person.pk:
            continue
        if member.is_current and member.has_caseload:
            told[member.pk, place.cohort.programme_id] = _looks_after(place, member.person)
    yield from told.values()


def steps_of_places(places: Sequence[Participant]) -> Mapping[UUID, list[Step]]:
    """Return the steps that everybody takes, by participant id."""
    return {place.pk: _steps(place) for place in places}


def standing_applications(person: Person) -> ApplicationQuerySet:
    """Return what somebody applied for and has not taken back."""
    return Application.objects.of(person).exclude(state=ApplicationState.WITHDRAWN)


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
