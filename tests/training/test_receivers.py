"""Whoever joins gets a standing at once, and what they learnt before counts."""

from programmes.actions.participants import add_participant, move_participant
from programmes.enums import ParticipantRole, ParticipantState
from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import initial_training
from training.enums import CurrencyStatus
from training.models import Standing


def accept(world, place):
    move_participant(place, ParticipantState.ACCEPTED, by=world.coordinator)
    place.refresh_from_db()


def test_who_is_accepted_is_in_the_register(world):
    place = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.APPLIED)
    accept(world, place)
    assert place.state == ParticipantState.ACCEPTED
    assert Standing.objects.get(person=place.person).status == CurrencyStatus.IN_TRAINING


def test_who_was_trained_before_is_moved_on_at_once(world):
    place = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.APPLIED)
    initial_training(world.programme, place.person, days=20)
    accept(world, place)
    assert place.state == ParticipantState.TRAINED


def test_who_comes_in_as_accepted_is_in_the_register_too(world):
    place = add_participant(
        cohort=world.cohort,
        person=PersonFactory.create(),
        role=ParticipantRole.MENTOR,
        state=ParticipantState.ACCEPTED,
        by=world.coordinator,
    )
    assert Standing.objects.get(person=place.person).status == CurrencyStatus.IN_TRAINING


def test_who_comes_in_as_accepted_and_was_trained_before_is_moved_on_too(world):
    person = PersonFactory.create()
    initial_training(world.programme, person, days=20)
    place = add_participant(
        cohort=world.cohort,
        person=person,
        role=ParticipantRole.MENTOR,
        state=ParticipantState.ACCEPTED,
        by=world.coordinator,
    )
    assert place.state == ParticipantState.TRAINED


def test_who_withdraws_leaves_the_register(world):
    place = ParticipantFactory.create(cohort=world.cohort, state=ParticipantState.APPLIED)
    accept(world, place)
    move_participant(place, ParticipantState.WITHDRAWN, by=None)
    assert not Standing.objects.filter(person=place.person).exists()
