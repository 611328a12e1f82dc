"""The same measures from one cohort of a programme to the next."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from evaluation.enums import WaveState
from evaluation.measures import MEASURES, LatestAnswers
from evaluation.models import Wave
from evaluation.portfolio.sheet import CohortSheet, Told
from evaluation.portfolio.telling import share_of, shares_of_parts, told_of
from matching.enums import ENDED_STATES, MatchState
from matching.models import Match
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme
from programmes.strategy.own_measures import TOOK_PART

State = ParticipantState
FINISHED = "programmes.finished"
PLANNED = "matching.closed_as_planned"
RETURNING = "programmes.mentors_returning"


def cohorts_of(
    programme: Programme, cohorts: Sequence[Cohort], as_of: date
) -> tuple[CohortSheet, ...]:
    """Return the figures of each cohort that has begun, in the order of their numbers.

    A question is told of a cohort as its last closed survey answers it, so each figure is one
    whole survey's, which its own page shows too. What a programme tells of all its cohorts together
    is told of a cohort only where the others do not give a small one away.
    """
    by_key = {
        FINISHED: shares_of_parts(_finished(programme)),
        PLANNED: shares_of_parts(_closed_as_planned(programme)),
        RETURNING: {
            number: share_of(count, n) for number, (count, n) in _returning(programme).items() if n
        },
    }
    return tuple(
        CohortSheet(
            cohort.number,
            cohort.name,
            cohort.starts_on,
            {key: told[cohort.number] for key, told in by_key.items() if cohort.number in told}
            | _answered(cohort.pk, as_of),
        )
        for cohort in sorted(cohorts, key=lambda each: each.number)
    )


def _answered(cohort_id: UUID, as_of: date) -> dict[str, Told]:
    """Return what the surveys of one cohort say."""
    waves = Wave.objects.filter(cohort=cohort_id, state=WaveState.CLOSED)
    told = {}
    for measure in MEASURES:
        if isinstance(measure.read, LatestAnswers):
            reading = measure.read.in_waves(waves, as_of=as_of)
            if reading is not None:
                told[measure.key] = told_of(measure, reading, people=reading.n)
    return told


def _finished(programme: Programme) -> dict[int, tuple[int, int]]:
    """Return how many places of each closed cohort were finished, of those that came to an end."""
    places = Participant.objects.in_states((State.FINISHED, State.WITHDRAWN)).filter(
        cohort__programme=programme, cohort__state=CohortState.CLOSED
    )
    rows = (
        places.order_by()
        .values_list("cohort__number")
        .annotate(count=Count("pk", filter=Q(state=State.FINISHED)), n=Count("pk"))
    )
    return {number: (count, n) for number, count, n in rows}


def _closed_as_planned(programme: Programme) -> dict[int, tuple[int, int]]:
    """Return how many matches of each cohort were closed as planned, of those that have ended."""
    rows = (
        Match.objects.filter(cohort__programme=programme, state__in=ENDED_STATES)
        .order_by()
        .values_list("cohort__number")
        .annotate(count=Count("pk", filter=Q(state=MatchState.CLOSED)), n=Count("pk"))
    )
    return {number: (count, n) for number, count, n in rows}


def _returning(programme: Programme) -> dict[int, tuple[int, int]]:
    """Return how many mentors of each cohort but the first had been mentors in an earlier one."""
    rows = (
        Participant.objects.in_states(TOOK_PART)
        .filter(cohort__programme=programme, role=ParticipantRole.MENTOR)
        .order_by("cohort__number")
        .values_list("cohort__number", "person")
    )
    mentors: dict[int, set[UUID]] = {}
    for number, person in rows:
        mentors.setdefault(number, set()).add(person)
    found: dict[int, tuple[int, int]] = {}
    before: set[UUID] = set()
    for place, (number, people) in enumerate(mentors.items()):
        if place:
            found[number] = (len(people & before), len(people))
        before |= people
    return found
