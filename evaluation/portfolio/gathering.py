"""Reads all that one programme brings to the side-by-side."""

from datetime import date

from evaluation.portfolio.cohorts import cohorts_of
from evaluation.portfolio.sheet import Sheet, StepCount
from evaluation.portfolio.telling import share_of, told_of
from evaluation.reports.gather import fresh_of
from evaluation.reports.gathering.steps import steps_of
from programmes.measures import FEWEST_ANSWERS, all_measures, measure_of, read_measures
from programmes.models import Programme, Recommendation
from programmes.retention import BEGUN


def gather(programme: Programme, as_of: date) -> Sheet:
    """Return the sheet of a programme; small groups are left out before anything is kept.

    The number of queries grows with its cohorts, not with its people.
    """
    readings = read_measures(programme, [each.key for each in all_measures()], as_of=as_of)
    everybody = readings.get("programmes.people")
    people = everybody.n if everybody else 0
    told = {
        key: told_of(measure, reading, people=people)
        for key, reading in readings.items()
        if reading is not None and (measure := measure_of(key))
    }
    begun = list(programme.cohorts.filter(state__in=BEGUN))
    steps = steps_of(begun) if begun else ()
    seated = max((step.count for step in steps), default=0)
    return Sheet(
        as_of=as_of,
        told=told,
        cohorts=cohorts_of(programme, begun, as_of),
        # Of a few people no step is told: nought of three tells of each of them.
        steps=tuple(StepCount(step.key, step.count) for step in steps)
        if seated >= FEWEST_ANSWERS
        else (),
        fresh={
            line.question: share_of(line.count, line.of)
            for line in fresh_of(programme, as_of)
            if line.of
        },
        open_lessons=Recommendation.objects.filter(programme=programme).open().count(),
    )
