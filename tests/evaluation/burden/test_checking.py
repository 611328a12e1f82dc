"""What opening a wave now asks of people this month, told before anything is sent."""

from django.utils import timezone

from evaluation.actions.budget import set_budget
from evaluation.actions.calls import call_people
from evaluation.burden.checking import burden_of
from evaluation.models import AnsweringTime
from tests.evaluation.burden.clash import planned
from tests.factories.evaluation import InstrumentFactory, WaveFactory
from tests.factories.programmes import CohortFactory, MenteeFactory


def asked_already(world, minutes):
    wave = WaveFactory.create(
        cohort=world.cohort,
        instrument=InstrumentFactory.create(organisation=world.organisation, minutes=minutes),
    )
    call_people(wave, on=timezone.localdate())


def test_a_short_survey_alone_is_within_the_budget(world):
    verdict = burden_of(planned(world.cohort, minutes=4))
    assert (verdict.minutes, verdict.people, verdict.typical, verdict.over) == (4, 1, 5, 0)
    assert verdict.tone == "good"
    assert verdict.sentence.startswith("It takes about 4 minutes, as estimated.")
    assert "nobody comes to more than 15 minutes" in verdict.sentence


def test_everything_else_this_month_counts_even_where_it_was_planned_for_another(world):
    MenteeFactory.create(cohort=world.cohort, person=world.mentor)
    asked_already(world, 9)
    newcomer = MenteeFactory.create(cohort=world.cohort)
    wave = planned(world.cohort, minutes=8, months=3)
    verdict = burden_of(wave)
    assert (verdict.people, verdict.over, verdict.typical) == (3, 2, 19)
    assert newcomer.person_id not in set(
        world.cohort.waves.exclude(pk=wave.pk).get().calls.values_list("person", flat=True)
    )
    assert "2 of 3 people come to more than 15 minutes" in verdict.sentence
    set_budget(world.organisation, 30, by=world.coordinator)
    assert burden_of(wave).is_within


def test_measured_minutes_are_called_so(world):
    wave = planned(world.cohort, minutes=8)
    AnsweringTime.objects.create(instrument=wave.instrument, half_minutes=6, people=12)
    verdict = burden_of(wave)
    assert (verdict.minutes, verdict.is_measured) == (3, True)
    assert verdict.sentence.startswith("It takes 3 minutes, as measured.")


def test_a_wave_of_nobody_says_so(world):
    wave = planned(CohortFactory.create(programme=world.programme))
    assert burden_of(wave).sentence == "It asks nobody just now."
