"""A session to come of the programme, and one that is over."""

import pytest

from tests.factories.training import SessionFactory, in_days


@pytest.fixture
def coming(world):
    return SessionFactory.create(programme=world.programme, title="Difficult conversations")


@pytest.fixture
def over(world):
    return SessionFactory.create(programme=world.programme, starts_at=in_days(-1), title="Asking")
