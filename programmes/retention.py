"""Who came back, and who stepped up: figures over the cohorts of one programme.

A seat is a place of somebody who was accepted and did not withdraw, in a cohort that has begun:
while the next cohort still recruits, nobody can tell who returns. Cohorts follow each other in the
order of their numbers. Each function makes one query.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from uuid import UUID

from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Participant, Programme

SEATED = (
    ParticipantState.ACCEPTED,
    ParticipantState.TRAINED,
    ParticipantState.MATCHED,
    ParticipantState.FINISHED,
)
BEGUN = (CohortState.RUNNING, CohortState.CLOSING, CohortState.CLOSED)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int


@dataclass(frozen=True, slots=True)
class Conversion:
    """How many mentees who could still become mentors did so later."""

    stepped_up: int
    of: int


def seats_by_cohort(programme: Programme, role: ParticipantRole) -> dict[int, int]:
    """Return the number of seats in the role, by the number of the cohort."""
    return {number: len(people) for number, people in _seated(programme, role).items()}


def people_ever(programme: Programme, role: ParticipantRole) -> int:
    """Return how many people ever had a seat in the role."""
    return len(set().union(*_seated(programme, role).values()))


def returning_mentors(programme: Programme) -> dict[int, Share]:
    """Return, for each cohort but the last, how many of its mentors mentored in the next one."""
    mentors = _seated(programme, ParticipantRole.MENTOR)
    return {
        number: Share(len(mentors[number] & mentors[following]), len(mentors[number]))
        for number, following in pairwise(mentors)
    }


def cohorts_served(programme: Programme, *, through: int | None = None) -> dict[int, int]:
    """Return how many mentors served in one cohort, in two, and so on.

    `through` is the number of the last cohort that counts, by default all do.
    """
    mentors = _seated(programme, ParticipantRole.MENTOR, through)
    times = Counter(person for people in mentors.values() for person in people)
    return dict(sorted(Counter(times.values()).items()))


def conversion(programme: Programme, *, through: int | None = None) -> Conversion:
    """Return how many mentees stepped up to mentor, of those who could.

    Who could: their first cohort as mentee came before the last cohort, and they had not mentored
    in it or before it. Who did: their first cohort as mentor came later. `through` is the number
    of the last cohort that counts, by default all do.
    """
    seated = _seated_by_role(programme, through)
    mentees, mentors = seated[ParticipantRole.MENTEE], seated[ParticipantRole.MENTOR]
    first_as_mentee, first_as_mentor = _first_cohort(mentees), _first_cohort(mentors)
    last = max((*mentees, *mentors), default=0)
    could = {
        person
        for person, number in first_as_mentee.items()
        if number < last and not first_as_mentor.get(person, last + 1) <= number
    }
    return Conversion(stepped_up=len(could & first_as_mentor.keys()), of=len(could))


def mentees_who_mentored_later(programme: Programme) -> int:
    """Return how many people were mentors in any cohort after one in which they were mentees."""
    seated = _seated_by_role(programme)
    first_as_mentee = _first_cohort(seated[ParticipantRole.MENTEE])
    last_as_mentor = {
        person: number
        for number, people in seated[ParticipantRole.MENTOR].items()
        for person in people
    }
    return sum(number < last_as_mentor.get(person, 0) for person, number in first_as_mentee.items())


def both_roles_in_one_cohort(programme: Programme) -> int:
    """Return in how many cases a person was mentor and mentee in the same cohort."""
    seated = _seated_by_role(programme)
    mentees, mentors = seated[ParticipantRole.MENTEE], seated[ParticipantRole.MENTOR]
    return sum(len(mentees[number] & mentors[number]) for number in mentors)


Seated = dict[int, set[UUID]]


def _seated_by_role(programme: Programme, through: int | None = None) -> Mapping[str, Seated]:
    """Return who had seats, by role and by number of the cohort in rising order."""
    places = Participant.objects.filter(
        cohort__programme=programme, cohort__state__in=BEGUN, state__in=SEATED
    )
    if through is not None:
        places = places.filter(cohort__number__lte=through)
    rows = places.order_by("cohort__number").values_list("role", "cohort__number", "person_id")
    seated: dict[str, Seated] = {role: {} for role in ParticipantRole.values}
    for role, number, person_id in rows:
        for people in seated.values():
            people.setdefault(number, set())
        seated[role][number].add(person_id)
    return seated


def _seated(programme: Programme, role: ParticipantRole, through: int | None = None) -> Seated:
    """Return who had seats in one role, by number of the cohort in rising order."""
    return _seated_by_role(programme, through)[role]


def _first_cohort(seated: Mapping[int, Iterable[UUID]]) -> dict[UUID, int]:
    """Return each person's first cohort."""
    first: dict[UUID, int] = {}
    for number, people in seated.items():
        for person in people:
            first.setdefault(person, number)
    return first
