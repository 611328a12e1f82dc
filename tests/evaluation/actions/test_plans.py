"""Plans open waves by themselves: by dates, after sessions, as matches come to their days."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from evaluation.actions.plans import (
    PlanExistsError,
    add_plan,
    add_usual_plans,
    change_plan,
    follow_plans,
    switch_plan,
)
from evaluation.actions.waves import tend_waves
from evaluation.enums import Candour, Trigger, WaveState
from evaluation.models import Instrument, Wave, WavePlan
from matching.actions.rests import let_rest
from mentorship.audit.models import Event
from programmes.models import Cohort
from tests.factories.evaluation import InstrumentFactory, WavePlanFactory
from tests.factories.matching import MatchFactory
from tests.factories.programmes import MenteeFactory
from tests.factories.training import GatheringFactory
from tests.programmes.races import both_at_once
from training.models import Attendance

START = date(2026, 3, 2)


@pytest.fixture
def cohort(world):
    Cohort.objects.filter(pk=world.cohort.pk).update(
        starts_on=START, ends_on=START + timedelta(days=300)
    )
    world.cohort.refresh_from_db()
    InstrumentFactory.create(
        organisation=world.organisation, key="pulse-mentee", candour=Candour.CONFIDENTIAL
    )
    return world.cohort


def make_plan(world, trigger, **fields):
    fields = {"days": 0, "every_days": None} | fields
    return WavePlanFactory.create(programme=world.programme, trigger=trigger, **fields)


def on_day(day, hour=10):
    """Follow the plans twice on a day of the cohort, and tend what they made."""
    at = datetime(START.year, START.month, START.day, hour, tzinfo=UTC) + timedelta(days=day)
    with time_machine.travel(at, tick=False):
        for _again in range(2):
            follow_plans()
            tend_waves()
    return list(Wave.objects.order_by("opens_at"))


@pytest.mark.parametrize(
    ("trigger", "days", "opens"),
    [
        (Trigger.AT_START, 0, 0),
        (Trigger.MIDWAY, 0, 150),
        (Trigger.AT_CLOSE, 0, 300),
        (Trigger.AFTER_CLOSE, 182, 482),
    ],
)
def test_a_wave_of_the_cohort_is_listed_a_month_ahead_and_opens_that_morning(
    world, cohort, trigger, days, opens
):
    make_plan(world, trigger, days=days)
    assert on_day(opens - 31) == []
    (planned,) = on_day(opens - 30)
    assert planned.state == WaveState.PLANNED
    local = timezone.localtime(planned.opens_at, world.organisation.time_zone)
    assert (local.date(), local.hour) == (START + timedelta(days=opens), 9)
    (opened,) = on_day(opens)
    assert (opened.state, opened.invited) == (WaveState.OPEN, 1)


def test_what_is_repeated_is_asked_until_the_cohort_ends(world, cohort):
    make_plan(world, Trigger.AT_START, every_days=100)
    for day in (0, 100, 200, 300, 400):
        on_day(day)
    days = [(timezone.localdate(wave.opens_at) - START).days for wave in Wave.objects.all()]
    assert days == [0, 100, 200, 300]


def test_nothing_is_caught_up_on(world, cohort):
    make_plan(world, Trigger.AT_START, open_days=10)
    assert on_day(10) == []
    assert len(on_day(9)) == 1


def test_matches_of_a_cohort_share_a_wave_in_which_each_is_called_on_its_day(world, cohort):
    early, late, too_late = MenteeFactory.create_batch(3, cohort=cohort)
    for mentee, day in ((early, 0), (late, 20), (too_late, 80)):
        MatchFactory.create(cohort=cohort, mentees=[mentee], started_on=START + timedelta(days=day))
    make_plan(world, Trigger.MATCH_DAY, days=30, every_days=60)

    def asked(day):
        return [
            (wave.occurrence, wave.state, set(wave.calls.values_list("person", flat=True)))
            for wave in on_day(day)
        ]

    assert asked(29) == []
    assert asked(30) == [(0, WaveState.OPEN, {early.person_id})]
    assert asked(50) == [(0, WaveState.OPEN, {early.person_id, late.person_id})]
    assert asked(60) == [(0, WaveState.CLOSED, {early.person_id, late.person_id})]
    (first, second) = asked(90)
    assert first[1] == WaveState.CLOSED
    assert second == (1, WaveState.OPEN, {early.person_id})


def test_an_anonymous_survey_of_matches_waits_for_enough_to_be_shown(world, cohort):
    Instrument.objects.update(candour=Candour.ANONYMOUS)
    for mentee in MenteeFactory.create_batch(4, cohort=cohort):
        MatchFactory.create(cohort=cohort, mentees=[mentee], started_on=START)
    make_plan(world, Trigger.MATCH_DAY, days=30)
    assert on_day(30) == []
    MatchFactory.create(cohort=cohort, started_on=START + timedelta(days=20))
    (wave,) = on_day(31)
    assert wave.calls.count() == 4


def test_the_clock_of_a_match_that_rests_stands_still(world, cohort):
    match = MatchFactory.create(
        cohort=cohort, mentees=[world.mentee_place], started_on=START, proposed_at=timezone.now()
    )
    make_plan(world, Trigger.MATCH_DAY, days=30)
    with time_machine.travel(datetime(2026, 3, 12, tzinfo=UTC), tick=False):
        let_rest(match, by=world.coordinator, reason="Away for a project.")
    assert on_day(30) == []


def test_nobody_is_woken_by_a_survey(world, cohort):
    MatchFactory.create(cohort=cohort, mentees=[world.mentee_place], started_on=START)
    make_plan(world, Trigger.MATCH_DAY, days=30)
    assert on_day(30, hour=5) == []
    assert on_day(30, hour=21) == []
    assert len(on_day(31)) == 1


def test_who_was_at_a_session_is_asked_once_somebody_said_who_was(world, cohort):
    ends = datetime(2026, 4, 1, 13, 30, tzinfo=UTC)
    session = GatheringFactory.create(
        programme=world.programme, starts_at=ends - timedelta(minutes=90)
    )
    make_plan(world, Trigger.AFTER_SESSION, open_days=7)
    day = (ends.date() - START).days
    assert on_day(day, hour=14) == []
    Attendance.objects.create(session=session, person=world.mentee, is_present=True)
    assert on_day(day, hour=13) == []
    (wave,) = on_day(day, hour=14)
    assert (wave.session, wave.state) == (session, WaveState.OPEN)
    assert list(wave.calls.values_list("person", flat=True)) == [world.mentee.pk]
    assert wave.closes_at == ends + timedelta(days=7)


def test_a_stopped_plan_asks_nothing_and_says_so_once(world, cohort):
    plan = make_plan(world, Trigger.AT_START)
    for _again in range(2):
        switch_plan(plan, is_active=False, by=world.coordinator)
    assert on_day(0) == []
    assert [event.kind for event in Event.objects.about(plan)] == ["plan.stopped"]
    switch_plan(plan, is_active=True, by=world.coordinator)
    assert len(on_day(0)) == 1


def test_a_survey_is_planned_once_for_the_same_event(world):
    fields = {"instrument_key": "pulse-mentee", "trigger": Trigger.MIDWAY}
    add_plan(world.programme, by=world.coordinator, **fields)
    other = add_plan(
        world.programme, by=world.coordinator, **fields | {"trigger": Trigger.AT_START}
    )
    with pytest.raises(PlanExistsError):
        add_plan(world.programme, by=world.coordinator, **fields)
    with pytest.raises(PlanExistsError):
        change_plan(other, by=world.coordinator, **fields)


def test_the_usual_plan_plans_what_the_organisation_has_and_nothing_twice(world, cohort):
    InstrumentFactory.create(organisation=world.organisation, key="competency-self")
    added = add_usual_plans(world.programme, by=world.coordinator)
    assert sorted((plan.instrument_key, plan.trigger) for plan in added) == [
        ("competency-self", Trigger.AT_CLOSE),
        ("competency-self", Trigger.AT_START),
        ("pulse-mentee", Trigger.MATCH_DAY),
    ]
    assert add_usual_plans(world.programme, by=world.coordinator) == []
    assert WavePlan.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_workers_make_one_wave(world, cohort):
    make_plan(world, Trigger.AT_START)
    at = datetime(2026, 3, 2, 10, tzinfo=UTC)
    errors = both_at_once(lambda: follow_plans(at), lambda: follow_plans(at))
    assert errors == []
    assert Wave.objects.count() == 1
