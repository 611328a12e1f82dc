"""The demo's pathway: people at different steps from mentee to mentor."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from matching.models import Match
from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year, noon
from mentorship.notifications.actions.posting import about_key
from programmes.planning.working_days import WorkCalendar
from training.enums import Audience, CourseKind, SessionKind
from training.models import Course, Pathway, PathwayStep, Session, Shadowing
from training.pathway.enums import (
    PATHWAY_STEPS,
    ConsentState,
    InterestSource,
    PathwayState,
    ShadowingState,
)

State = PathwayState
# How many days ago each of them came to each step, from the first one on.
DAYS = (
    (1, State.SOLO, (300, 270, 240, 215, 200, 124)),
    (2, State.SOLO, (290, 250, 240, 210, 190, 110)),
    (3, State.CO_MENTORING, (260, 235, 150, 140, 118)),
    (4, State.SHADOWING, (120, 90, 60, 21)),
    (5, State.TRAINED, (110, 80, 60)),
    (6, State.READY, (70, 12)),
    (7, State.INTERESTED, (34,)),
    (0, State.INTERESTED, (16,)),
)
REFLECTION = (
    "My mentor asked more than she told, and I found my own way. I would like to give that on. "
    "What I still want to learn is to bear a silence."
)


def add_pathway(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Store transition training, and people at every step."""
    _plan_training(organisation, year, today)
    matches = list(
        Match.objects.filter(cohort=year.running.cohort, state="active")
        .with_people()
        .order_by("pk")
    )
    matches.sort(key=lambda match: match.mentors[0].name)
    for junior, state, days in DAYS:
        pathway = _walk(cast.juniors[junior], state, days, cast, year, today)
        if state == State.TRAINED:
            _ask(pathway, matches[2], cast, today, ShadowingState.ASKED)
        elif state == State.SHADOWING:
            _ask(pathway, matches[4], cast, today, ShadowingState.OBSERVED)


def _plan_training(organisation: Organisation, year: Year, today: date) -> None:
    """Plan a day of transition training."""
    course = Course.objects.create(
        organisation=organisation,
        title="From mentee to mentor",
        summary="What changes when you ask the questions.",
        kind=CourseKind.TRANSITION,
        audience=Audience.MENTORS,
        hours=Decimal(6),
    )
    Session.objects.create(
        programme=year.leadership,
        course=course,
        title=course.title,
        kind=SessionKind.WORKSHOP,
        starts_at=timezone.make_aware(
            datetime.combine(WorkCalendar().on_or_after(today + timedelta(days=19)), time(9))
        ),
        minutes=360,
        place="Room 2.14",
        capacity=8,
    )


def _walk(
    person: Person, state: str, days: tuple[int, ...], cast: Cast, year: Year, today: date
) -> Pathway:
    """Put somebody at a step, with the day of each step before it."""
    is_prepared = person != cast.juniors[0]
    referee = cast.seniors[1] if is_prepared else None
    began = noon(today - timedelta(days=days[0]))
    is_solo = state == State.SOLO
    pathway = Pathway.objects.create(
        programme=year.leadership,
        person=person,
        state=state,
        moved_at=noon(today - timedelta(days=days[-1])),
        source=InterestSource.CLOSE if is_prepared else InterestSource.SELF,
        goals_reached=True if is_prepared else None,
        reflection=REFLECTION,
        reflected_at=began,
        referee=referee,
        referee_asked_at=began if referee else None,
        referee_word="They listen, and they ask for help in time." if referee else "",
        referee_recommends=True if referee else None,
        referee_answered_at=began + timedelta(days=3) if referee else None,
        supporter=cast.seniors[3] if person == cast.juniors[1] else None,
        supported_until=today + timedelta(days=365 - days[-1]) if is_solo else None,
    )
    PathwayStep.objects.bulk_create(
        PathwayStep(
            pathway=pathway,
            step=step,
            reached_on=today - timedelta(days=ago),
            noted_at=noon(today - timedelta(days=ago)),
            noted_by=cast.coordinator if step != State.INTERESTED else person,
        )
        for step, ago in zip(PATHWAY_STEPS, days, strict=False)
    )
    return pathway


def _ask(pathway: Pathway, match: Match, cast: Cast, today: date, state: str) -> None:
    """Let a pair be asked: one of them has agreed, or both, and they were observed."""
    is_observed = state == ShadowingState.OBSERVED
    asked_at = noon(today - timedelta(days=30 if is_observed else 8))
    given, answered_at = ConsentState.GIVEN, asked_at + timedelta(days=1)
    Shadowing.objects.create(
        pathway=pathway,
        mentor=match.mentors[0],
        mentee=match.mentees[0],
        occasion_key=about_key(match),
        state=state,
        asked_at=asked_at,
        asked_by=cast.coordinator,
        mentor_consent=given,
        mentor_answered_at=answered_at,
        mentee_consent=given if is_observed else ConsentState.ASKED,
        mentee_answered_at=answered_at if is_observed else None,
        observed_on=today - timedelta(days=21) if is_observed else None,
    )
