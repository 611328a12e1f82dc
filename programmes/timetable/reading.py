"""A cohort's stored dates as the values that planning reckons with."""

from datetime import date, timedelta

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from mentorship.accounts.models import Organisation
from programmes.models import Cohort, Milestone, Phase, Programme, TeamMember
from programmes.models.cohort import CohortQuerySet
from programmes.planning import COHORT, Item, Timetable, WorkCalendar

# The key of the item that stands for the cohort's own days.
COHORT_KEY = "cohort"


def phase_key(phase: Phase) -> str:
    """Return the key of a phase."""
    return f"phase-{phase.pk}"


def milestone_key(milestone: Milestone) -> str:
    """Return the key of a milestone."""
    return f"milestone-{milestone.pk}"


def with_dates(cohorts: CohortQuerySet) -> CohortQuerySet:
    """Fetch all dates of cohorts along with them, in two more queries."""
    return cohorts.prefetch_related(*_dates())


def dated_cohorts(programme: Programme) -> list[Cohort]:
    """Return a programme's cohorts with all their dates; no query for what was fetched with it."""
    cohorts = list(programme.cohorts.all())
    prefetch_related_objects(cohorts, *_dates())
    return cohorts


def fetch_cohorts_and_team(programme: Programme) -> None:
    """Fetch a programme's cohorts with all their dates, and its team, for whoever tells of them.

    Four queries; afterwards `programme.cohorts.all()` and `programme.team.all()` make none.
    """
    prefetch_related_objects(
        [programme],
        Prefetch("cohorts", with_dates(Cohort.objects.all())),
        Prefetch("team", TeamMember.objects.select_related("person")),
    )


def _dates() -> (
    "tuple[Prefetch[str, QuerySet[Phase], str], Prefetch[str, QuerySet[Milestone], str]]"
):
    """Say how the dates of cohorts are fetched: in order of time."""
    return (
        Prefetch("phases", Phase.objects.order_by("starts_on", "ends_on", "pk")),
        Prefetch("milestones", Milestone.objects.order_by("on", "pk")),
    )


def timetable_of(cohort: Cohort) -> Timetable:
    """Return a cohort's dates: its own days, then its phases and milestones in order of time."""
    whole = Item(COHORT_KEY, COHORT, cohort.starts_on, cohort.ends_on)
    phases = [
        Item(phase_key(phase), phase.kind, phase.starts_on, phase.ends_on)
        for phase in cohort.phases.all()
    ]
    milestones = [
        Item(
            milestone_key(milestone),
            milestone.kind,
            milestone.on,
            milestone.on,
            belongs_to=f"phase-{milestone.phase_id}" if milestone.phase_id else "",
            is_done=milestone.is_done,
            is_point=True,
        )
        for milestone in cohort.milestones.all()
    ]
    return Timetable((whole, *phases, *milestones))


def work_calendar_of(organisation: Organisation) -> WorkCalendar:
    """Return the days on which people of an organisation work; one query."""
    return WorkCalendar(
        country=organisation.country,
        subdivision=organisation.subdivision,
        weekend=frozenset(organisation.weekend_days),
        closed=dict(organisation.closed_days.values_list("on", "name")),
    )


def holidays_ahead(organisation: Organisation, today: date) -> list[tuple[date, str]]:
    """Return the public holidays of the coming year where an organisation works."""
    calendar = WorkCalendar(organisation.country, organisation.subdivision)
    return calendar.holidays_between(today, today + timedelta(days=365))


def open_milestones(programme: Programme) -> QuerySet[Milestone]:
    """Return the milestones of a programme's cohorts that are not closed."""
    cohorts = Cohort.objects.open().filter(programme=programme)
    return Milestone.objects.filter(cohort__in=cohorts).select_related("cohort__programme")


def open_phases(programme: Programme) -> QuerySet[Phase]:
    """Return the phases of a programme's cohorts that are not closed."""
    cohorts = Cohort.objects.open().filter(programme=programme)
    return Phase.objects.filter(cohort__in=cohorts).select_related("cohort__programme")
