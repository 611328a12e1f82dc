"""What this app itself asks for once people come: decisions, numbers, matches, the last day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programmes.applying.enums import ApplicationState
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Application, Cohort, Programme
from programmes.queries import policy_of
from programmes.task_list import Task, TaskState

ACCEPTED = (ParticipantState.ACCEPTED, ParticipantState.TRAINED)
SEATED = (*ACCEPTED, ParticipantState.MATCHED)
TAKING_PART = (ParticipantState.INVITED, ParticipantState.APPLIED, *SEATED)


# Before it recruits a cohort has nobody.
HELD_UP = tuple(step for step in CohortState if step != CohortState.RECRUITING)


@dataclass(frozen=True, slots=True)
class Seats:
    """How many people a cohort has, by role and state, and how many of them nobody looks after."""

    by_place: dict[tuple[str, str], int]
    without_coordinator: int
    # Of those who applied: whose application is decided, as on the waiting list; and who have one.
    decided: int = 0
    with_application: int = 0

    def number(self, role: ParticipantRole, states: Iterable[ParticipantState]) -> int:
        """Return how many in a role are in any of the states."""
        return sum(self.by_place.get((role, state), 0) for state in states)

    def everybody(self, states: Iterable[ParticipantState]) -> int:
        """Return how many in any role are in any of the states."""
        wanted = list(states)
        return sum(self.number(role, wanted) for role in ParticipantRole)


def tasks_of_people(programme: Programme, cohort: Cohort | None) -> Iterator[Task]:
    """Yield what is to be done about people before a cohort matches, runs and closes."""
    seats = _seats(cohort)
    people = reverse("programmes:people", args=(programme.slug,))
    applications = reverse("programmes:applications", args=(programme.slug,))
    here = f"{people}?cohort={cohort.pk}" if cohort else people
    yield _decisions(seats, here, here.replace(people, applications))
    yield _enough_mentors(seats, policy_of(programme).mentees_per_mentor, here)
    yield _caseloads(seats, here)
    yield _matches(seats, here)
    if cohort is not None:
        yield _last_day(cohort, CohortState.CLOSING)
        yield _last_day(cohort, CohortState.CLOSED)


def _seats(cohort: Cohort | None) -> Seats:
    """Count a cohort's people; one query."""
    if cohort is None:
        return Seats({}, 0)
    own = Application.objects.filter(
        cohort=cohort, person=OuterRef("person"), role=OuterRef("role")
    )
    applied = Q(state=ParticipantState.APPLIED)
    places = cohort.participants.order_by().annotate(
        is_decided=Exists(own.filter(state=ApplicationState.DECIDED)), has_application=Exists(own)
    )
    rows = list(
        places.values_list("role", "state").annotate(
            n=Count("pk"),
            cared_for=Count("coordinator"),
            decided=Count("pk", filter=applied & Q(is_decided=True)),
            with_application=Count("pk", filter=applied & Q(has_application=True)),
        )
    )
    return Seats(
        {(role, state): n for role, state, n, *_more in rows},
        sum(n - cared for _role, state, n, cared, *_more in rows if state in TAKING_PART),
        sum(decided for *_more, decided, _with_application in rows),
        sum(with_application for *_more, with_application in rows),
    )


def _decisions(seats: Seats, people: str, applications: str) -> Task:
    """Ask for decisions, in the list of applications where people handed one in."""
    applied = seats.everybody([ParticipantState.APPLIED])
    waiting = applied - seats.decided
    url = applications if seats.with_application else f"{people}&state={ParticipantState.APPLIED}"
    if waiting:
        state = TaskState.IN_PROGRESS
        hint = ngettext(
            "%(count)d application is undecided", "%(count)d applications are undecided", waiting
        ) % {"count": waiting}
    elif applied or seats.everybody(SEATED):
        state, hint = TaskState.DONE, ""
    else:
        state, hint = TaskState.CANNOT_START, _("Needs people who apply")
    return Task(
        key="programmes.decisions",
        title=_("Decide on every application"),
        state=state,
        before=CohortState.MATCHING,
        order=10,
        url=url if waiting else people,
        hint=hint,
    )


def _enough_mentors(seats: Seats, mentees_each: int, people: str) -> Task:
    """Compare the sides."""
    mentors = seats.number(ParticipantRole.MENTOR, SEATED)
    mentees = seats.number(ParticipantRole.MENTEE, SEATED)
    facts = {"mentors": mentors, "mentees": mentees, "each": mentees_each}
    hint = ngettext(
        "%(mentors)d mentors for %(mentees)d mentees; a mentor has %(each)d mentee at most",
        "%(mentors)d mentors for %(mentees)d mentees; a mentor has %(each)d mentees at most",
        mentees_each,
    )
    state = TaskState.DONE if 0 < mentees <= mentors * mentees_each else TaskState.IN_PROGRESS
    if not mentors and not mentees:
        state = TaskState.NOT_STARTED
        hint = _("Nobody has been accepted yet")
    return Task(
        key="programmes.mentors",
        title=_("Find enough mentors for the mentees"),
        state=state,
        before=CohortState.MATCHING,
        order=20,
        url=people,
        hint=hint % facts,
    )


def _caseloads(seats: Seats, people: str) -> Task:
    """Offer to share out who looks after whom."""
    everybody = seats.everybody(TAKING_PART)
    left = seats.without_coordinator
    if not everybody:
        state, hint = TaskState.CANNOT_START, _("Needs people")
    elif left:
        state = TaskState.IN_PROGRESS if left < everybody else TaskState.NOT_STARTED
        hint = ngettext(
            "%(count)d person is in nobody’s caseload",
            "%(count)d people are in nobody’s caseload",
            left,
        ) % {"count": left}
    else:
        state, hint = TaskState.DONE, ""
    return Task(
        key="programmes.caseloads",
        title=_("Say who looks after whom (optional)"),
        state=state,
        before=CohortState.MATCHING,
        order=90,
        url=people,
        hint=hint,
        is_required=False,
    )


def _matches(seats: Seats, people: str) -> Task:
    """Ask for matches."""
    unmatched = seats.number(ParticipantRole.MENTEE, ACCEPTED)
    matched = seats.number(ParticipantRole.MENTEE, [ParticipantState.MATCHED])
    hint = ngettext(
        "%(count)d mentee has no mentor yet", "%(count)d mentees have no mentor yet", unmatched
    ) % {"count": unmatched}
    if unmatched:
        state = TaskState.IN_PROGRESS if matched else TaskState.NOT_STARTED
    elif matched:
        state, hint = TaskState.DONE, ""
    else:
        state, hint = TaskState.CANNOT_START, _("Needs mentees who are accepted")
    return Task(
        key="programmes.matched",
        title=_("Find every mentee a mentor"),
        state=state,
        before=CohortState.RUNNING,
        order=10,
        url=people,
        hint=hint,
    )


def _last_day(cohort: Cohort, before: CohortState) -> Task:
    """Look at the calendar."""
    is_over = cohort.ends_on <= timezone.localdate()
    text = (
        _("It was %(day)s") if is_over else _("Needs its last day, %(day)s, which is still to come")
    )
    return Task(
        key=f"programmes.last_day.{before}",
        title=_("Let it run to its last day")
        if before == CohortState.CLOSING
        else _("Close it after its last day"),
        state=TaskState.DONE if is_over else TaskState.CANNOT_START,
        before=before,
        order=10,
        hint=text % {"day": date_format(cohort.ends_on)},
    )
