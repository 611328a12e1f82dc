"""What a person sees of their own way to being a mentor, and of whom they support."""

from collections.abc import Sequence
from dataclasses import dataclass

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from programmes.cards import PathStep
from programmes.enums import ParticipantRole
from programmes.models import Participant
from training.models import Enrolment, Pathway, Session, Shadowing
from training.pathway.enums import PathwayState, ShadowingState
from training.pathway.pairs import pairs_of_person
from training.pathway.queries import transition_sessions
from training.pathway.tables import events_of, path_of

# What the observer reads of an observation; nobody learns who would rather not.
TOLD = (ShadowingState.AGREED, ShadowingState.OBSERVED)


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All that a person's page of their own way shows."""

    path: Sequence[PathStep]
    events: Sequence[dict[str, object]]
    # Sessions of transition training to come, each with whether they have or wait for a seat.
    sessions: Sequence[tuple[Session, bool]]
    shadowings: Sequence[Shadowing]
    is_pair_being_asked: bool
    places: Sequence[Participant]

    @property
    def has_seat(self) -> bool:
        """Tell whether they booked any of the sessions."""
        return any(is_booked for _session, is_booked in self.sessions)


@dataclass(frozen=True, slots=True)
class Supported:
    """Somebody at whose side a mentor is, and what they took from observing."""

    pathway: Pathway
    path: Sequence[PathStep]
    observed: Sequence[Shadowing]


def own_page(pathway: Pathway) -> OwnPage:
    """Return what a person sees of their own way; the number of queries is the same for all."""
    steps = list(pathway.steps.select_related("noted_by"))
    rows = list(pathway.shadowings.select_related("mentor", "mentee"))
    return OwnPage(
        path=path_of(pathway, steps),
        events=events_of(steps, for_team=False),
        sessions=_sessions(pathway),
        shadowings=[row for row in rows if row.state in TOLD],
        is_pair_being_asked=any(row.state == ShadowingState.ASKED for row in rows),
        places=_places(pathway),
    )


def whom_to_ask(pathway: Pathway) -> PersonQuerySet:
    """Return who mentored the person in the programme, and can be asked for a word."""
    pairs = pairs_of_person(pathway.person, pathway.programme)
    mentors = {pair.mentor.pk for pair in pairs if pair.mentee == pathway.person}
    return Person.objects.who_can_sign_in().filter(pk__in=mentors).by_name()


def supported_by(person: Person) -> list[Supported]:
    """Return those at whose side a mentor is in their first year; three queries."""
    rows = Pathway.objects.filter(supporter=person).exclude(state=PathwayState.LEFT)
    rows = rows.select_related("person", "programme").prefetch_related("steps", "shadowings")
    return [
        Supported(
            row,
            path_of(row, row.steps.all()),
            [each for each in row.shadowings.all() if each.reflection],
        )
        for row in rows
    ]


def _sessions(pathway: Pathway) -> list[tuple[Session, bool]]:
    """Return the transition training they may book, once they are found ready."""
    if pathway.state != PathwayState.READY:
        return []
    booked = set(
        Enrolment.objects.of(pathway.person).standing().values_list("session_id", flat=True)
    )
    sessions = transition_sessions(pathway.programme)
    return [(session, session.pk in booked) for session in sessions]


def _places(pathway: Pathway) -> list[Participant]:
    """Return their places as a mentor in the programme."""
    places = Participant.objects.of(pathway.person).filter(role=ParticipantRole.MENTOR)
    return list(
        places.filter(cohort__programme=pathway.programme_id)
        .taking_part()
        .select_related("cohort")
        .order_by("-cohort__number")
    )
