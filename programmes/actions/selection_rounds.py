"""Rounds of reviews: opening and changing them, their samples, and who may not judge whom."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.models import (
    Cohort,
    ConflictOfInterest,
    IdealMentorProfile,
    Programme,
    Review,
    SampleApplication,
    SelectionRound,
)
from programmes.selection.enums import ReviewState
from programmes.selection.samples import samples_for


class NoProfileError(Exception):
    """The programme has no Ideal Mentor Profile in use, by which samples could be judged."""


class SamplesInUseError(Exception):
    """Somebody has handed in a mark for a sample, so that its text stays as it is."""


@transaction.atomic
def open_round(
    cohort: Cohort,
    *,
    by: Person | None,
    reviewers_each: int,
    hides_names: bool = False,
    calibrates: bool = False,
    review_by: date | None = None,
) -> SelectionRound:
    """Open a cohort's next round of reviews; recorded. Raises NoProfileError."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    last = cohort.selection_rounds.aggregate(last=Max("number"))["last"] or 0
    selection_round = SelectionRound.objects.create(
        cohort=cohort,
        number=last + 1,
        reviewers_each=reviewers_each,
        hides_names=hides_names,
        calibrates=calibrates,
        review_by=review_by,
    )
    prepare_samples(selection_round, reviewers=(), by=by)
    _record("round.opened", selection_round, by=by, changes={"number": selection_round.number})
    return selection_round


@transaction.atomic
def change_round(selection_round: SelectionRound, *, by: Person | None, **facts: Any) -> list[str]:
    """Change how a round is reviewed; recorded with what changed. Raises NoProfileError."""
    lock_rounds(selection_round.cohort)
    selection_round.refresh_from_db()
    changed = sorted(
        name for name, value in facts.items() if getattr(selection_round, name) != value
    )
    if not changed:
        return []
    for name in changed:
        setattr(selection_round, name, facts[name])
    selection_round.save(update_fields=changed)
    reviewing = Person.objects.filter(
        reviews__in=Review.objects.standing().of_applications().filter(round=selection_round)
    ).distinct()
    prepare_samples(selection_round, reviewers=list(reviewing), by=by)
    _record("round.changed", selection_round, by=by, changes={"fields": changed})
    return changed


@transaction.atomic
def write_samples(
    selection_round: SelectionRound, *, texts: Mapping[int, str], by: Person | None
) -> None:
    """Change what the sample applications say; recorded. Raises SamplesInUseError."""
    lock_rounds(selection_round.cohort)
    if selection_round.reviews.filter(sample__isnull=False).counted().exists():
        raise SamplesInUseError
    for number, text in texts.items():
        selection_round.samples.filter(number=number).update(text=text)
    _record("round.samples_changed", selection_round, by=by, changes={"number": len(texts)})


def prepare_samples(
    selection_round: SelectionRound, *, reviewers: Collection[Person], by: Person | None
) -> None:
    """Let each reviewer mark the samples first, where the round asks for it; safe to repeat.

    The caller has a transaction. Raises NoProfileError.
    """
    if not selection_round.calibrates:
        return
    samples = list(selection_round.samples.all()) or _make_samples(selection_round)
    now = timezone.now()
    Review.objects.bulk_create(
        [
            Review(
                round=selection_round,
                sample=sample,
                reviewer=reviewer,
                assigned_by=by,
                assigned_at=now,
            )
            for reviewer in reviewers
            for sample in samples
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def declare_conflicts(
    programme: Programme,
    *,
    reviewer: Person,
    applicants: Iterable[Person],
    by: Person,
    reason: str = "",
) -> int:
    """Note whom a reviewer should not judge; recorded. What they have to do of them ends.

    Return how many are new. The reviewer says so, or a coordinator.
    """
    programme_row = Programme.objects.select_for_update().get(pk=programme.pk)
    known = set(
        ConflictOfInterest.objects.filter(programme=programme_row, reviewer=reviewer).values_list(
            "applicant_id", flat=True
        )
    )
    new = [person for person in applicants if person.pk not in known and person != reviewer]
    ConflictOfInterest.objects.bulk_create(
        ConflictOfInterest(
            programme=programme_row,
            reviewer=reviewer,
            applicant=person,
            reason=reason,
            declared_by=by,
        )
        for person in new
    )
    Review.objects.to_do().filter(
        reviewer=reviewer,
        application__person__in=new,
        round__cohort__programme=programme_row,
    ).update(state=ReviewState.RECUSED, ended_at=timezone.now())
    if new:
        changes = {"reviewer": str(reviewer.pk), "number": len(new)}
        record("conflict.declared", programme_row, by=by, changes=changes)
    return len(new)


@transaction.atomic
def remove_conflict(conflict: ConflictOfInterest, *, by: Person) -> None:
    """Take back that a reviewer should not judge somebody; recorded. Twice does nothing more."""
    if ConflictOfInterest.objects.filter(pk=conflict.pk).delete()[0]:
        changes = {"reviewer": str(conflict.reviewer_id)}
        record("conflict.removed", conflict.programme, by=by, changes=changes)


def lock_rounds(cohort: Cohort) -> None:
    """Let one change to who reviews a cohort's applications happen at a time."""
    list(SelectionRound.objects.select_for_update().filter(cohort=cohort).order_by("pk"))


def _make_samples(selection_round: SelectionRound) -> list[SampleApplication]:
    """Store the samples that suit the programme, to be judged by its profile in use."""
    programme = selection_round.cohort.programme
    profile = IdealMentorProfile.objects.published().filter(programme=programme).first()
    if profile is None:
        raise NoProfileError
    return SampleApplication.objects.bulk_create(
        SampleApplication(round=selection_round, profile=profile, number=number, text=text)
        for number, text in enumerate(samples_for(programme.template), start=1)
    )


def _record(
    kind: str, selection_round: SelectionRound, *, by: Person | None, changes: dict[str, Any]
) -> None:
    """Record under the organisation that the round belongs to."""
    organisation_id = selection_round.cohort.programme.organisation_id
    record(kind, selection_round, by=by, organisation_id=organisation_id, changes=changes)
