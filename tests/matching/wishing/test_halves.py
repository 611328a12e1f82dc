"""Blocks stand for half hours, and never take away what was told more finely."""

from hypothesis import given
from hypothesis import strategies as st

from matching.wishing.halves import (
    BLOCKS,
    DAYS,
    OF_A_WEEK,
    filling_of,
    spans,
    with_blocks,
)

free_times = st.frozensets(st.integers(0, OF_A_WEEK - 1), max_size=80)


def ticks_of(free):
    return {
        (day, block.name)
        for day in range(DAYS)
        for block in BLOCKS
        if filling_of(free, block, day).is_full
    }


@given(free_times)
def test_saving_what_is_shown_changes_nothing(free):
    assert with_blocks(free, ticks_of(free)) == free


@given(free_times, st.integers(0, DAYS - 1), st.sampled_from(BLOCKS))
def test_a_tick_fills_its_block_and_taking_it_back_empties_it(free, day, block):
    ticked = with_blocks(free, ticks_of(free) | {(day, block.name)})
    assert ticked == free | set(block.on(day))
    assert with_blocks(ticked, ticks_of(ticked) - {(day, block.name)}) == free - set(block.on(day))


def test_a_block_that_is_free_in_part_stays_so_without_a_tick():
    half_past_eight = 17
    assert with_blocks({half_past_eight}, set()) == {half_past_eight}


def test_what_is_free_is_said_in_times():
    assert spans([16, 17, 20, 47, 48], 0) == [
        ("08:00", "09:00"),
        ("10:00", "10:30"),
        ("23:30", "24:00"),
    ]
    assert spans([16, 17, 48], 1) == [("00:00", "00:30")]
    assert spans([], 3) == []
