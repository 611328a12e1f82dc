"""How generously reviewers mark."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.selection.leniency import GivenMark, leniency_of

MAYA, TOM, AMARA = uuid4(), uuid4(), uuid4()


def marks_of(rows, levels=5):
    """Make the marks of Maya, Tom and Amara for each row; None where they gave none."""
    found = []
    for row in rows:
        application, criterion = uuid4(), uuid4()
        found += [
            GivenMark(reviewer, application, criterion, level, levels)
            for reviewer, level in zip((MAYA, TOM, AMARA), row, strict=True)
            if level is not None
        ]
    return found


def test_own_mark_minus_the_mean_of_the_others():
    maya, tom, amara = leniency_of(
        marks_of([(5, 3, 4), (4, 4, None), (2, None, None)]), [MAYA, TOM, AMARA]
    )
    assert (maya.levels, maya.number) == (0.75, 2)  # (1.5 + 0) / 2
    assert maya.share == pytest.approx(0.75 / 4)
    assert (tom.levels, amara.number) == (-0.75, 1)


def test_says_nothing_of_few():
    few = leniency_of(marks_of([(5, 3, None)] * 4), [MAYA])[0]
    enough = leniency_of(marks_of([(5, 3, None)] * 5), [MAYA])[0]
    assert not few.can_tell
    assert enough.can_tell
    assert leniency_of([], [TOM])[0].levels is None


@given(st.lists(st.tuples(*[st.integers(1, 5)] * 3), min_size=1, max_size=20))
def test_what_one_is_above_the_others_are_below(rows):
    found = leniency_of(marks_of(rows), [MAYA, TOM, AMARA])
    assert sum(each.levels or 0 for each in found) == pytest.approx(0, abs=1e-9)
