"""Who is on the way from mentee to mentor, how far, and what is around them."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.accounts.models.person import PersonQuerySet
from mentorship.common.together import Reads, Telling, tell_together
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.models import Message
from programmes import retention
from programmes.enums import CohortState, ParticipantRole, ParticipantState
from programmes.models import Cohort, Participant, Programme
from programmes.models.cohort import CohortQuerySet
from training.enums import CourseKind, CurrencyStatus, EnrolmentState
from training.models import Enrolment, Pathway, PathwayStep, Session, Shadowing, Standing
from training.models.pathway import PathwayQuerySet
from training.models.session import SessionQuerySet
from training.pathway.emails import INVITED
from training.pathway.enums import (
    LEARNING_TO_MENTOR,
    OPEN_SHADOWINGS,
    PATHWAY_STEPS,
    PathwayState,
)
from training.pathway.pace import Reached, Stay, days_in_step, furthest, reached_by_step

# Whose training passes the gate before a match.
CURRENT = (CurrencyStatus.IN_DATE, CurrencyStatus.DUE, CurrencyStatus.IN_GRACE)
# For so many days after the end of their time as a mentee somebody is asked on their home.
ASKED_FOR = 90
OVER = (CohortState.CLOSING, CohortState.CLOSED)


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many came at least to each step, are at it now, and how long it takes."""

    reached: Mapping[str, int]
    here: Mapping[str, int]
    stays: Mapping[str, Stay]
    left: int
    # Everybody who ever was a mentee here.
    of: int

    @property
    def under_way(self) -> int:
        """Return how many have neither arrived nor left."""
        return sum(self.here.values()) - self.here[PathwayState.ESTABLISHED]


@dataclass(frozen=True, slots=True)
class Around:
    """What lies around some pathways: seats at training, observations, places as a mentor."""

    seats: Mapping[UUID, Session]
    shadowings: Mapping[UUID, list[Shadowing]]
    mentors: frozenset[UUID]


def on_the_way(programme: UUID | None = None) -> PathwayQuerySet:
    """Return the pathways of those who may come to transition training, in one programme or any."""
    rows = Pathway.objects.filter(state__in=LEARNING_TO_MENTOR)
    return rows if programme is None else rows.filter(programme=programme)


def transition_sessions(programme: Programme) -> SessionQuerySet:
    """Return the sessions of transition training to come, the next one first."""
    sessions = Session.objects.filter(programme=programme, course__kind=CourseKind.TRANSITION)
    return sessions.upcoming().with_seats().select_related("course", "programme__organisation")


def transition_seats() -> Exists:
    """Tell of a pathway whether its person has, or waits for, a seat at transition training."""
    return Exists(
        Enrolment.objects.standing().filter(
            person=OuterRef("person"),
            session__programme=OuterRef("programme"),
            session__course__kind=CourseKind.TRANSITION,
            session__in=Session.objects.upcoming(),
        )
    )


def may_begin_in(person: Person) -> list[Programme]:
    """Return the programmes in which a mentee, now or before, may say they would like to mentor.

    Not where they mentored already, or have said so; one query.
    """
    seats = Participant.objects.of(person).in_states(retention.SEATED)
    theirs = {"cohort__programme": OuterRef("pk")}
    return list(
        Programme.objects.filter(
            Exists(seats.mentees().filter(**theirs)),
            ~Exists(seats.mentors().filter(**theirs)),
            ~Exists(Pathway.objects.of(person).filter(programme=OuterRef("pk"))),
        )
        .select_related("organisation")
        .order_by("name", "pk")
    )


def asked_at_close(person: Person) -> list[Programme]:
    """Return those of these programmes in which their time as a mentee ends, or ended lately."""
    ending = Participant.objects.of(person).mentees().in_states(retention.SEATED)
    lately = timezone.localdate() - timedelta(days=ASKED_FOR)
    ended = ending.filter(
        Q(state=ParticipantState.FINISHED, ended_on__gte=lately)
        | Q(cohort__state=CohortState.CLOSING)
    )
    programmes = set(ended.values_list("cohort__programme", flat=True))
    return [each for each in may_begin_in(person) if each.pk in programmes] if programmes else []


def funnel_of(programme: Programme) -> Funnel:
    """Count the steps of everybody's way; three queries."""
    rows = PathwayStep.objects.filter(pathway__programme=programme, is_left_out=False)
    ways: defaultdict[UUID, list[Reached]] = defaultdict(list)
    for pathway, step, on in rows.values_list("pathway", "step", "reached_on"):
        ways[pathway].append(Reached(step, on))
    states = dict(Pathway.objects.filter(programme=programme).values_list("pk", "state"))
    ends = [
        furthest([state, *(reached.step for reached in ways[pk])], PATHWAY_STEPS)
        for pk, state in states.items()
    ]
    held = list(states.values())
    return Funnel(
        reached=reached_by_step(ends, PATHWAY_STEPS),
        here={step: held.count(step) for step in PATHWAY_STEPS},
        stays=days_in_step(ways.values(), PATHWAY_STEPS),
        left=held.count(PathwayState.LEFT),
        of=retention.people_ever(programme, ParticipantRole.MENTEE),
    )


def around(pathways: Collection[Pathway]) -> Around:
    """Return what lies around these pathways of one programme; one query."""
    ((found,),) = tell_together(look_around(pathways))
    return found


