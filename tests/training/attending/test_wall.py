"""A code holds for its half minute and the next, for its own key alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.attending.wall import LENGTH, LETTERS, STEP_SECONDS, code_at, is_shown, step_at

NOON = datetime(2027, 3, 2, 12, tzinfo=UTC)


@given(st.text(min_size=1, max_size=70), st.integers(0, 2**40))
def test_a_code_is_short_and_unambiguous(key, step):
    code = code_at(key, step)
    assert len(code) == LENGTH
    assert set(code) <= set(LETTERS)
    assert not set("0O1I2Z5S8B6G") & set(LETTERS)


@pytest.mark.parametrize(
    ("seconds", "holds"), [(0, True), (29, True), (30, True), (59, True), (60, False), (-1, False)]
)
def test_a_code_counts_for_its_half_minute_and_the_next(seconds, holds):
    code = code_at("secret", step_at(NOON))
    assert is_shown("secret", code, NOON + timedelta(seconds=seconds)) is holds


def test_codes_differ_by_key_and_by_step():
    step = step_at(NOON)
    found = {code_at(key, step + more) for key in ("one", "two") for more in range(50)}
    assert len(found) == 100
    assert STEP_SECONDS == 30


def test_small_letters_spaces_and_hyphens_are_forgiven():
    code = code_at("secret", step_at(NOON))
    assert is_shown("secret", f" {code[:3].lower()}-{code[3:].lower()} ", NOON)
    assert not is_shown("secret", "ÄÖÜ漢字!", NOON)


def test_without_a_key_there_is_no_code():
    with pytest.raises(ValueError, match="key"):
        code_at("", 1)
