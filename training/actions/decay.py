"""Choosing a half-life, and fitting it to a programme's own ratings."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.enums import ParticipantRole
from programmes.models import Programme
from training.agenda.clocks import competencies_of, feeds, hours_of_mentors
from training.agenda.enums import FitFinding
from training.decay import HALF_LIVES, Fit, Rating, months_between, refit
from training.models import Competency, DecayFit, DecaySetting, SelfRating


@transaction.atomic
def choose_half_life(programme: Programme, months: Decimal, *, by: Person | None) -> None:
    """Take another of the selectable half-lives for what is not fitted; recorded.

    Raises ValueError for one that nobody may select.
    """
    if float(months) not in HALF_LIVES:
        raise ValueError(f"{months} months are not to choose from.")
    DecaySetting.objects.update_or_create(
        programme=programme, defaults={"half_life_months": months}
    )
    record("decay.half_life_chosen", programme, by=by, changes={"months": months})


@transaction.atomic
def refit_programme(programme: Programme) -> dict[UUID, Fit]:
    """Fit each competency's half-life to the programme's ratings anew, and keep what was found.

    Two queries and two for each competency, however many people.
    """
    competencies = competencies_of(programme, ParticipantRole.MENTOR)
    ratings = _ratings(programme)
    found: dict[UUID, Fit] = {}
    for competency in competencies:
        rows = ratings.get(competency.pk, {})
        learnt = _learnt(programme, competency)
        found[competency.pk] = refit(
            _since_learnt(theirs, learnt.get(person, ())) for person, theirs in rows.items()
        )
        _keep(programme, competency, found[competency.pk])
    return found


def _keep(programme: Programme, competency: Competency, fit: Fit) -> None:
    """Store what was found instead of what was found before."""
    DecayFit.objects.update_or_create(
        programme=programme,
        competency=competency,
        defaults={
            "finding": FitFinding(fit.outcome.value),
            "half_life_months": fit.months,
            "low": fit.low,
            "high": fit.high,
            "people": fit.n,
            "fitted_at": timezone.now(),
        },
    )


def _learnt(programme: Programme, competency: Competency) -> dict[UUID, list[date]]:
    """Return on which days everybody learnt or practised a competency, in order; one query."""
    raters = SelfRating.objects.filter(programme=programme, competency=competency)
    rows = (
        hours_of_mentors(programme)
        .filter(feeds(competency), person__in=raters.values("person"))
        .order_by("earned_on")
        .values_list("person_id", "earned_on")
    )
    learnt: defaultdict[UUID, list[date]] = defaultdict(list)
    for person, earned_on in rows:
        learnt[person].append(earned_on)
    return dict(learnt)


def _ratings(programme: Programme) -> dict[UUID, dict[UUID, list[tuple[date, int]]]]:
    """Return all ratings by competency and person; one query."""
    found: defaultdict[UUID, defaultdict[UUID, list[tuple[date, int]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    rows = SelfRating.objects.filter(programme=programme).values_list(
        "competency_id", "person_id", "rated_on", "value"
    )
    for competency, person, rated_on, value in rows:
        found[competency][person].append((rated_on, value))
    return {competency: dict(people) for competency, people in found.items()}


def _since_learnt(ratings: Sequence[tuple[date, int]], days: Sequence[date]) -> list[Rating]:
    """Return a person's ratings with the months since they last learnt or practised.

    A rating from before the first learning says nothing of fading.
    """
    dated = []
    for rated_on, value in ratings:
        before = bisect_right(days, rated_on)
        if before:
            dated.append(Rating(months_between(days[before - 1], rated_on), value))
    return dated
