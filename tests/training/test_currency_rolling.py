"""Initial training, rolling periods and their edges, as a table of cases."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.training.ledgers import (
    REFRESHER_ONLY,
    TRAINED,
    Case,
    assert_holds,
    gathering,
    initial,
    on,
    refresher,
    undo,
)
from training.currency import (
    Entry,
    Policy,
    Renewal,
    currency_on,
)

ANCHORED = replace(REFRESHER_ONLY, renewal=Renewal.ANCHORED)


TRAINING = [
    Case("nothing in the ledger", "2025-01-15", "in_training", entries=()),
    Case("half of the hours", "2025-02-01", "in_training", entries=[initial("3", "2025-01-15")]),
    Case("the eve of the training", "2025-01-14", "in_training"),
    Case(
        "a tenth of an hour short",
        "2026-01-01",
        "in_training",
        None,
        [initial("5.9", "2025-01-15")],
    ),
    Case(
        "complete with the second half",
        "2025-03-10",
        "in_date",
        "2026-03-10",
        [initial("3", "2025-01-15"), initial("3", "2025-03-10")],
    ),
    Case(
        "refreshers are no initial training",
        "2025-03-01",
        "in_training",
        None,
        [refresher("9", "2025-02-01")],
    ),
    Case(
        "prior learning counts",
        "2025-02-01",
        "in_date",
        "2026-01-15",
        [initial("4", "2024-11-01", is_prior_learning=True), initial("2", "2025-01-15")],
    ),
    Case(
        "prior learning up to its cap",
        "2025-02-01",
        "in_training",
        None,
        [initial("6", "2024-11-01", is_prior_learning=True), initial("3.9", "2025-01-15")],
        replace(REFRESHER_ONLY, prior_learning_cap=Decimal(2)),
    ),
    Case(
        "not assured",
        "2025-02-01",
        "in_training",
        None,
        [initial("6", "2025-01-15", is_assured=False)],
    ),
    Case(
        "reversed",
        "2025-02-01",
        "in_training",
        None,
        [TRAINED, undo(TRAINED, "2025-01-20")],
    ),
    Case(
        "reversed later, and so for all days",
        "2025-02-01",
        "in_training",
        None,
        [TRAINED, undo(TRAINED, "2026-01-20")],
    ),
    Case(
        "the reversal is not assured",
        "2025-02-01",
        "in_date",
        "2026-01-15",
        [TRAINED, undo(TRAINED, "2025-01-20", is_assured=False)],
    ),
    Case(
        "the reversal is itself reversed",
        "2025-02-01",
        "in_date",
        "2026-01-15",
        [
            TRAINED,
            undo(TRAINED, "2025-01-20", id="undone"),
            undo(initial("0", "2025-01-20", id="undone"), "2025-01-25", id="redone"),
        ],
    ),
]

ROLLING = [
    Case(
        "the day of the training",
        "2025-01-15",
        "in_date",
        "2026-01-15",
        changes=("2025-11-16", "due"),
    ),
    Case(
        "the last day before the window",
        "2025-11-15",
        "in_date",
        "2026-01-15",
        changes=("2025-11-16", "due"),
    ),
    Case(
        "60 days before expiry",
        "2025-11-16",
        "due",
        "2026-01-15",
        changes=("2026-01-16", "in_grace"),
    ),
    Case(
        "the day of expiry", "2026-01-15", "due", "2026-01-15", changes=("2026-01-16", "in_grace")
    ),
    Case(
        "the day after expiry",
        "2026-01-16",
        "in_grace",
        "2026-01-15",
        changes=("2026-03-17", "lapsed"),
    ),
    Case(
        "the 60th day of grace",
        "2026-03-16",
        "in_grace",
        "2026-01-15",
        changes=("2026-03-17", "lapsed"),
    ),
    Case("the 61st day", "2026-03-17", "lapsed", "2026-01-15"),
    Case("years later", "2031-03-17", "lapsed", "2026-01-15"),
    Case(
        "an early refresher runs from its own day",
        "2025-12-01",
        "in_date",
        "2026-11-20",
        [TRAINED, refresher("3", "2025-11-20")],
    ),
    Case(
        "a refresher on the last day",
        "2026-01-15",
        "in_date",
        "2027-01-15",
        [TRAINED, refresher("3", "2026-01-15")],
    ),
    Case(
        "back from lapsed by refresher hours alone",
        "2029-06-01",
        "in_date",
        "2030-06-01",
        [TRAINED, refresher("3", "2029-06-01")],
    ),
    Case(
        "too few hours",
        "2026-01-20",
        "in_grace",
        "2026-01-15",
        [TRAINED, refresher("2.9", "2025-12-01")],
    ),
    Case(
        "bit by bit runs from the oldest bit needed",
        "2026-01-20",
        "in_date",
        "2026-09-01",
        [TRAINED, refresher("1.5", "2025-09-01"), refresher("1.5", "2025-12-01")],
    ),
    Case(
        "more than needed runs from the newest 3 hours",
        "2026-01-20",
        "in_date",
        "2026-12-01",
        [TRAINED, refresher("1.5", "2025-09-01"), refresher("3", "2025-12-01")],
    ),
    Case(
        "hours more than a period apart do not add up",
        "2026-12-02",
        "lapsed",
        "2026-01-15",
        [TRAINED, refresher("1.5", "2025-12-01"), refresher("1.5", "2026-12-02")],
    ),
    Case(
        "hours exactly a period apart do",
        "2026-12-01",
        "due",
        "2026-12-01",
        [TRAINED, refresher("1.5", "2025-12-01"), refresher("1.5", "2026-12-01")],
    ),
    Case(
        "one gathering is not enough",
        "2026-02-01",
        "in_grace",
        "2026-01-15",
        [TRAINED, gathering("2025-10-01")],
    ),
    Case(
        "two gatherings are",
        "2026-02-01",
        "in_date",
        "2026-06-01",
        [TRAINED, gathering("2025-06-01"), gathering("2025-10-01")],
    ),
    Case(
        "a gathering brings no hours",
        "2026-02-01",
        "in_grace",
        "2026-01-15",
        [TRAINED, gathering("2025-10-01"), refresher("2", "2025-10-02")],
    ),
    Case(
        "two lines of one gathering are one",
        "2026-02-01",
        "in_grace",
        "2026-01-15",
        [
            TRAINED,
            gathering("2025-10-01", id=1, occasion="autumn"),
            gathering("2025-10-01", id=2, occasion="autumn"),
        ],
    ),
    Case(
        "a refresher before the training keeps nothing",
        "2026-01-20",
        "in_grace",
        "2026-01-15",
        [TRAINED, refresher("3", "2025-01-10")],
    ),
    Case(
        "a refresher to come",
        "2026-01-20",
        "in_grace",
        "2026-01-15",
        [TRAINED, refresher("3", "2026-01-21")],
    ),
    Case(
        "a line entered late counts from its day",
        "2026-02-01",
        "in_date",
        "2026-12-30",
        [refresher("3", "2025-12-30"), TRAINED],
    ),
    Case(
        "a kind that nobody asked for",
        "2026-01-20",
        "in_grace",
        "2026-01-15",
        [TRAINED, Entry("x", "topic", Decimal(9), on("2025-12-01"))],
    ),
    Case(
        "the whole initial training again",
        "2028-02-01",
        "in_date",
        "2029-02-01",
        [TRAINED, initial("6", "2028-02-01")],
    ),
    Case(
        "no window: due on the last day only",
        "2026-01-14",
        "in_date",
        "2026-01-15",
        policy=replace(REFRESHER_ONLY, due_window_days=0),
        changes=("2026-01-15", "due"),
    ),
    Case(
        "no grace",
        "2026-01-15",
        "due",
        "2026-01-15",
        policy=replace(REFRESHER_ONLY, grace_days=0),
        changes=("2026-01-16", "lapsed"),
    ),
    Case(
        "nothing to refresh", "2045-01-15", "in_date", None, policy=Policy(initial_hours=Decimal(6))
    ),
    Case(
        "nothing asked at all",
        "2045-01-15",
        "in_date",
        None,
        (),
        policy=Policy(initial_hours=Decimal(0)),
    ),
]


@pytest.mark.parametrize("case", TRAINING + ROLLING, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert_holds(case)


def test_nothing_changes_any_more_once_lapsed() -> None:
    lapsed = currency_on(on("2030-01-01"), policy=REFRESHER_ONLY, entries=[TRAINED])

    assert (lapsed.next_change_on, lapsed.next_status) == (None, None)
