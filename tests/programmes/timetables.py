"""A cohort with the dates that tests move."""

from datetime import date

from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import Cohort, Milestone, Phase
from programmes.timetable.reading import timetable_of, with_dates

PHASES = (
    (PhaseKind.RECRUIT, date(2027, 1, 11), date(2027, 3, 5)),
    (PhaseKind.TRAIN, date(2027, 2, 22), date(2027, 3, 24)),
    (PhaseKind.MATCH, date(2027, 3, 15), date(2027, 4, 1)),
    (PhaseKind.MENTOR, date(2027, 4, 5), date(2027, 12, 17)),
)
MILESTONES = (
    (MilestoneKind.DEADLINE, date(2027, 3, 5), PhaseKind.RECRUIT),
    (MilestoneKind.DECISIONS, date(2027, 3, 12), PhaseKind.RECRUIT),
    (MilestoneKind.KICK_OFF, date(2027, 4, 6), PhaseKind.MENTOR),
)


def plan(cohort: Cohort, **fields) -> Cohort:
    """Give a cohort a timetable without a clash, in 2027."""
    changes = {
        "state": CohortState.DESIGNING,
        "starts_on": date(2027, 4, 5),
        "ends_on": date(2027, 12, 17),
        **fields,
    }
    Cohort.objects.filter(pk=cohort.pk).update(**changes)
    phases = {
        kind: Phase.objects.create(cohort=cohort, kind=kind, starts_on=first, ends_on=last)
        for kind, first, last in PHASES
    }
    for kind, on, belongs_to in MILESTONES:
        Milestone.objects.create(cohort=cohort, kind=kind, on=on, phase=phases[belongs_to])
    return fresh(cohort)


def fresh(cohort: Cohort) -> Cohort:
    """Return the cohort as stored, with its dates."""
    found: Cohort = with_dates(Cohort.objects.filter(pk=cohort.pk)).get()
    return found


def item(cohort: Cohort, kind):
    """Return the item of a kind."""
    return timetable_of(fresh(cohort)).of_kind(kind)[0]


def dates(cohort: Cohort):
    """Return all stored dates, by kind."""
    return {each.kind: (each.starts_on, each.ends_on) for each in timetable_of(fresh(cohort)).items}
