"""Before matching: who is asked whether what they wrote still holds, and who has not answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import ParticipantState
from programmes.gates import TODAY
from programmes.meanwhile import mark_of
from programmes.models import Application, Cohort, Participant, Programme, Validation
from programmes.models.application import ValidationQuerySet
from programmes.needs import Need, Urgency, tells_needs

# Who has a place and waits for a match.
BEFORE_MATCHING = (ParticipantState.ACCEPTED, ParticipantState.TRAINED)
# What was confirmed in these days is not asked again.
STILL_FRESH = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody who is not asked, and why."""

    person: Person
    why: str


@dataclass(frozen=True, slots=True)
class Round:
    """Who is asked, and who is left out."""

    going: tuple[Application, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def mark(self) -> str:
        """Return a mark of who is asked: the same for the same people."""
        return mark_of({"going": [str(application.pk) for application in self.going]})


def round_of(cohort: Cohort, role: str) -> Round:
    """Return who of a cohort would be asked now; three queries."""
    places = (
        Participant.objects.filter(cohort=cohort, role=role)
        .in_states(BEFORE_MATCHING)
        .select_related("person")
        .by_name()
    )
    applications = _applications_by_person(cohort, role)
    going: list[Application] = []
    left_out: list[LeftOut] = []
    for place in places:
        application = applications.get(place.person_id)
        if application is None:
            left_out.append(LeftOut(place.person, _("came without an application")))
        elif why := _why_not(application):
            left_out.append(LeftOut(place.person, why))
        else:
            going.append(application)
    return Round(tuple(going), tuple(left_out))


def answered_and_open(programme: Programme) -> QuerySet[Validation]:
    """Return all questions whether it is still true of a programme, the unanswered first."""
    return (
        Validation.objects.filter(application__cohort__programme=programme)
        .select_related("application__person", "application__cohort")
        .order_by(F("answered_at").desc(nulls_first=True), "answer_by", "pk")
    )


def awaited() -> Exists:
    """Tell of a question whether its person still has a place and waits for a match."""
    return Exists(
        Participant.objects.in_states(BEFORE_MATCHING).filter(
            cohort__in=Cohort.objects.open(),
            cohort=OuterRef("application__cohort"),
            person=OuterRef("application__person"),
            role=OuterRef("application__role"),
        )
    )


def overdue(programme: Programme) -> ValidationQuerySet:
    """Return the questions that should have been answered by now."""
    return Validation.objects.open().filter(
        awaited(),
        application__cohort__programme=programme,
        answer_by__lt=timezone.localdate(),
    )


@tells_needs(
    Permission.DECIDE_APPLICATIONS,
    gate=lambda: Exists(
        Validation.objects.open().filter(
            application__cohort__programme=OuterRef("pk"), answer_by__lt=TODAY
        )
    ),
)
def needs_of_validations(programme: Programme, _person: Person) -> Iterator[Need]:
    """Yield that people have not said whether what they wrote is still true; one query."""
    silent = list(
        overdue(programme).select_related("application__person").order_by("answer_by", "pk")
    )
    if not silent:
        return
    names = [validation.application.person.name for validation in silent]
    title = (
        _("%(name)s has not said whether what they wrote is still true") % {"name": names[0]}
        if len(names) == 1
        else ngettext(
            "%(number)d person has not said whether what they wrote is still true",
            "%(number)d people have not said whether what they wrote is still true",
            len(names),
        )
        % {"number": len(names)}
    )
    yield Need(
        key="programmes.validations",
        title=title,
        reason=_("They were asked to answer by %(day)s, and reminded twice")
        % {"day": date_format(silent[0].answer_by, "j F")},
        action=_("See who"),
        url=reverse("programmes:validations", args=(programme.slug,)),
        urgency=Urgency.SOON,
    )


def _applications_by_person(cohort: Cohort, role: str) -> dict[UUID, Application]:
    """Return what was handed in for a cohort and role, with what was asked since."""
    applications = (
        Application.objects.filter(cohort=cohort, role=role, submitted_at__isnull=False)
        .exclude(withdrawn_at__isnull=False)
        .select_related("person")
        .prefetch_related(Prefetch("validations", Validation.objects.order_by("-asked_at")))
    )
    return {application.person_id: application for application in applications}


def _why_not(application: Application) -> str:
    """Return why somebody is not asked now, or nothing."""
    last = next(iter(application.validations.all()), None)
    if last is None:
        return ""
    if last.answered_at is None:
        return _("is asked already, and may answer until %(day)s") % {
            "day": date_format(last.answer_by, "j F")
        }
    if last.answered_at > timezone.now() - STILL_FRESH:
        day = date_format(timezone.localtime(last.answered_at), "j F")
        return _("said so on %(day)s") % {"day": day}
    return ""
