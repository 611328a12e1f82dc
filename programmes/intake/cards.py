"""What intake puts on a participant's home: nominations, hours, managers, and waiting."""

from collections.abc import Iterator, Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.applying.enums import ApplicationState
from programmes.cards import Card
from programmes.enums import CohortState, ParticipantRole
from programmes.intake.enums import EndorsementState
from programmes.intake.queries import own_applications, waiting_places
from programmes.intake.standing import hours_in_words
from programmes.models import (
    Application,
    Endorsement,
    Nomination,
    ProgrammePolicy,
    WaitingPlace,
)
from programmes.models.intake import WaitingPlaceQuerySet

NOMINATED, CONFIRM, ENDORSER_MISSING, ENDORSER, WAITS = 6, 7, 8, 75, 70


def open_nominations(person: Person) -> QuerySet[Nomination]:
    """Return for what others put somebody forward, the earliest first."""
    mine = Nomination.objects.open().filter(nominee=person)
    rows = mine.exclude(cohort__state=CohortState.CLOSED).select_related(
        "cohort__programme", "nominated_by"
    )
    return rows.order_by("nominated_at", "pk")


def own_endorsements(person: Person) -> QuerySet[Endorsement]:
    """Return who was asked to endorse what somebody handed in, the earliest first."""
    rows = Endorsement.objects.filter(application__in=own_applications(person).order_by())
    return rows.select_related("endorser").order_by("asked_at", "pk")


def own_waiting_places(person: Person) -> WaitingPlaceQuerySet:
    """Return where somebody waits for a place."""
    waiting = waiting_places().filter(application__in=own_applications(person).order_by())
    return waiting.select_related("application__cohort__programme")


def cards_of_intake(
    _person: Person,
    applications: Sequence[Application],
    endorsements: Sequence[Endorsement],
    waiting: Sequence[WaitingPlace],
) -> Iterator[Card]:
    """Yield what is still to say, whom a line manager was asked about, and where somebody waits."""
    for application in applications:
        yield from _confirmation(application)
    yield from _endorsers(applications, endorsements)
    for place in waiting:
        programme = place.application.cohort.programme
        yield Card(
            key=f"programmes.waiting.{place.pk}",
            title=_("You are on the waiting list"),
            text=_("When a place in %(programme)s becomes free and it is your turn, we write.")
            % {"programme": programme.name},
            action=_("How it works"),
            url=reverse("programmes:waiting-list-own", args=(place.pk,)),
            order=WAITS,
        )


def policy_behind(application: Application) -> ProgrammePolicy:
    """Return the policy that an application's programme has, fetched along with it."""
    programme = application.cohort.programme
    return getattr(programme, "policy", None) or ProgrammePolicy(programme=programme)


def cards_of_nominations(_person: Person, nominations: Sequence[Nomination]) -> Iterator[Card]:
    """Yield one card for each cohort and role for which somebody is nominated."""
    told = {(row.cohort_id, row.role): row for row in nominations}
    for row in told.values():
        is_mentor = row.role == ParticipantRole.MENTOR
        yield Card(
            key=f"programmes.nomination.{row.pk}",
            headline=_("You were nominated to be a mentor")
            if is_mentor
            else _("You were nominated to have a mentor"),
            title=row.cohort.programme.name,
            text=_("%(name)s put you forward, and says why.") % {"name": row.nominated_by.name},
            action=_("Read and answer"),
            url=reverse("programmes:nomination-answer", args=(row.pk,)),
            order=NOMINATED,
        )


def _confirmation(application: Application) -> Iterator[Card]:
    """Ask to confirm the hours where they were not, or are others now."""
    hours = policy_behind(application).hours_a_month
    if application.confirmed_hours == hours:
        return
    facts = {"hours": hours_in_words(hours), "programme": application.cohort.programme.name}
    is_again = application.confirmed_hours is not None
    yield Card(
        key=f"programmes.confirm.{application.pk}",
        headline=_("Please confirm what is asked of you"),
        title=_("%(programme)s asks for other hours now") % facts
        if is_again
        else _("One more thing for %(programme)s") % facts,
        text=_("About %(hours)s hours a month. See them as a year, and say yes.") % facts,
        action=_("See and confirm"),
        url=reverse("programmes:confirmation", args=(application.pk,)),
        order=CONFIRM,
    )


def _endorsers(
    applications: Sequence[Application], endorsements: Sequence[Endorsement]
) -> Iterator[Card]:
    """Say who was asked to endorse each application, or that nobody is known."""
    last = {row.application_id: row for row in endorsements}
    for application in applications:
        asked = last.get(application.pk)
        if application.state != ApplicationState.SUBMITTED:
            continue
        url = reverse("programmes:endorsement-own", args=(application.pk,))
        if asked is not None and asked.state == EndorsementState.OPEN:
            day = date_format(timezone.localtime(asked.asked_at), "j F")
            words = _("Your manager, %(name)s, was asked on %(day)s.")
            yield Card(
                key=f"programmes.endorser.{application.pk}",
                title=_("Your line manager’s endorsement"),
                text=words % {"name": asked.endorser.name, "day": day},
                action=_("See how it stands"),
                url=url,
                order=ENDORSER,
            )
        elif policy_behind(application).asks_endorsement and (
            asked is None or asked.state == EndorsementState.WITHDRAWN
        ):
            yield Card(
                key=f"programmes.endorser.{application.pk}",
                headline=_("Who is your line manager?"),
                title=application.cohort.programme.name,
                text=_("They say whether the time can be released. We do not know them yet."),
                action=_("Name them"),
                url=url,
                order=ENDORSER_MISSING,
            )
