"""Anchored periods, the clocks of activity and review, and mentees, as a table of cases."""

from dataclasses import replace

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
    review,
    with_mentees,
)
from training.currency import (
    MENTEE_DEFAULT,
    MENTOR_DEFAULT,
    Activity,
    Policy,
    Renewal,
    currency_on,
)

ANCHORED = replace(REFRESHER_ONLY, renewal=Renewal.ANCHORED)
ACTIVITY_ONLY = replace(
    MENTOR_DEFAULT, refresher_hours=None, counted_gatherings=None, review_months=None
)
REVIEW_ONLY = replace(
    REFRESHER_ONLY, refresher_hours=None, counted_gatherings=None, review_months=36
)


FIXED = [
    Case(
        "renewed early keeps the anniversary",
        "2026-01-15",
        "in_date",
        "2027-01-15",
        [TRAINED, refresher("3", "2025-11-20")],
        ANCHORED,
        changes=("2026-11-16", "due"),
    ),
    Case(
        "renewed very early keeps it too",
        "2026-02-01",
        "in_date",
        "2027-01-15",
        [TRAINED, refresher("3", "2025-01-16")],
        ANCHORED,
    ),
    Case(
        "renewed on the last day",
        "2026-01-15",
        "in_date",
        "2027-01-15",
        [TRAINED, refresher("3", "2026-01-15")],
        ANCHORED,
    ),
    Case(
        "renewed in grace, the anniversary stays",
        "2026-02-01",
        "in_date",
        "2028-01-15",
        [TRAINED, refresher("3", "2026-02-01")],
        ANCHORED,
    ),
    Case(
        "twice in one period is once",
        "2026-02-01",
        "in_date",
        "2027-01-15",
        [TRAINED, refresher("3", "2025-03-01"), refresher("3", "2025-12-01")],
        ANCHORED,
    ),
    Case(
        "gatherings of one period add up",
        "2026-02-01",
        "in_date",
        "2027-01-15",
        [TRAINED, gathering("2025-02-01"), gathering("2026-01-10")],
        ANCHORED,
    ),
    Case(
        "gatherings of two periods do not",
        "2026-02-01",
        "in_grace",
        "2026-01-15",
        [TRAINED, gathering("2026-01-10"), gathering("2026-01-20")],
        ANCHORED,
    ),
    Case(
        "the later of hours and gatherings counts",
        "2027-02-01",
        "in_date",
        "2028-01-15",
        [TRAINED, refresher("3", "2026-05-01"), gathering("2025-05-01"), gathering("2025-06-01")],
        ANCHORED,
    ),
    Case("not renewed", "2026-03-17", "lapsed", "2026-01-15", policy=ANCHORED),
    Case(
        "back after years",
        "2030-06-01",
        "in_date",
        "2032-01-15",
        [TRAINED, refresher("3", "2030-06-01")],
        ANCHORED,
    ),
]

ACTIVE = [
    Case(
        "the activity rule sleeps for a period",
        "2027-12-01",
        "due",
        "2028-01-15",
        policy=ACTIVITY_ONLY,
    ),
    Case(
        "no mentees in the first period", "2028-03-16", "lapsed", "2028-01-15", policy=ACTIVITY_ONLY
    ),
    Case(
        "one mentee is not enough",
        "2028-02-01",
        "in_grace",
        "2028-01-15",
        policy=ACTIVITY_ONLY,
        activity=with_mentees("2026-06-01"),
    ),
    Case(
        "two are, from the earlier one on",
        "2028-02-01",
        "in_date",
        "2029-05-01",
        policy=ACTIVITY_ONLY,
        activity=with_mentees("2026-06-01", "2026-05-01"),
    ),
    Case(
        "the same mentee twice is one",
        "2028-02-01",
        "in_grace",
        "2028-01-15",
        policy=ACTIVITY_ONLY,
        activity=[Activity(on("2026-06-01"), "Ana"), Activity(on("2026-09-01"), "Ana")],
    ),
    Case(
        "a mentee counts from the last day together",
        "2028-02-01",
        "in_date",
        "2029-09-01",
        policy=ACTIVITY_ONLY,
        activity=[
            Activity(on("2026-06-01"), "Ana"),
            Activity(on("2026-09-01"), "Ana"),
            Activity(on("2027-01-01"), "Ben"),
        ],
    ),
    Case(
        "days of work to come do not count",
        "2028-02-01",
        "in_grace",
        "2028-01-15",
        policy=ACTIVITY_ONLY,
        activity=with_mentees("2028-03-01", "2028-03-01"),
    ),
    Case("the review falls due", "2027-12-01", "due", "2028-01-15", policy=REVIEW_ONLY),
    Case(
        "reviewed",
        "2028-02-01",
        "in_date",
        "2030-12-01",
        [TRAINED, review("2027-12-01")],
        REVIEW_ONLY,
    ),
    Case(
        "the worst clock decides",
        "2028-02-01",
        "in_grace",
        "2028-01-15",
        [TRAINED, refresher("3", "2027-12-01")],
        MENTOR_DEFAULT,
        activity=with_mentees("2027-06-01", "2027-05-01"),
    ),
    Case(
        "all three clocks in date",
        "2028-02-01",
        "in_date",
        "2028-12-01",
        [TRAINED, refresher("3", "2027-12-01"), review("2027-12-01")],
        MENTOR_DEFAULT,
        activity=with_mentees("2027-06-01", "2027-05-01"),
        changes=("2028-10-02", "due"),
    ),
]

MENTEES = [
    Case(
        "prepared for six months",
        "2025-02-01",
        "in_date",
        "2025-07-15",
        [initial("2", "2025-01-15")],
        MENTEE_DEFAULT,
        changes=("2025-05-16", "due"),
    ),
    Case(
        "the programme goes on",
        "2025-08-01",
        "in_grace",
        "2025-07-15",
        [initial("2", "2025-01-15")],
        MENTEE_DEFAULT,
        changes=("2025-09-14", "lapsed"),
    ),
    Case(
        "one gathering, once",
        "2035-08-01",
        "in_date",
        None,
        [initial("2", "2025-01-15"), gathering("2025-05-01")],
        MENTEE_DEFAULT,
    ),
    Case(
        "one refresher, however short, once",
        "2035-08-01",
        "in_date",
        None,
        [initial("2", "2025-01-15"), refresher("0.5", "2025-05-01")],
        MENTEE_DEFAULT,
    ),
    Case(
        "late, but for good",
        "2027-01-02",
        "in_date",
        None,
        [initial("2", "2025-01-15"), gathering("2027-01-01")],
        MENTEE_DEFAULT,
    ),
]


@pytest.mark.parametrize("case", FIXED + ACTIVE + MENTEES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert_holds(case)


@pytest.mark.parametrize("policy", [REFRESHER_ONLY, ANCHORED], ids=["rolling", "anchored"])
def test_periods_are_counted_from_the_accreditation(policy: Policy) -> None:
    entries = [TRAINED, refresher("3", "2025-12-01"), refresher("3", "2026-12-01")]

    periods = [
        currency_on(on(day), policy=policy, entries=entries).period
        for day in ("2025-01-15", "2025-12-01", "2026-12-01")
    ]

    assert periods == [1, 2, 3]
