"""What plans will ask, foreseen from the days of cohorts, matches and sessions."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.burden.audiences import read_audiences
from evaluation.burden.foreseeing import day_reached, foresee
from evaluation.enums import Candour, Subject, Trigger, WaveState
from matching.resting import days_that_count
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort
from tests.factories.evaluation import InstrumentFactory, WaveFactory, WavePlanFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import CohortFactory, MenteeFactory, PauseFactory
from tests.factories.training import EnrolmentFactory, SessionFactory

TODAY = date(2026, 3, 2)
UNTIL = date(2026, 9, 1)


@pytest.fixture
def cohort(world):
    Cohort.objects.filter(pk=world.cohort.pk).update(
        starts_on=date(2026, 1, 12), ends_on=date(2026, 7, 31)
    )
    world.cohort.refresh_from_db()
    return world.cohort


@pytest.fixture
def pulse(world):
    return InstrumentFactory.create(organisation=world.organisation, key="pulse-mentee")


def seen(world, cohort):
    return foresee(world.organisation, [cohort], read_audiences([cohort]), today=TODAY, until=UNTIL)


def days(found):
    return [
        (one.occurrence, day, dict(people)) for one in found for day, people in one.people.items()
    ]


def plan(world, trigger, **more):
    given = {"days": 0, "every_days": None} | more
    return WavePlanFactory.create(programme=world.programme, trigger=trigger, **given)


@pytest.mark.parametrize(
    ("trigger", "more", "expected"),
    [
        (Trigger.AT_START, {"days": 60}, [date(2026, 3, 13)]),
        (Trigger.AT_START, {"days": 0}, []),
        (Trigger.AT_START, {"days": 60, "every_days": 90}, [date(2026, 3, 13), date(2026, 6, 11)]),
        (Trigger.MIDWAY, {}, [date(2026, 4, 22)]),
        (Trigger.AT_CLOSE, {}, [date(2026, 7, 31)]),
        (Trigger.AFTER_CLOSE, {"days": 20}, [date(2026, 8, 20)]),
        (Trigger.AFTER_CLOSE, {"days": 180}, []),
    ],
)
def test_cohorts_are_asked_on_their_own_days(world, cohort, pulse, trigger, more, expected):
    plan(world, trigger, **more)
    found = days(seen(world, cohort))
    assert [day for _turn, day, _people in found] == expected
    assert all(people == {world.mentee.pk: 1} for _turn, _day, people in found)


def test_matches_are_asked_as_their_days_come_and_rests_do_not_count(world, cohort, pulse):
    plan(world, Trigger.MATCH_DAY, days=30, every_days=60)
    match = MatchFactory.create(
        cohort=cohort, mentors=[world.mentor_place], mentees=[world.mentee_place]
    )
    type(match).objects.filter(pk=match.pk).update(started_on=date(2026, 2, 10))
    expected = [(0, date(2026, 3, 12)), (1, date(2026, 5, 11)), (2, date(2026, 7, 10))]
    assert [(turn, day) for turn, day, _people in days(seen(world, cohort))] == expected
    PauseFactory.create(
        participant=world.mentee_place, starts_on=date(2026, 3, 1), ends_on=date(2026, 3, 10)
    )
    assert days(seen(world, cohort))[0][1] == date(2026, 3, 22)


def test_who_is_asked_about_partners_is_asked_once_for_each(world, cohort):
    InstrumentFactory.create(
        organisation=world.organisation,
        key="pulse-mentee",
        audience=ParticipantRole.MENTOR,
        subject=Subject.PARTNER,
        candour=Candour.CONFIDENTIAL,
    )
    plan(world, Trigger.AT_CLOSE)
    both = [world.mentee_place, MenteeFactory.create(cohort=cohort)]
    MatchFactory.create(cohort=cohort, mentors=[world.mentor_place], mentees=both)
    ((_turn, _day, people),) = days(seen(world, cohort))
    assert people == {world.mentor.pk: 2}


def test_sessions_ask_whoever_has_a_place_and_all_while_nobody_has(world, cohort, pulse):
    other = MenteeFactory.create(cohort=cohort)
    plan(world, Trigger.AFTER_SESSION, days=1)
    session = SessionFactory.create(
        programme=world.programme, cohort=cohort, starts_at="2026-03-20T10:00Z", minutes=60
    )
    everybody = {world.mentee.pk: 1, other.person_id: 1}
    assert days(seen(world, cohort)) == [(None, date(2026, 3, 21), everybody)]
    EnrolmentFactory.create(session=session, person=world.mentee)
    assert days(seen(world, cohort)) == [(None, date(2026, 3, 21), {world.mentee.pk: 1})]


def test_what_is_a_wave_already_is_not_foreseen_again(world, cohort, pulse):
    made = plan(world, Trigger.AT_CLOSE)
    WaveFactory.create(
        cohort=cohort, instrument=pulse, plan=made, occurrence=0, state=WaveState.PLANNED
    )
    assert seen(world, cohort) == []


def test_whoever_may_still_come_into_a_state_is_counted(world, cohort, pulse):
    plan(world, Trigger.AT_CLOSE, states=[ParticipantState.FINISHED])
    MenteeFactory.create(cohort=cohort, state=ParticipantState.WITHDRAWN)
    assert days(seen(world, cohort)) == [(0, date(2026, 7, 31), {world.mentee.pk: 1})]
    plan(world, Trigger.MIDWAY, states=[ParticipantState.APPLIED])
    assert len(seen(world, cohort)) == 1


def test_plans_that_rest_and_surveys_that_are_gone_ask_nobody(world, cohort):
    plan(world, Trigger.AT_CLOSE)
    assert seen(world, cohort) == []
    InstrumentFactory.create(organisation=world.organisation, key="pulse-mentee")
    assert len(seen(world, cohort)) == 1
    world.programme.wave_plans.update(is_active=False)
    assert seen(world, cohort) == []


def test_queries_do_not_grow(world, cohort, pulse, django_assert_max_num_queries):
    for trigger in (Trigger.MATCH_DAY, Trigger.AFTER_SESSION, Trigger.AT_START):
        plan(world, trigger, days=60, every_days=30)
    for _each in range(3):
        MatchFactory.create(cohort=cohort)
        SessionFactory.create(programme=world.programme, cohort=cohort)
    cohorts = [cohort, *CohortFactory.create_batch(3, programme=world.programme)]
    with django_assert_max_num_queries(11):
        foresee(world.organisation, cohorts, read_audiences(cohorts), today=TODAY, until=UNTIL)


stretches = st.lists(
    st.tuples(st.integers(-20, 90), st.integers(0, 25)).map(
        lambda rest: (
            TODAY + timedelta(days=rest[0]),
            TODAY + timedelta(days=rest[0] + rest[1]),
        )
    ),
    max_size=5,
)


@given(st.integers(1, 90), stretches)
def test_a_day_is_reached_when_enough_days_have_counted(wanted, rests):
    reached = day_reached(TODAY, wanted, rests)
    assert reached is not None
    assert days_that_count(TODAY, reached, rests) == wanted
    assert days_that_count(TODAY, reached - timedelta(days=1), rests) == wanted - 1


def test_a_rest_without_end_holds_the_day_back():
    assert day_reached(TODAY, 30, [(TODAY + timedelta(days=5), None)]) is None
    assert day_reached(TODAY, 3, [(TODAY + timedelta(days=5), None)]) == date(2026, 3, 5)
