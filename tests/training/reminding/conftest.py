"""A mentor whose training runs out in 30 days, at noon of a day."""

import pytest

from tests.factories.accounts import PersonFactory
from tests.factories.programmes import ParticipantFactory
from tests.factories.training import initial_training


@pytest.fixture
def noon(time_machine):
    time_machine.move_to("2027-03-11T12:00:00Z")


@pytest.fixture
def trained(world, noon):
    """Return what makes a mentor who was trained that many days ago."""

    def make(days=335, **fields):
        person = PersonFactory.create(**fields)
        place = ParticipantFactory.create(cohort=world.cohort, person=person)
        initial_training(world.programme, person, days=days)
        return place.person

    return make
