"""What a forecast rests on: who came back from cohort to cohort, and what people had said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db.models import Sum

from evaluation.forecasting.core import Intent, Past
from mentorship.accounts.models import Membership
from programmes.enums import CohortState, ParticipantRole
from programmes.models import Cohort, Participant, Programme
from programmes.retention import BEGUN, SEATED
from training.models import Departure, ReturnIntent
from training.retention.enums import Intent as Said

TO_COME = (CohortState.DESIGNING, CohortState.RECRUITING, CohortState.MATCHING)
People = dict[int, set[UUID]]


@dataclass(frozen=True, slots=True)
class Turn:
    """One cohort and the next: its mentors, those who could not come back, and who came.

    `steps` is the same of its mentees who had never mentored: how many became mentors in the next.
    """

    number: int
    name: str
    mentors: int
    gone: int
    back: Past
    steps: Past


@dataclass(frozen=True, slots=True)
class Ahead:
    """The last cohort that has begun: who could come back, and who already has a place again."""

    number: int
    name: str
    mentors: int
    gone: int
    sure: int
    intent: Intent | None
    mentees: int
    sure_steps: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a forecast of one programme rests on, in the order of its cohorts."""

    turns: tuple[Turn, ...]
    ahead: Ahead | None

    @property
    def backs(self) -> list[Past]:
        """Return who came back, cohort by cohort."""
        return [turn.back for turn in self.turns]

    @property
    def steps(self) -> list[Past]:
        """Return who stepped up, cohort by cohort."""
        return [turn.steps for turn in self.turns]


def record_of(programme: Programme) -> Record:
    """Return a programme's history of returns; five queries.

    Who cannot come back, for they left the organisation or said for good that they would not, is
    left out of both sides, past and future, and only where that was known before the next cohort
    began: what became known later could not have helped to foresee.
    """
    cohorts = {cohort.number: cohort for cohort in programme.cohorts.order_by("number")}
    begun = [number for number, cohort in cohorts.items() if cohort.state in BEGUN]
    mentors, mentees = _people(programme)
    lost = _lost(programme)
    intents = _intents(programme)
    turns = []
    for number, following in pairwise(begun):
        gone = _gone(mentors[number], lost, cohorts[following].starts_on)
        able = mentors[number] - gone
        fresh = _never_mentored(mentees[number], mentors, number)
        turns.append(
            Turn(
                number=number,
                name=cohorts[number].name,
                mentors=len(mentors[number]),
                gone=len(gone - mentors[following]),
                back=Past(
                    len(able | (gone & mentors[following])),
                    len(mentors[number] & mentors[following]),
                    intents.get(number),
                ),
                steps=Past(len(fresh), len(fresh & mentors[following])),
            )
        )
    return Record(tuple(turns), _ahead(cohorts, begun, mentors, mentees, lost, intents))


def _ahead(
    cohorts: Mapping[int, Cohort],
    begun: Sequence[int],
    mentors: People,
    mentees: People,
    lost: Mapping[UUID, date],
    intents: Mapping[int, Intent],
) -> Ahead | None:
    """Return what is known of the cohort after the last that has begun."""
    if not begun or not mentors[begun[-1]]:
        return None
    last = begun[-1]
    coming = set().union(
        *(mentors[number] for number, cohort in cohorts.items() if cohort.state in TO_COME)
    )
    gone = _gone(mentors[last], lost, date.max) - coming
    fresh = _never_mentored(mentees[last], mentors, last)
    return Ahead(
        number=last,
        name=cohorts[last].name,
        mentors=len(mentors[last]),
        gone=len(gone),
        sure=len(mentors[last] & coming),
        intent=intents.get(last),
        mentees=len(fresh),
        sure_steps=len(fresh & coming),
    )


def _people(programme: Programme) -> tuple[People, People]:
    """Return who has a seat as mentor and as mentee, by number of the cohort; one query."""
    found: dict[str, People] = {role: defaultdict(set) for role in ParticipantRole.values}
    rows = Participant.objects.filter(cohort__programme=programme, state__in=SEATED)
    for role, number, person in rows.values_list("role", "cohort__number", "person_id"):
        found[role][number].add(person)
    return found[ParticipantRole.MENTOR], found[ParticipantRole.MENTEE]


def _lost(programme: Programme) -> dict[UUID, date]:
    """Return who cannot be asked again, with the day from which that was known; two queries."""
    lost: dict[UUID, date] = {}
    ended = Membership.objects.filter(
        organisation_id=programme.organisation_id, ended_on__isnull=False
    )
    known = Departure.objects.filter(participant__cohort__programme=programme, may_ask_again=False)
    noted = (
        (person, at.date()) for person, at in known.values_list("participant__person", "noted_at")
    )
    for person, day in [*ended.values_list("person", "ended_on"), *noted]:
        if day is not None:
            lost[person] = min(day, lost.get(person, day))
    return lost


def _gone(people: set[UUID], lost: Mapping[UUID, date], before: date) -> set[UUID]:
    """Return those of whom it was known before a day that they would not come."""
    return {person for person in people if lost.get(person, date.max) < before}


def _never_mentored(mentees: set[UUID], mentors: People, number: int) -> set[UUID]:
    """Return the mentees who had mentored neither in this cohort nor before it."""
    earlier = (people for cohort, people in mentors.items() if cohort <= number)
    return mentees - set().union(*earlier)


def _intents(programme: Programme) -> dict[int, Intent]:
    """Return what mentors said at the end of each cohort, where enough did to be told; one query.

    Where a survey told only of those who want to, those who are not sure count as not wanting to.
    """
    rows = (
        ReturnIntent.objects.filter(
            cohort__programme=programme, role=ParticipantRole.MENTOR, cause=""
        )
        .order_by()
        .values_list("cohort__number", "wave_key", "intent")
        .annotate(count=Sum("count"), answers=Sum("answers"))
    )
    counts: defaultdict[int, dict[str, int]] = defaultdict(dict)
    answers: defaultdict[int, dict[str, int]] = defaultdict(dict)
    for number, wave, intent, count, of in rows:
        counts[number][intent] = counts[number].get(intent, 0) + count
        answers[number][wave] = of
    return {
        number: Intent(
            counts[number].get(Said.YES, 0),
            counts[number].get(Said.MAYBE, 0),
            sum(answers[number].values()),
        )
        for number in counts
        if Said.YES in counts[number]
    }
