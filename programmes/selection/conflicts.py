"""Who stands too near to whom to judge them: what the records say, and what people declared."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.enums import ParticipantRole
from programmes.models import (
    Application,
    Cohort,
    ConflictOfInterest,
    Nomination,
    Profile,
    Programme,
)
from programmes.models.application import ApplicationQuerySet
from programmes.models.programme import ProgrammeQuerySet


class Nearness(TextChoices):
    """Why somebody may not judge somebody."""

    SELF = "self", _("it is their own application")
    MANAGES = "manages", _("manages the applicant")
    MANAGED = "managed", _("is managed by the applicant")
    NOMINATED = "nominated", _("nominated the applicant")
    DECLARED = "declared", _("said so, or a coordinator did")


# By applicant, then by reviewer.
Conflicts = dict[UUID, dict[UUID, Nearness]]


def conflicts_among(
    programme: Programme, applicants: Collection[UUID], reviewers: Collection[UUID]
) -> Conflicts:
    """Return who of the reviewers may not judge whom of the applicants, and why; four queries."""
    found: Conflicts = defaultdict(dict)
    for applicant, reviewer in ConflictOfInterest.objects.filter(
        programme=programme, applicant__in=applicants, reviewer__in=reviewers
    ).values_list("applicant_id", "reviewer_id"):
        found[applicant][reviewer] = Nearness.DECLARED
    for nominee, nominator in Nomination.objects.filter(
        cohort__programme=programme,
        role=ParticipantRole.MENTOR,
        nominee__in=applicants,
        nominated_by__in=reviewers,
    ).values_list("nominee_id", "nominated_by_id"):
        found[nominee][nominator] = Nearness.NOMINATED
    for applicant, reviewer, why in _managers(programme, applicants, reviewers):
        found[applicant][reviewer] = why
    for both in set(applicants) & set(reviewers):
        found[both][both] = Nearness.SELF
    return dict(found)


def _managers(
    programme: Programme, applicants: Collection[UUID], reviewers: Collection[UUID]
) -> Iterable[tuple[UUID, UUID, Nearness]]:
    """Yield who manages whom, by the address of the line manager in the profile."""
    people = set(applicants) | set(reviewers)
    addresses = dict(Person.objects.filter(pk__in=people).values_list("pk", "email"))
    managers = dict(
        Profile.objects.filter(
            membership__organisation=programme.organisation_id, membership__person__in=people
        )
        .exclude(line_manager_email="")
        .values_list("membership__person_id", "line_manager_email")
    )
    by_address: dict[str, set[UUID]] = defaultdict(set)
    for person, address in addresses.items():
        if address:
            by_address[address.lower()].add(person)
    for person, address in managers.items():
        for manager in by_address[address.lower()]:
            if person in applicants and manager in reviewers:
                yield person, manager, Nearness.MANAGES
            if manager in applicants and person in reviewers:
                yield manager, person, Nearness.MANAGED


def conflicts_told(programme: Programme, *, reader: Person) -> "QuerySet[ConflictOfInterest]":
    """Return the conflicts of a programme; who may not judge the reader is not for the reader."""
    return ConflictOfInterest.objects.filter(programme=programme).exclude(applicant=reader)


def conflicts_of(reviewer: Person) -> "QuerySet[ConflictOfInterest]":
    """Return whom somebody should not judge, by name."""
    named = ConflictOfInterest.objects.filter(reviewer=reviewer)
    return named.select_related("applicant").order_by("applicant__name")


def reviewing_programmes(person: Person) -> ProgrammeQuerySet:
    """Return the programmes for which somebody reviews."""
    return Programme.objects.where_allowed(person, Permission.REVIEW_APPLICATIONS)


def judgeable(programme: Programme, person: Person) -> "QuerySet[Person]":
    """Return who applies as mentor, without oneself and whom one named already; by name."""
    applications = Application.objects.handed_in().mentors()
    applications = applications.filter(cohort__in=Cohort.objects.open().filter(programme=programme))
    named = ConflictOfInterest.objects.filter(programme=programme, reviewer=person)
    people = Person.objects.filter(pk__in=applications.values("person")).exclude(pk=person.pk)
    return people.exclude(pk__in=named.values("applicant")).order_by("name", "pk")


def people_behind(applications: ApplicationQuerySet) -> "QuerySet[Person]":
    """Return who applied."""
    return Person.objects.filter(applications__in=applications).distinct()
