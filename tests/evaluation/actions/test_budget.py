"""The steps are taken as proposed, once, on planned waves only, and can be taken back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from evaluation.actions.budget import StepGoneError, accept_step, set_budget, take_back_step
from evaluation.actions.waves import open_wave
from evaluation.burden.outlook import outlook_of
from evaluation.burden.planning import Remedy
from evaluation.enums import Purpose, Trigger, WaveState
from evaluation.models import BurdenStep, SurveyBudget, Wave
from mentorship.audit.models import Event
from tests.evaluation.burden.clash import planned
from tests.factories.evaluation import InstrumentFactory, WavePlanFactory
from tests.factories.programmes import MenteeFactory
from tests.people import make_world
from tests.programmes.races import both_at_once


def proposed(world):
    (step,) = outlook_of(world.programme).steps
    return step


def accept(world, step):
    return accept_step(world.programme, step.token, by=world.coordinator)


@pytest.fixture
def pair(world):
    guest = planned(world.cohort, minutes=9)
    host = planned(world.cohort, minutes=5, day=12, purpose=Purpose.RELATIONSHIP)
    return guest, host


def test_a_merged_wave_opens_with_its_host_and_the_month_is_within_the_budget(world, pair):
    guest, host = pair
    was = guest.opens_at
    taken = accept(world, proposed(world))
    guest.refresh_from_db()
    assert (guest.merged_into, guest.opens_at, guest.closes_at) == (
        host,
        host.opens_at,
        host.closes_at,
    )
    assert taken.opened_at == was
    outlook = outlook_of(world.programme)
    assert (outlook.steps, outlook.months[1].now.most) == ((), 15)
    event = Event.objects.get(kind="wave.eased")
    assert (event.about_id, event.changes) == (str(guest.pk), {"remedy": "merge"})


def test_a_postponed_wave_keeps_its_hour_and_its_length_and_its_window(world):
    planned(world.cohort, minutes=9, day=20, purpose=Purpose.PULSE)
    late = planned(world.cohort, minutes=8, day=21, candour="named", purpose=Purpose.FOLLOW_UP)
    step = proposed(world)
    assert (step.remedy, step.key) == (Remedy.POSTPONE, f"wave:{late.pk}")
    accept(world, step)
    was, length = timezone.localtime(late.opens_at), late.closes_at - late.opens_at
    late.refresh_from_db()
    zone = world.organisation.time_zone
    opens = late.opens_at.astimezone(zone)
    assert (opens.date(), opens.time()) == (step.day, was.astimezone(zone).time())
    assert late.closes_at - late.opens_at == length
    (ask,) = [one.ask for one in outlook_of(world.programme).surveys.values() if one.wave == late]
    assert ask.latest == was.astimezone(zone).date() + timedelta(days=60)


def test_a_sampled_wave_gets_forms(world):
    MenteeFactory.create_batch(20, cohort=world.cohort)
    wave = planned(world.cohort, minutes=18, optional=8, purpose=Purpose.SESSION)
    accept(world, proposed(world))
    wave.refresh_from_db()
    assert wave.forms == 4
    assert outlook_of(world.programme).steps == ()


def test_a_wave_that_a_plan_would_open_is_stored_with_its_turn(world):
    MenteeFactory.create_batch(20, cohort=world.cohort)
    planned(world.cohort, minutes=18, optional=8, purpose=Purpose.SESSION)
    instrument = Wave.objects.get().instrument
    Wave.objects.all().delete()
    plan = WavePlanFactory.create(
        programme=world.programme,
        instrument_key=instrument.key,
        trigger=Trigger.AT_START,
        days=90,
        every_days=None,
        open_days=12,
    )
    taken = accept(world, proposed(world))
    wave = Wave.objects.get()
    assert (wave.plan, wave.occurrence, wave.forms, wave.state) == (plan, 0, 4, WaveState.PLANNED)
    local = wave.opens_at.astimezone(world.organisation.time_zone)
    assert (local.date(), local.hour) == (world.cohort.starts_on + timedelta(days=90), 9)
    assert wave.closes_at - wave.opens_at == timedelta(days=12)
    assert outlook_of(world.programme).steps == ()
    take_back_step(taken, by=world.coordinator)
    assert Wave.objects.get().forms == 1


def test_a_step_is_taken_once_and_only_where_it_is_proposed(world, pair):
    step = proposed(world)
    accept(world, step)
    for token in (step.token, "", "merge|wave:nobody||2027-01-01|1"):
        with pytest.raises(StepGoneError):
            accept_step(world.programme, token, by=world.coordinator)
    assert BurdenStep.objects.count() == 1


def test_an_open_wave_is_never_changed(world, pair):
    guest, _host = pair
    step = proposed(world)
    taken = accept(world, step)
    open_wave(guest, by=None)
    with pytest.raises(StepGoneError):
        take_back_step(taken, by=world.coordinator)
    guest.refresh_from_db()
    assert guest.merged_into is not None


def test_taking_back_leaves_the_wave_as_it_was(world, pair):
    guest, _host = pair
    was = (guest.merged_into_id, guest.opens_at, guest.closes_at, guest.forms)
    step = proposed(world)
    take_back_step(accept(world, step), by=world.coordinator)
    guest.refresh_from_db()
    assert (guest.merged_into_id, guest.opens_at, guest.closes_at, guest.forms) == was
    assert not BurdenStep.objects.exists()
    assert proposed(world) == step


def test_only_the_latest_step_with_a_wave_is_taken_back(world, pair):
    first = accept(world, proposed(world))
    BurdenStep.objects.create(
        wave=first.wave,
        remedy="sample",
        opened_at=first.opened_at,
        closed_at=first.closed_at,
        forms=1,
        made_by=world.coordinator,
    )
    with pytest.raises(StepGoneError):
        take_back_step(first, by=world.coordinator)


def test_the_budget_is_recorded_when_it_changes(world):
    set_budget(world.organisation, 20, by=world.coordinator)
    set_budget(world.organisation, 20, by=world.coordinator)
    assert SurveyBudget.objects.get().minutes_a_month == 20
    event = Event.objects.get(kind="survey_budget.changed")
    assert (event.changes, event.organisation_id) == ({"from": 15, "to": 20}, world.organisation.pk)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_press_at_once_one_wins():
    world = make_world()
    planned(world.cohort, minutes=9)
    planned(world.cohort, minutes=5, day=12, purpose=Purpose.RELATIONSHIP)
    step = proposed(world)
    errors = both_at_once(lambda: accept(world, step), lambda: accept(world, step))
    assert [type(error) for error in errors] == [StepGoneError]
    assert BurdenStep.objects.count() == 1


def test_instruments_without_questions_are_never_sampled(world):
    MenteeFactory.create_batch(20, cohort=world.cohort)
    InstrumentFactory.create(organisation=world.organisation)
    planned(world.cohort, minutes=30, purpose=Purpose.SESSION)
    assert outlook_of(world.programme).steps == ()
