"""Figures of training, against counts by hand."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Pause
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import EntryFactory, initial_training
from training.actions import refresh_standings
from training.measures import hours_of_training, mentors_in_date
from training.policies import default_policy

TODAY = timezone.localdate()


def test_mentors_in_date_are_compared_with_all_who_take_part_and_are_here(world):
    policy = default_policy(world.programme, ParticipantRole.MENTOR)
    policy.save()
    here = [world.mentor_place, *ParticipantFactory.create_batch(3, cohort=world.cohort)]
    away = ParticipantFactory.create(cohort=world.cohort)
    Pause.objects.create(participant=away, starts_on=TODAY - timedelta(days=3))
    gone = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.WITHDRAWN)
    for place in (*here[:3], away, gone):
        initial_training(world.programme, place.person, days=30)
    refresh_standings(policy)

    reading = mentors_in_date(world.programme, as_of=TODAY)
    assert (reading.value, reading.n, reading.of) == (Decimal(75), 3, 4)


def test_without_mentors_nobody_can_tell(world):
    assert mentors_in_date(world.other_programme, as_of=TODAY) is None


def test_hours_of_the_last_twelve_months_are_added_up(world):
    for days, hours in ((10, 2), (300, 3), (400, 6)):
        initial_training(world.programme, world.mentor, days=days, hours=Decimal(hours))
    EntryFactory.create(
        programme=world.programme, is_assured=False, rejected_reason="No certificate"
    )
    EntryFactory.create()
    reading = hours_of_training(world.programme, as_of=TODAY)
    assert (reading.value, reading.n) == (Decimal(5), 2)


def test_where_no_hour_was_ever_credited_nobody_can_tell(world):
    assert hours_of_training(world.programme, as_of=TODAY) is None
