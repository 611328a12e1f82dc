"""Who may apply where and when: what the first page of an application rests on."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from mentorship.accounts.models import Membership, Person
from programmes.applying.enums import ApplicationState
from programmes.applying.forms_in_use import form_in_use
from programmes.applying.windows import Window, WindowState, window_of
from programmes.enums import (
    PARTICIPANT_TRANSITIONS,
    CohortState,
    MilestoneKind,
    ParticipantState,
)
from programmes.intake.eligibility import Eligibility, eligibility_of
from programmes.intake.enums import NominationState
from programmes.models import (
    Application,
    ApplicationForm,
    Cohort,
    Milestone,
    Nomination,
    Participant,
)

# Places that an application can still lead to, or lead to again.
_NOT_IN_YET = PARTICIPANT_TRANSITIONS[ParticipantState.APPLIED] | {ParticipantState.APPLIED}


class Obstacle(StrEnum):
    """Why somebody cannot begin now."""

    NOT_YET = "not_yet"
    CLOSED = "closed"
    NO_FORM = "no_form"
    BY_INVITATION = "by_invitation"
    BARRED = "barred"
    TAKES_PART = "takes_part"


@dataclass(frozen=True)
class Entry:
    """How somebody stands towards a cohort before they apply."""

    cohort: Cohort
    window: Window
    state: WindowState
    form: ApplicationForm | None
    eligibility: Eligibility
    place: Participant | None
    is_nominated: bool
    application: Application | None

    @property
    def obstacle(self) -> Obstacle | None:
        """Return what stands in the way of beginning, if anything does."""
        is_invited = self.place is not None and self.place.state == ParticipantState.INVITED
        may_anyway = is_invited or self.is_nominated or self.application is not None
        if self.place is not None and self.place.state not in _NOT_IN_YET:
            return Obstacle.TAKES_PART
        if self.state == WindowState.NOT_YET:
            return Obstacle.NOT_YET
        if self.state != WindowState.OPEN:
            return Obstacle.CLOSED
        if self.form is None:
            return Obstacle.NO_FORM
        if not (self.window.takes_anybody or may_anyway):
            return Obstacle.BY_INVITATION
        return Obstacle.BARRED if self.eligibility.is_barred else None


def cohorts_in_reach(person: Person) -> QuerySet[Cohort]:
    """Return the cohorts whose existence is no secret to somebody.

    They belong to the organisation, have a place there, or were nominated and said yes.
    """
    member = Membership.objects.current().filter(
        person=person, organisation=OuterRef("programme__organisation")
    )
    place = Participant.objects.of(person).filter(cohort=OuterRef("pk"))
    nominated = Nomination.objects.filter(
        nominee=person, state=NominationState.CONFIRMED, cohort=OuterRef("pk")
    )
    return Cohort.objects.filter(Exists(member) | Exists(place) | Exists(nominated)).select_related(
        "programme__organisation"
    )


def entry_of(cohort: Cohort, role: str, person: Person) -> Entry:
    """Return how somebody stands towards a cohort and a role; constant queries."""
    window = window_of(cohort, role)
    place = Participant.objects.of(person).filter(cohort=cohort, role=role).first()
    application = Application.objects.of(person).filter(cohort=cohort, role=role).first()
    if application is not None:
        application.cohort = cohort
        window = own_window(application, window)
    return Entry(
        cohort=cohort,
        window=window,
        state=state_of(application, window) if application else state_now(cohort, window),
        form=form_in_use(cohort.programme, role),
        eligibility=eligibility_of(person, cohort.programme, role),
        place=place,
        is_nominated=Nomination.objects.filter(
            nominee=person, cohort=cohort, role=role, state=NominationState.CONFIRMED
        ).exists(),
        application=application,
    )


def state_now(cohort: Cohort, window: Window) -> WindowState:
    """Return whether one may apply now: the cohort recruits, and it is one of its days."""
    if cohort.state == CohortState.DESIGNING:
        return WindowState.NOT_YET
    if cohort.state != CohortState.RECRUITING:
        return WindowState.CLOSED
    return window.state(today_of(cohort))


def state_of(application: Application, window: Window) -> WindowState:
    """Return the same for an application: who was asked again has days of their own."""
    cohort, until = application.cohort, application.asked_again_until
    if until is None or cohort.state == CohortState.CLOSED or today_of(cohort) > until:
        return state_now(cohort, window)
    return WindowState.OPEN


def own_window(application: Application, window: Window) -> Window:
    """Return the window as it is for an application: it ends with the later of both last days."""
    until = application.asked_again_until
    has_no_end = window.last_day is None and application.cohort.state == CohortState.RECRUITING
    if until is None or has_no_end or (window.last_day or until) > until:
        return window
    return replace(window, closes_on=until, grace_days=0)


def may_write(application: Application, window: Window | None = None) -> bool:
    """Tell whether the applicant may still change and hand in what they write; two queries at most.

    In the days of grace that is so for what was begun before; nothing can be begun then.
    """
    if application.state != ApplicationState.DRAFT:
        return False
    window = window or window_of(application.cohort, application.role)
    return state_of(application, window) in {WindowState.OPEN, WindowState.GRACE}


def today_of(cohort: Cohort) -> date:
    """Return which day it is where the organisation is."""
    return timezone.localdate(timezone=cohort.programme.organisation.time_zone)


def decisions_on(cohort_id: UUID) -> date | None:
    """Return the day on which decisions are sent, where the timetable has one; one query."""
    days = Milestone.objects.filter(cohort=cohort_id, kind=MilestoneKind.DECISIONS)
    return days.order_by("on").values_list("on", flat=True).first()
