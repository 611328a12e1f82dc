"""Writing down what a programme looks for in its mentors: the draft of a version."""

from typing import Any

from django.db import transaction
from django.db.models import Model

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import hold
from programmes.actions.places import move_among, next_place
from programmes.enums import VersionState
from programmes.models import Criterion, Expectation, IdealMentorProfile, Programme


class NotADraftError(Exception):
    """The version is used, or was: it is never changed. Nothing was changed."""


@transaction.atomic
def add_expectation(programme: Programme, *, text: str, by: Person) -> Expectation:
    """Add something that mentors do to the draft, the first of which is begun here; recorded.

    Raises NotADraftError where a version is used already: a next one has to be begun.
    """
    lock_profiles(programme)
    profile = programme.mentor_profiles.drafts().first()
    if profile is None:
        if programme.mentor_profiles.exists():
            raise NotADraftError
        profile = IdealMentorProfile.objects.create(programme=programme)
    expectation = Expectation.objects.create(
        profile=profile, text=text, position=next_place(profile.expectations.all())
    )
    _record("expectation.added", expectation, programme, by)
    return expectation


@transaction.atomic
def change_expectation(expectation: Expectation, *, text: str, by: Person) -> None:
    """Put an expectation in other words; recorded. Raises NotADraftError."""
    _open(expectation.profile)
    hold(expectation)
    expectation.text = text
    expectation.save(update_fields=("text",))
    _record("expectation.changed", expectation, expectation.profile.programme, by)


@transaction.atomic
def move_expectation(expectation: Expectation, *, step: int, by: Person) -> None:
    """Move an expectation one place up (-1) or down (1); recorded. Raises NotADraftError."""
    profile = _open(expectation.profile)
    hold(expectation)
    if move_among(list(profile.expectations.all()), expectation, step):
        _record("expectation.moved", expectation, profile.programme, by, step=step)


@transaction.atomic
def remove_expectation(expectation: Expectation, *, by: Person) -> None:
    """Take an expectation out, with its criteria; recorded. Taken out already is taken out.

    Raises NotADraftError.
    """
    profile = _open(expectation.profile)
    criteria = expectation.criteria.count()
    _record("expectation.removed", expectation, profile.programme, by, criteria=criteria)
    expectation.delete()


@transaction.atomic
def add_criterion(expectation: Expectation, *, by: Person, **facts: Any) -> Criterion:
    """Add what an expectation needs; recorded. Raises NotADraftError.

    `facts` are any of `profile_versions.FACTS`.
    """
    profile = _open(expectation.profile)
    hold(expectation)
    criterion = Criterion.objects.create(
        expectation=expectation, position=next_place(expectation.criteria.all()), **facts
    )
    _record("criterion.added", criterion, profile.programme, by, weight=criterion.weight)
    return criterion


@transaction.atomic
def change_criterion(criterion: Criterion, *, by: Person, **facts: Any) -> None:
    """Change a criterion; recorded with its weight before and after. Raises NotADraftError."""
    profile = _open(criterion.expectation.profile)
    hold(criterion)
    before = criterion.weight
    for name, value in facts.items():
        setattr(criterion, name, value)
    criterion.save(update_fields=list(facts))
    weights = {"weight_before": before, "weight": criterion.weight}
    _record("criterion.changed", criterion, profile.programme, by, **weights)


@transaction.atomic
def move_criterion(criterion: Criterion, *, step: int, by: Person) -> None:
    """Move a criterion one place among those of its expectation; recorded.

    Raises NotADraftError.
    """
    profile = _open(criterion.expectation.profile)
    hold(criterion)
    if move_among(list(criterion.expectation.criteria.all()), criterion, step):
        _record("criterion.moved", criterion, profile.programme, by, step=step)


@transaction.atomic
def remove_criterion(criterion: Criterion, *, by: Person) -> None:
    """Take a criterion out; recorded. Raises NotADraftError."""
    profile = _open(criterion.expectation.profile)
    _record("criterion.removed", criterion, profile.programme, by)
    criterion.delete()


def lock_profiles(programme: Programme) -> None:
    """Let one change to a programme's profile happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _open(profile: IdealMentorProfile) -> IdealMentorProfile:
    """Return a version that may be written on until this transaction ends."""
    lock_profiles(profile.programme)
    stored = IdealMentorProfile.objects.filter(pk=profile.pk)
    if stored.exclude(state=VersionState.DRAFT).exists():
        raise NotADraftError
    return profile


def _record(kind: str, row: Model, programme: Programme, by: Person, **changes: int) -> None:
    """Record under the organisation of the programme."""
    record(kind, row, by=by, organisation_id=programme.organisation_id, changes=changes)
