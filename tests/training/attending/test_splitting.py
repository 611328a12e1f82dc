"""Hours are split without losing or making a tenth."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attending.splitting import TENTH, share_with_slot, split_hours

hours = st.integers(1, 999).map(lambda tenths: Decimal(tenths) / 10)


@given(hours, st.integers(1, 30))
def test_parts_add_up_are_alike_and_none_is_empty(whole, parts):
    found = split_hours(whole, parts)
    assert sum(found) == whole
    assert min(found) >= TENTH
    assert max(found) - min(found) <= TENTH
    assert len(found) == min(parts, int(whole * 10))
    assert list(found) == sorted(found, reverse=True)


@pytest.mark.parametrize(("whole", "parts"), [("0", 1), ("0.05", 1), ("1.25", 2), ("1", 0)])
def test_what_cannot_be_split_is_refused(whole, parts):
    with pytest.raises(ValueError, match="split"):
        split_hours(Decimal(whole), parts)


@given(hours, st.integers(1, 600))
def test_a_slot_takes_its_hours_from_the_gathering(whole, minutes):
    own, in_slot = share_with_slot(whole, minutes)
    assert own >= TENTH
    assert in_slot >= TENTH
    assert own + in_slot == whole or (own == TENTH and in_slot == whole)


def test_without_a_slot_all_is_the_gathering():
    assert share_with_slot(Decimal("1.5"), None) == (Decimal("1.5"), Decimal(0))
