"""Writing down what a programme looks for in its mentors."""

from django.db import transaction
from django.db.models import Max, Model

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.models import Criterion, Expectation, IdealMentorProfile, Programme


@transaction.atomic
def add_expectation(programme: Programme, *, text: str, by: Person) -> Expectation:
    """Add something that mentors do to the latest version of the profile; recorded."""
    Programme.objects.select_for_update().get(pk=programme.pk)  # the profile is begun once
    profile = programme.mentor_profiles.order_by("-version").first()
    if profile is None:
        profile = IdealMentorProfile.objects.create(programme=programme)
    last = profile.expectations.aggregate(last=Max("position"))["last"]
    expectation = Expectation.objects.create(
        profile=profile, text=text, position=0 if last is None else last + 1
    )
    _record("expectation.added", expectation, programme, by)
    return expectation


@transaction.atomic
def change_expectation(expectation: Expectation, *, text: str, by: Person) -> None:
    """Put an expectation in other words; recorded."""
    hold(expectation)
    expectation.text = text
    expectation.save(update_fields=("text",))
    _record("expectation.changed", expectation, expectation.profile.programme, by)


@transaction.atomic
def remove_expectation(expectation: Expectation, *, by: Person) -> None:
    """Take an expectation out, with its criteria; recorded. Taken out already is taken out."""
    criteria = expectation.criteria.count()
    _record(
        "expectation.removed", expectation, expectation.profile.programme, by, criteria=criteria
    )
    expectation.delete()


@transaction.atomic
def add_criterion(
    expectation: Expectation,
    *,
    name: str,
    evidence: str,
    is_essential: bool,
    weight: int,
    by: Person,
) -> Criterion:
    """Add what an expectation needs; recorded."""
    hold(expectation)
    last = expectation.criteria.aggregate(last=Max("position"))["last"]
    criterion = Criterion.objects.create(
        expectation=expectation,
        name=name,
        evidence=evidence,
        is_essential=is_essential,
        weight=weight,
        position=0 if last is None else last + 1,
    )
    _record("criterion.added", criterion, expectation.profile.programme, by, weight=weight)
    return criterion


@transaction.atomic
def change_criterion(
    criterion: Criterion,
    *,
    name: str,
    evidence: str,
    is_essential: bool,
    weight: int,
    by: Person,
) -> None:
    """Change a criterion; recorded with its weight before and after."""
    hold(criterion)
    before = criterion.weight
    criterion.name, criterion.evidence = name, evidence
    criterion.is_essential, criterion.weight = is_essential, weight
    criterion.save(update_fields=("name", "evidence", "is_essential", "weight"))
    programme = criterion.expectation.profile.programme
    _record("criterion.changed", criterion, programme, by, weight_before=before, weight=weight)


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Person) -> None:
    """Take a criterion out; recorded."""
    _record("criterion.removed", criterion, criterion.expectation.profile.programme, by)
    criterion.delete()


def _record(kind: str, row: Model, programme: Programme, by: Person, **changes: int) -> None:
    """Record under the organisation of the programme."""
    record(kind, row, by=by, organisation_id=programme.organisation_id, changes=changes)
