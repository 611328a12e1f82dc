"""A community of the programme's mentors, who belong to it by role."""

import pytest

from tests.factories.fresh import CommunityFactory
from training.communities.enums import Joining


@pytest.fixture
def circle(world):
    return CommunityFactory.create(
        programme=world.programme, name="Mentors’ circle", joining=Joining.AUTOMATIC
    )
