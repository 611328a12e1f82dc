"""What an applicant finds on their home: to finish, handed in, or to say whether it still holds."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from programmes.applying.entry import own_window, state_of
from programmes.applying.enums import ApplicationState
from programmes.applying.still_true import awaited
from programmes.applying.windows import Window, WindowState, windows_of
from programmes.cards import Card
from programmes.models import Application, Cohort, Validation
from programmes.models.application import ApplicationQuerySet, ValidationQuerySet

VALIDATE_FIRST, FINISH_NEXT, WAITING_LATER = 3, 4, 80


def applications_under_way(person: Person) -> ApplicationQuerySet:
    """Return what somebody writes, or has handed in, in cohorts that are not closed."""
    return (
        Application.objects.of(person)
        .filter(
            state__in=[ApplicationState.DRAFT, ApplicationState.SUBMITTED],
            cohort__in=Cohort.objects.open(),
        )
        .select_related("cohort__programme__organisation")
        .order_by("began_at")
    )


def awaited_validations(person: Person) -> ValidationQuerySet:
    """Return the questions to somebody whether what they wrote still holds."""
    asked = Validation.objects.open().filter(awaited(), application__person=person)
    return asked.select_related("application__cohort__programme")


def cards_of_applications(_person: Person, applications: Sequence[Application]) -> Iterator[Card]:
    """Yield a card for each application under way; queries about windows while one is written."""
    written = [each for each in applications if each.state == ApplicationState.DRAFT]
    windows = windows_of({application.cohort for application in written})
    for application in applications:
        if application.state == ApplicationState.SUBMITTED:
            yield _handed_in(application)
            continue
        window = own_window(application, windows[application.cohort_id, application.role])
        state = state_of(application, window)
        if state in {WindowState.OPEN, WindowState.GRACE}:
            yield _unfinished(application, window, state)


def cards_of_validations(_person: Person, validations: Sequence[Validation]) -> Iterator[Card]:
    """Yield a card for each question whether what somebody wrote still holds."""
    for validation in validations:
        yield _still_true(validation)


def _unfinished(application: Application, window: Window, state: WindowState) -> Card:
    """Lead back to the question where they were."""
    last_day = window.last_day if state == WindowState.GRACE else window.closes_on
    text = _("What you answered is saved. You go on where you were.")
    if last_day is not None:
        text = _("What you answered is saved. Please hand it in by %(day)s.") % {
            "day": date_format(last_day, "l j F")
        }
    return Card(
        key=f"programmes.application.{application.pk}",
        headline=_("Your application waits for you"),
        title=application.cohort.programme.name,
        text=text,
        action=_("Go on with it"),
        url=reverse("programmes:apply-go-on", args=(application.pk,)),
        order=FINISH_NEXT,
    )


def _handed_in(application: Application) -> Card:
    """Say that somebody else has the next step."""
    return Card(
        key=f"programmes.application.{application.pk}",
        title=_("Your application is with us"),
        text=_("The coordinators of %(programme)s read it, and write to you when they decide.")
        % {"programme": application.cohort.programme.name},
        action=_("See it"),
        url=reverse("programmes:apply-detail", args=(application.pk,)),
        order=WAITING_LATER,
    )


def _still_true(validation: Validation) -> Card:
    """Ask whether what they wrote is still true."""
    cohort = validation.application.cohort
    return Card(
        key=f"programmes.validation.{validation.pk}",
        headline=_("Is this still true?"),
        title=cohort.programme.name,
        text=_("Before we look for your match, please look at what you wrote, by %(day)s.")
        % {"day": date_format(validation.answer_by, "l j F")},
        action=_("Look at it"),
        url=reverse("programmes:apply-still-true", args=(validation.application_id,)),
        order=VALIDATE_FIRST,
    )
