"""Months of all lengths, and pauses, as a table of cases."""

from dataclasses import replace

import pytest

from tests.training.ledgers import (
    REFRESHER_ONLY,
    TRAINED,
    Case,
    assert_holds,
    away,
    initial,
    on,
    refresher,
)
from training.currency import (
    Renewal,
    currency_on,
)

ANCHORED = replace(REFRESHER_ONLY, renewal=Renewal.ANCHORED)
MONTHLY = replace(REFRESHER_ONLY, period_months=1, due_window_days=7, grace_days=7)


CALENDAR = [
    Case(
        "29 February has its anniversary on the 28th",
        "2025-02-28",
        "due",
        "2025-02-28",
        [initial("6", "2024-02-29")],
        changes=("2025-03-01", "in_grace"),
    ),
    Case(
        "28 February to the 28th of a leap year",
        "2024-02-28",
        "due",
        "2024-02-28",
        [initial("6", "2023-02-28")],
        changes=("2024-02-29", "in_grace"),
    ),
    Case(
        "a leap day inside the period adds a day",
        "2023-12-31",
        "in_date",
        "2024-03-01",
        [initial("6", "2023-03-01")],
        changes=("2024-01-01", "due"),
    ),
    Case(
        "a month from 31 January",
        "2025-02-28",
        "due",
        "2025-02-28",
        [initial("6", "2025-01-31")],
        MONTHLY,
        changes=("2025-03-01", "in_grace"),
    ),
    Case(
        "a month from 31 January in a leap year",
        "2024-02-29",
        "due",
        "2024-02-29",
        [initial("6", "2024-01-31")],
        MONTHLY,
        changes=("2024-03-01", "in_grace"),
    ),
    Case(
        "anchored months do not creep",
        "2025-03-20",
        "in_date",
        "2025-03-31",
        [initial("6", "2025-01-31"), refresher("3", "2025-02-10")],
        replace(MONTHLY, renewal=Renewal.ANCHORED),
        changes=("2025-03-24", "due"),
    ),
    Case(
        "an anniversary on a leap day comes back",
        "2028-02-29",
        "due",
        "2028-02-29",
        [initial("6", "2024-02-29"), refresher("3", "2026-05-01")],
        ANCHORED,
        changes=("2028-03-01", "in_grace"),
    ),
]

PAUSED = [
    Case(
        "a pause of ten days moves the expiry by ten",
        "2025-06-01",
        "in_date",
        "2026-01-25",
        pauses=[away("2025-03-01", "2025-03-10")],
        changes=("2025-11-26", "due"),
    ),
    Case(
        "a pause of one day",
        "2025-06-01",
        "in_date",
        "2026-01-16",
        pauses=[away("2025-03-01", "2025-03-01")],
    ),
    Case(
        "a pause before the training moves nothing",
        "2025-06-01",
        "in_date",
        "2026-01-15",
        pauses=[away("2024-03-01", "2025-01-15")],
    ),
    Case(
        "a planned pause is reckoned with",
        "2025-06-01",
        "in_date",
        "2026-02-14",
        pauses=[away("2025-12-01", "2025-12-30")],
        changes=("2025-11-16", "due"),
    ),
    Case(
        "overlapping pauses count once",
        "2025-06-01",
        "in_date",
        "2026-01-25",
        pauses=[away("2025-03-01", "2025-03-08"), away("2025-03-05", "2025-03-10")],
    ),
    Case(
        "a pause right after the last day prolongs it",
        "2026-01-20",
        "due",
        "2026-01-20",
        pauses=[away("2026-01-16", "2026-01-20")],
        changes=("2026-01-21", "in_grace"),
    ),
    Case(
        "a pause in grace stops the grace",
        "2026-03-20",
        "in_grace",
        "2026-01-15",
        pauses=[away("2026-02-01", "2026-02-10")],
        changes=("2026-03-27", "lapsed"),
    ),
    Case(
        "a pause without an end stops all clocks",
        "2039-06-01",
        "in_date",
        None,
        pauses=[away("2025-03-01")],
    ),
    Case(
        "due when the pause began, due as long as it lasts",
        "2039-06-01",
        "due",
        None,
        pauses=[away("2025-12-01")],
    ),
    Case(
        "lapsed when the pause began",
        "2039-06-01",
        "lapsed",
        "2026-01-15",
        pauses=[away("2028-12-01")],
    ),
    Case(
        "a refresher during a pause counts",
        "2025-06-01",
        "in_date",
        "2026-03-15",
        [TRAINED, refresher("3", "2025-03-05")],
        pauses=[away("2025-03-01", "2025-03-15")],
    ),
    Case(
        "a refresher late in a pause does not shorten an earlier one",
        "2025-10-01",
        "in_date",
        "2026-04-02",
        [initial("6", "2025-07-15"), refresher("3", "2025-08-28"), refresher("3", "2025-08-31")],
        replace(REFRESHER_ONLY, period_months=6),
        pauses=[away("2025-08-29", "2025-09-30")],
    ),
    Case(
        "bits on both sides of a pause add up",
        "2026-07-01",
        "due",
        "2026-08-30",
        [TRAINED, refresher("1.5", "2025-06-01"), refresher("1.5", "2026-06-30")],
        pauses=[away("2025-09-01", "2025-11-29")],
    ),
    Case(
        "an anniversary moves with a pause",
        "2026-01-20",
        "due",
        "2026-01-25",
        policy=ANCHORED,
        pauses=[away("2025-03-01", "2025-03-10")],
    ),
]


@pytest.mark.parametrize("case", CALENDAR + PAUSED, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert_holds(case)


def test_dates_to_come_are_open_in_a_pause_without_end() -> None:
    paused = currency_on(
        on("2025-12-24"), policy=REFRESHER_ONLY, entries=[TRAINED], pauses=[away("2025-12-01")]
    )

    assert paused.is_paused
    assert (paused.next_change_on, paused.next_status) == (None, None)
    assert paused.restore[0].by is None


def test_a_period_keeps_its_name_when_a_pause_moves_its_end() -> None:
    straight = currency_on(on("2025-06-01"), policy=REFRESHER_ONLY, entries=[TRAINED])
    moved = currency_on(
        on("2025-06-01"),
        policy=REFRESHER_ONLY,
        entries=[TRAINED],
        pauses=[away("2025-03-01", "2025-03-10")],
    )

    assert straight.clocks[0].turn == moved.clocks[0].turn == on("2026-01-15")
    assert straight.expires_on != moved.expires_on
