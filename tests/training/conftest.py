"""The circle of mentors that tests of communities happen in."""

import pytest

from tests.training.circles import make_circle


@pytest.fixture
def circle(world):
    return make_circle(world)
