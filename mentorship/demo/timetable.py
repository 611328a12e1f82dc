"""The demo's milestones and closed days, with one clash where a cohort is still being designed."""

from datetime import date, timedelta

from mentorship.accounts.models import Organisation
from mentorship.demo.programmes import noon
from programmes.enums import CohortState, MilestoneKind, PhaseKind
from programmes.models import ClosedDay, Cohort, Milestone
from programmes.planning import WorkCalendar
from programmes.timetable import PHASE_OF
from programmes.timetable.reading import work_calendar_of

# How many days after its start a cohort's milestones fall, beside the phases of the demo.
MILESTONES = (
    (MilestoneKind.OPENING, "", -100),
    (MilestoneKind.DEADLINE, "", -42),
    (MilestoneKind.DECISIONS, "", -35),
    (MilestoneKind.KICK_OFF, "", 1),
    (MilestoneKind.GATHERING, "Mentors’ breakfast", 60),
    (MilestoneKind.REVIEW, "", 135),
    (MilestoneKind.CELEBRATION, "", 236),
    (MilestoneKind.REPORT, "", 262),
)
# How many days the matching of the designed cohort ends after its first meeting.
TOO_LATE = timedelta(days=2)


def build_timetable(organisation: Organisation, today: date) -> None:
    """Store where and when people work, and the milestones of every cohort."""
    organisation.country, organisation.subdivision = "GB", "ENG"
    organisation.save(update_fields=("country", "subdivision"))
    _close(organisation, today)
    calendar = work_calendar_of(organisation)
    cohorts = Cohort.objects.filter(programme__organisation=organisation)
    for cohort in cohorts.prefetch_related("phases"):
        Milestone.objects.bulk_create(_milestones(cohort, calendar, today))
    designed = cohorts.get(state=CohortState.DESIGNING)
    designed.phases.filter(kind=PhaseKind.MATCH).update(ends_on=designed.starts_on + TOO_LATE)


def _close(organisation: Organisation, today: date) -> None:
    """Close the house for its summer party, and between the years."""
    year = today.year
    party = date(year, 7, 16)
    ClosedDay.objects.bulk_create(
        ClosedDay(organisation=organisation, on=on, name=name)
        for on, name in (
            (party, "Summer party"),
            (party.replace(year=year + 1), "Summer party"),
            (date(year, 12, 24), "Christmas Eve"),
            (date(year, 12, 31), "New Year’s Eve"),
            (date(year + 1, 12, 24), "Christmas Eve"),
            (date(year + 1, 12, 31), "New Year’s Eve"),
        )
    )


def _milestones(cohort: Cohort, calendar: WorkCalendar, today: date) -> list[Milestone]:
    """Return a cohort's milestones on working days; those in the past are done."""
    phases = {phase.kind: phase for phase in cohort.phases.all()}
    made = []
    for kind, name, days in MILESTONES:
        on = calendar.on_or_after(cohort.starts_on + timedelta(days=days))
        moves_with = PHASE_OF.get(kind, PhaseKind.MENTOR)
        made.append(
            Milestone(
                cohort=cohort,
                phase=phases[moves_with],
                kind=kind,
                name=name,
                on=on,
                done_at=noon(on) if on < today else None,
            )
        )
    return made
