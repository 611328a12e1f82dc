"""What somebody should know before they move a cohort on; nothing here forbids the step."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Sponsorship

ACCEPTED = (ParticipantState.ACCEPTED, ParticipantState.TRAINED)
SEATED = (*ACCEPTED, ParticipantState.MATCHED)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that should be so before the step, in words that say how it stands."""

    text: str
    is_met: bool


class Readiness:
    """How a cohort stands; asks the database for what is looked at, and once."""

    def __init__(self, cohort: Cohort) -> None:
        """Remember the cohort."""
        self.cohort = cohort

    @cached_property
    def counts(self) -> dict[tuple[str, str], int]:
        """Return how many participants there are, by role and state."""
        places = self.cohort.participants.order_by().values_list("role", "state")
        return {(role, state): n for role, state, n in places.annotate(n=Count("pk"))}

    def number(self, role: ParticipantRole, states: Iterable[ParticipantState]) -> int:
        """Return how many participants in a role are in any of the states."""
        return sum(self.counts.get((role, state), 0) for state in states)


def checks_before(cohort: Cohort) -> list[Check]:
    """Return what should be so before the cohort's next state; empty once it is closed."""
    to = cohort.next_state
    if to is None:
        return []
    readiness = Readiness(cohort)
    return [check(readiness) for check in _CHECKS[to]]


def _sponsor(readiness: Readiness) -> Check:
    """Ask for a champion."""
    sponsorships = Sponsorship.objects.current().filter(programme=readiness.cohort.programme_id)
    if sponsorships.exists():
        return Check(_("A sponsor stands for the programme"), is_met=True)
    return Check(_("Nobody champions the programme yet"), is_met=False)


def _timetable(readiness: Readiness) -> Check:
    """Ask for a timetable."""
    if readiness.cohort.phases.exists():
        return Check(_("The timetable is drawn up"), is_met=True)
    return Check(_("There is no timetable yet"), is_met=False)


def _applicants(readiness: Readiness) -> Check:
    """Ask for decisions."""
    waiting = sum(readiness.number(role, [ParticipantState.APPLIED]) for role in ParticipantRole)
    if not waiting:
        return Check(_("Every application is decided"), is_met=True)
    text = ngettext(
        "%(count)d application is undecided", "%(count)d applications are undecided", waiting
    )
    return Check(text % {"count": waiting}, is_met=False)


def _enough_mentors(readiness: Readiness) -> Check:
    """Compare the sides."""
    mentors = readiness.number(ParticipantRole.MENTOR, SEATED)
    mentees = readiness.number(ParticipantRole.MENTEE, SEATED)
    text = _("%(mentors)d mentors for %(mentees)d mentees") % {
        "mentors": mentors,
        "mentees": mentees,
    }
    return Check(text, is_met=0 < mentees <= mentors)


def _matched(readiness: Readiness) -> Check:
    """Ask for matches."""
    unmatched = readiness.number(ParticipantRole.MENTEE, ACCEPTED)
    if not unmatched:
        return Check(_("Every mentee has a mentor"), is_met=True)
    text = ngettext(
        "%(count)d mentee has no mentor yet", "%(count)d mentees have no mentor yet", unmatched
    )
    return Check(text % {"count": unmatched}, is_met=False)


def _last_day(readiness: Readiness) -> Check:
    """Look at the calendar."""
    ends_on = readiness.cohort.ends_on
    is_over = ends_on <= timezone.localdate()
    text = _("Its last day was %(day)s") if is_over else _("Its last day is still to come: %(day)s")
    return Check(text % {"day": date_format(ends_on)}, is_met=is_over)


_CHECKS: dict[CohortState, tuple[Callable[[Readiness], Check], ...]] = {
    CohortState.RECRUITING: (_sponsor, _timetable),
    CohortState.MATCHING: (_applicants, _enough_mentors),
    CohortState.RUNNING: (_matched,),
    CohortState.CLOSING: (_last_day,),
    CohortState.CLOSED: (_last_day,),
}
