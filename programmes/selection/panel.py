"""What the panel sees once all reviews of an application are in: marks brought together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Count, F, Q

from programmes.models import Application, Criterion, Mark, Resolution
from programmes.selection.enums import ReviewState
from programmes.selection.scoring import Score, WeighedCriterion, score_of


def score_applications(applications: Sequence[Application]) -> dict[UUID, Score]:
    """Return each application's score from the reviews handed in, by its own profile; 2 queries."""
    criteria = _criteria_of({each.profile_id for each in applications if each.profile_id})
    marks: dict[UUID, dict[UUID, list[int | None]]] = defaultdict(lambda: defaultdict(list))
    rows = Mark.objects.filter(
        review__application__in=[each.pk for each in applications],
        review__state=ReviewState.SUBMITTED,
    ).order_by("review__assigned_at", "review_id")
    for application, criterion, level in rows.values_list(
        "review__application_id", "criterion_id", "level"
    ):
        marks[application][criterion].append(level)
    return {
        each.pk: score_of(criteria[each.profile_id] if each.profile_id else [], marks[each.pk])
        for each in applications
    }


def complete_panels(applications: Iterable[Application]) -> set[UUID]:
    """Return the ids of those whose reviews are all in; one query.

    All are in when as many reviewers as the round asks for have handed in, and none has one to do.
    """
    counted = Application.objects.filter(pk__in=[each.pk for each in applications]).annotate(
        in_hand=Count("reviews", filter=Q(reviews__state=ReviewState.SUBMITTED)),
        to_do=Count("reviews", filter=Q(reviews__state=ReviewState.ASSIGNED)),
    )
    complete = counted.filter(to_do=0, in_hand__gte=F("round__reviewers_each"))
    return set(complete.values_list("pk", flat=True))


def is_complete_panel(application: Application) -> bool:
    """Tell whether all reviews of an application are in, so that their marks may be seen."""
    return bool(complete_panels([application]))


def unresolved(application: Application, score: Score) -> tuple[UUID, ...]:
    """Return the criteria on which reviewers are far apart, and nobody has said what settled it."""
    if not score.disagreements:
        return ()
    settled = set(
        Resolution.objects.filter(application=application).values_list("criterion_id", flat=True)
    )
    return tuple(each for each in score.disagreements if each not in settled)


def _criteria_of(profiles: set[UUID]) -> dict[UUID, list[WeighedCriterion]]:
    """Return what matters to a score, by profile, in the profile's order."""
    found: dict[UUID, list[WeighedCriterion]] = defaultdict(list)
    rows = Criterion.objects.filter(expectation__profile__in=profiles).select_related("expectation")
    for row in rows.order_by("expectation__position", "expectation_id", "position", "pk"):
        found[row.expectation.profile_id].append(
            WeighedCriterion(
                id=row.pk,
                weight=row.weight,
                levels=row.levels,
                met_from=row.met_from,
                is_essential=row.is_essential,
            )
        )
    return found
