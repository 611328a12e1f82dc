"""Who should develop first may learn before they have a place: what is open to them."""

from django.db.models import Q
from django.urls import reverse

from mentorship.accounts.models import Person
from programmes.enums import CohortState
from programmes.models import Application, Decision
from programmes.models.decision import DecisionQuerySet
from programmes.selection.enums import Outcome
from training.models import Session
from training.models.session import SessionQuerySet


def offered() -> DecisionQuerySet:
    """Return the offers to develop first that stand, in cohorts that are not closed."""
    standing = Decision.objects.in_force().filter(outcome=Outcome.DEVELOP)
    return standing.exclude(application__cohort__state=CohortState.CLOSED)


def seats_offered(person: Person) -> list[tuple[object, object, str]]:
    """Return programme, cohort and role of each offer that a person has; one query."""
    return list(
        offered()
        .filter(application__person=person)
        .values_list(
            "application__cohort__programme_id", "application__cohort_id", "application__role"
        )
    )


def learning_of(application: Application) -> str:
    """Return where an applicant can learn, if any session is open to them; one query."""
    is_open = _open_to(application).exists()
    return reverse("training:learn") if is_open else ""


def _open_to(application: Application) -> SessionQuerySet:
    """Return the sessions to come that are for the application's cohort and role."""
    cohort = application.cohort
    sessions = Session.objects.filter(programme=cohort.programme_id, community__isnull=True)
    for_them = sessions.upcoming().for_role(application.role)
    return for_them.filter(Q(cohort__isnull=True) | Q(cohort=cohort))