def look_around(pathways: Collection[Pathway]) -> Telling[Around]:
    """Yield what lies around these pathways of one programme."""
    people = [pathway.person_id for pathway in pathways]
    programmes = {pathway.programme_id for pathway in pathways}
    enrolments = Enrolment.objects.filter(
        person__in=people,
        state=EnrolmentState.ENROLLED,
        session__course__kind=CourseKind.TRANSITION,
        session__programme__in=programmes,
        session__in=Session.objects.upcoming(),
    )
    enrolments = enrolments.select_related("session").order_by("-session__starts_at")
    open_ones = Shadowing.objects.filter(pathway__in=pathways, state__in=OPEN_SHADOWINGS)
    open_ones = open_ones.select_related("mentor", "mentee")
    mentors = (
        Participant.objects.mentors()
        .to_look_after()
        .filter(person__in=people, cohort__programme__in=programmes)
        .values_list("person_id", flat=True)
    )
    yield Reads(enrolments, open_ones, mentors)
    shadowings: defaultdict[UUID, list[Shadowing]] = defaultdict(list)
    for shadowing in open_ones:
        shadowings[shadowing.pathway_id].append(shadowing)
    seats = {row.person_id: row.session for row in enrolments}
    yield Around(seats, shadowings, frozenset(mentors))


def has_all_it_takes() -> Q:
    """Return the condition that somebody was found ready, or has all it takes."""
    return Q(state=PathwayState.READY) | Q(
        ~Q(reflection=""),
        state=PathwayState.INTERESTED,
        goals_reached=True,
        referee_recommends=True,
    )


def unseated(programme: Programme) -> list[Pathway]:
    """Return who was found ready, or has all it takes, without a seat at training; one query."""
    rows = Pathway.objects.filter(has_all_it_takes(), programme=programme)
    found = rows.exclude(transition_seats()).select_related("person", "programme__organisation")
    return list(found.order_by("moved_at", "pk"))


def ready_to_invite(programme: Programme) -> list[Pathway]:
    """Return who would be invited to transition training: ready, unseated, reachable, not yet."""
    rows = unseated(programme)
    invited = invited_before(rows)
    return [row for row in rows if row.person.can_sign_in and row.pk not in invited]


def invited_before(pathways: Collection[Pathway]) -> frozenset[UUID]:
    """Return which of these were invited to transition training before; one query."""
    keys = {about_key(pathway): pathway.pk for pathway in pathways}
    known = Message.objects.filter(kind=INVITED.name, about__in=keys)
    return frozenset(keys[about] for about in known.values_list("about", flat=True))


def experienced_mentors(pathway: Pathway) -> PersonQuerySet:
    """Return who may be at somebody's side: served before, in date, reachable, arrived."""
    served = Participant.objects.mentors().in_states(retention.SEATED)
    served = served.filter(
        Q(state=ParticipantState.FINISHED) | Q(cohort__state__in=OVER),
        cohort__programme=pathway.programme_id,
        person=OuterRef("pk"),
    )
    in_date = Standing.objects.filter(
        policy__programme=pathway.programme_id,
        policy__role=ParticipantRole.MENTOR,
        status__in=CURRENT,
        is_paused=False,
        person=OuterRef("pk"),
    )
    learning = Pathway.objects.going_on().filter(
        programme=pathway.programme_id, person=OuterRef("pk")
    )
    people = Person.objects.who_can_sign_in().exclude(pk=pathway.person_id)
    return people.filter(Exists(served), Exists(in_date), ~Exists(learning)).by_name()


def learning_in(programme: Programme) -> frozenset[UUID]:
    """Return who is on the way to being a mentor in a programme; one query."""
    rows = Pathway.objects.going_on().filter(programme=programme)
    return frozenset(rows.values_list("person_id", flat=True))


def mentors_ever(pathway: Pathway) -> PersonQuerySet:
    """Return who mentored in the programme and can be asked for a word."""
    seats = Participant.objects.mentors().in_states(retention.SEATED)
    seats = seats.filter(cohort__programme=pathway.programme_id, person=OuterRef("pk"))
    people = Person.objects.who_can_sign_in().exclude(pk=pathway.person_id)
    return people.filter(Exists(seats)).by_name()


def mentees_to_add(programme: Programme) -> PersonQuerySet:
    """Return who was or is a mentee of the programme, no mentor, and on no pathway."""
    seats = Participant.objects.in_states(retention.SEATED)
    seats = seats.filter(cohort__programme=programme, person=OuterRef("pk"))
    people = Person.objects.get_queryset().filter(
        Exists(seats.mentees()),
        ~Exists(seats.mentors()),
        ~Exists(Pathway.objects.filter(programme=programme, person=OuterRef("pk"))),
    )
    return people.filter(merged_into__isnull=True).by_name()


def cohorts_to_join(pathway: Pathway) -> CohortQuerySet:
    """Return the open cohorts in which somebody has no place as a mentor."""
    taken = Participant.objects.mentors().filter(person=pathway.person_id, cohort=OuterRef("pk"))
    cohorts = Cohort.objects.filter(programme=pathway.programme_id)
    return cohorts.open().filter(~Exists(taken)).newest_first()


def unanswered_since(programme: Programme, *, days: int) -> PathwayQuerySet:
    """Return who said so long ago that they would like to mentor, and heard nothing since."""
    return Pathway.objects.filter(
        programme=programme,
        state=PathwayState.INTERESTED,
        not_yet_at__isnull=True,
        moved_at__lte=timezone.now() - timedelta(days=days),
    )
