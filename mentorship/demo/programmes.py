"""The demo's two programmes: their cohorts in every state, and who takes part."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from mentorship.accounts.models import Membership, Organisation, OrganisationRole, Person
from mentorship.accounts.permissions import Role
from mentorship.demo.cast import SEED, Cast
from programmes.enums import CohortState, ParticipantRole, ParticipantState, PhaseKind
from programmes.models import (
    Cohort,
    Participant,
    Pause,
    Phase,
    Programme,
    Sponsorship,
    TeamMember,
)

State = ParticipantState
# How long before and after its start a cohort's phases run, in days, by a length of about a year.
PHASES = (
    (PhaseKind.RECRUIT, -100, -40),
    (PhaseKind.TRAIN, -45, -5),
    (PhaseKind.MATCH, -20, 0),
    (PhaseKind.MENTOR, 0, 240),
    (PhaseKind.EVALUATE, 90, 120),
    (PhaseKind.CLOSE, 230, 270),
)
# How many days after joining somebody came into a state.
DAYS_UNTIL: dict[str, int] = {
    State.INVITED: 0,
    State.APPLIED: 4,
    State.ACCEPTED: 8,
    State.TRAINED: 55,
    State.MATCHED: 75,
    State.FINISHED: 315,
}


@dataclass(frozen=True, slots=True)
class Stage:
    """A cohort with its participants, as the other builders need it."""

    cohort: Cohort
    mentors: list[Participant]
    mentees: list[Participant]


@dataclass(frozen=True, slots=True)
class Year:
    """Everything that was built of programmes."""

    leadership: Programme
    starters: Programme
    closed: Stage
    running: Stage
    closing: Stage
    matching: Stage
    recruiting: Stage


def noon(day: date) -> datetime:
    """Return the middle of a day, in UTC."""
    return datetime.combine(day, time(12), tzinfo=timezone.get_default_timezone())


def build_programmes(organisation: Organisation, cast: Cast, today: date) -> Year:
    """Store both programmes with their teams, cohorts and participants."""
    leadership = Programme.objects.create(
        organisation=organisation,
        name="Leadership Mentoring",
        slug="leadership-mentoring",
        purpose="To grow our next leaders from within, and to keep the ones we have.",
    )
    starters = Programme.objects.create(
        organisation=organisation,
        name="First Steps",
        slug="first-steps",
        purpose="To help people in their first two years find their way, and stay.",
    )
    _staff(leadership, starters, cast, today)
    seniors, juniors = cast.seniors, cast.juniors
    closed = _cohort(leadership, 1, CohortState.CLOSED, today - timedelta(days=560))
    running = _cohort(leadership, 2, CohortState.RUNNING, today - timedelta(days=125))
    _cohort(leadership, 3, CohortState.DESIGNING, today + timedelta(days=260))
    closing = _cohort(starters, 1, CohortState.CLOSING, today - timedelta(days=245))
    matching = _cohort(starters, 2, CohortState.MATCHING, today + timedelta(days=9))
    recruiting = _cohort(starters, 3, CohortState.RECRUITING, today + timedelta(days=70))
    year = Year(
        leadership=leadership,
        starters=starters,
        closed=_join(closed, [*seniors[1:15]], juniors[1:17], [State.FINISHED]),
        running=_join(
            running,
            [seniors[0], *seniors[1:9], *juniors[1:4], *seniors[15:27]],
            [juniors[0], *juniors[17:43]],
            [State.MATCHED],
        ),
        closing=_join(closing, seniors[27:38], juniors[4:16], [State.MATCHED, State.FINISHED]),
        matching=_join(
            matching, [*seniors[9:15], *seniors[30:40]], juniors[43:58], [State.TRAINED]
        ),
        recruiting=_join(
            recruiting,
            seniors[38:45],
            juniors[55:66],
            [State.INVITED, State.APPLIED, State.ACCEPTED],
        ),
    )
    _some_leave(year, today)
    return year


def _staff(leadership: Programme, starters: Programme, cast: Cast, today: date) -> None:
    """Give both programmes their team and sponsor."""
    since = today - timedelta(days=700)
    team: list[tuple[Programme, Person, Role]] = [
        (leadership, cast.coordinator, Role.LEAD_COORDINATOR),
        (starters, cast.coordinator, Role.LEAD_COORDINATOR),
        (starters, cast.second_coordinator, Role.COORDINATOR),
        *((leadership, person, Role.REVIEWER) for person in cast.reviewers[:2]),
        *((starters, person, Role.REVIEWER) for person in cast.reviewers),
        *((starters, person, Role.FACILITATOR) for person in cast.facilitators),
        (leadership, cast.facilitators[0], Role.FACILITATOR),
    ]
    TeamMember.objects.bulk_create(
        TeamMember(programme=programme, person=person, role=role, started_on=since)
        for programme, person, role in team
    )
    OrganisationRole.objects.create(
        membership=Membership.objects.get(person=cast.administrator),
        role=Role.ADMINISTRATOR,
        started_on=since,
    )
    Sponsorship.objects.create(
        programme=leadership,
        person=cast.sponsor,
        position="Chief Operating Officer",
        started_on=since,
    )
    Sponsorship.objects.create(
        programme=starters,
        person=cast.second_sponsor,
        position="Director of People",
        started_on=since,
    )


def _cohort(programme: Programme, number: int, state: str, starts_on: date) -> Cohort:
    """Store a cohort with its phases."""
    ends_on = starts_on + timedelta(days=270)
    cohort = Cohort.objects.create(
        programme=programme,
        number=number,
        name=f"{starts_on:%B %Y}",
        state=state,
        starts_on=starts_on,
        ends_on=ends_on,
        closed_at=noon(ends_on) if state == CohortState.CLOSED else None,
    )
    Phase.objects.bulk_create(
        Phase(
            cohort=cohort,
            kind=kind,
            starts_on=starts_on + timedelta(days=first),
            ends_on=starts_on + timedelta(days=last),
        )
        for kind, first, last in PHASES
    )
    return cohort


def _join(cohort: Cohort, mentors: list[Person], mentees: list[Person], states: list[str]) -> Stage:
    """Give people their places; states are dealt in turn."""
    joined_on = cohort.starts_on - timedelta(days=80)
    ended_on = cohort.ends_on if cohort.state == CohortState.CLOSED else None

    def place(person: Person, role: str, turn: int) -> Participant:
        state = states[turn % len(states)]
        return Participant(
            cohort=cohort,
            person=person,
            role=role,
            state=state,
            moved_at=noon(joined_on + timedelta(days=DAYS_UNTIL[state])),
            joined_on=joined_on,
            ended_on=ended_on if state == State.FINISHED else None,
        )

    return Stage(
        cohort,
        Participant.objects.bulk_create(
            place(person, ParticipantRole.MENTOR, turn) for turn, person in enumerate(mentors)
        ),
        Participant.objects.bulk_create(
            place(person, ParticipantRole.MENTEE, turn) for turn, person in enumerate(mentees)
        ),
    )


def _some_leave(year: Year, today: date) -> None:
    """Let a few withdraw, and two be away for a while."""
    chance = random.Random(SEED)  # noqa: S311  (a fixed story, no secret)
    for stage in (year.running, year.matching):
        for participant in chance.sample(stage.mentees[4:], 1):
            Participant.objects.filter(pk=participant.pk).update(
                state=State.WITHDRAWN, moved_at=noon(today), ended_on=today
            )
            participant.state = State.WITHDRAWN
    Pause.objects.create(
        participant=year.running.mentors[6],
        starts_on=today - timedelta(days=30),
        reason="parental leave",
    )
    Pause.objects.create(
        participant=year.running.mentees[9],
        starts_on=today - timedelta(days=60),
        ends_on=today - timedelta(days=32),
        reason="illness",
    )
