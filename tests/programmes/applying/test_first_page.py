"""What the first page of an application promises."""

import pytest

from programmes.applying.first_page import _rounded


@pytest.mark.parametrize(("minutes", "said"), [(0, 0), (7, 7), (10, 10), (32, 30), (33, 35)])
def test_a_longer_time_is_said_in_steps_of_five(minutes, said):
    assert _rounded(minutes) == said
