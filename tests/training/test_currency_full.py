"""All clocks at once, paused, capped and entered late, under the default and both regimes."""

from dataclasses import replace
from decimal import Decimal

import pytest

from tests.training.ledgers import (
    TRAINED,
    Case,
    assert_holds,
    away,
    gathering,
    initial,
    on,
    refresher,
    review,
    undo,
    with_mentees,
)
from training.currency import MENTOR_DEFAULT, POLICIES, Activity

NURSING = POLICIES["uk-nursing-2008"].policy
TEACHERS = POLICIES["england-teacher-mentor-2024"].policy

NURSE = initial("37.5", "2012-02-29")
TWENTY = initial("20", "2025-03-10")
FRESH = refresher("3", "2027-12-01")
REVIEWED = review("2027-12-01")
HALF_A_YEAR = away("2026-01-01", "2026-06-30")

DEFAULT = [
    Case(
        "the eve of the first activity period's end",
        "2028-01-15",
        "due",
        "2028-01-15",
        [TRAINED, FRESH, REVIEWED],
        MENTOR_DEFAULT,
        changes=("2028-01-16", "in_grace"),
    ),
    Case(
        "the last day of its grace",
        "2028-03-15",
        "in_grace",
        "2028-01-15",
        [TRAINED, FRESH, REVIEWED],
        MENTOR_DEFAULT,
        changes=("2028-03-16", "lapsed"),
    ),
    Case(
        "the day after it",
        "2028-03-16",
        "lapsed",
        "2028-01-15",
        [TRAINED, FRESH, REVIEWED],
        MENTOR_DEFAULT,
    ),
    Case(
        "a second mentee in grace brings them back",
        "2028-03-15",
        "in_date",
        "2028-12-01",
        [TRAINED, FRESH, REVIEWED],
        MENTOR_DEFAULT,
        activity=with_mentees("2027-06-01", "2028-03-15"),
    ),
    Case(
        "half a year away moves the activity clock by as many days",
        "2028-03-16",
        "in_date",
        "2028-07-14",
        [TRAINED, refresher("3", "2028-02-01"), REVIEWED],
        MENTOR_DEFAULT,
        pauses=[HALF_A_YEAR],
        changes=("2028-05-15", "due"),
    ),
    Case(
        "a mentee met while away counts",
        "2028-08-01",
        "in_date",
        "2028-12-01",
        [TRAINED, FRESH, REVIEWED],
        MENTOR_DEFAULT,
        activity=with_mentees("2026-03-01", "2027-06-01"),
        pauses=[HALF_A_YEAR],
    ),
    Case(
        "while away until further notice nothing runs out",
        "2031-01-01",
        "in_date",
        None,
        [TRAINED],
        MENTOR_DEFAULT,
        pauses=[away("2025-06-01")],
    ),
    Case(
        "the review entered late counts from its own day",
        "2028-02-01",
        "in_date",
        "2028-12-01",
        [REVIEWED, FRESH, TRAINED],
        MENTOR_DEFAULT,
        activity=with_mentees("2027-06-01", "2027-05-01"),
    ),
    Case(
        "a review taken back reviews nothing",
        "2028-02-01",
        "in_grace",
        "2028-01-15",
        [TRAINED, FRESH, REVIEWED, undo(REVIEWED, "2028-01-10", id="undone")],
        MENTOR_DEFAULT,
        activity=with_mentees("2027-06-01", "2027-05-01"),
    ),
    Case(
        "prior learning above the cap leaves them in training",
        "2025-02-01",
        "in_training",
        None,
        [initial("6", "2025-01-15", is_prior_learning=True)],
        replace(MENTOR_DEFAULT, prior_learning_cap=Decimal(4)),
    ),
    Case(
        "two gatherings keep them current as well as three hours do",
        "2026-02-01",
        "in_date",
        "2026-06-01",
        [TRAINED, gathering("2025-06-01"), gathering("2025-11-01")],
        MENTOR_DEFAULT,
    ),
]

NURSES = [
    Case(
        "prepared on a leap day, the year ends on 28 February",
        "2013-02-28",
        "due",
        "2013-02-28",
        [NURSE],
        NURSING,
        changes=("2013-03-01", "lapsed"),
    ),
    Case("there is no grace", "2013-03-01", "lapsed", "2013-02-28", [NURSE], NURSING),
    Case(
        "a hundred days away are a hundred days more",
        "2013-03-01",
        "in_date",
        "2013-06-08",
        [NURSE],
        NURSING,
        pauses=[away("2012-06-01", "2012-09-08")],
    ),
    Case(
        "two students and updates, and the review in time",
        "2015-02-28",
        "in_date",
        "2015-09-01",
        [NURSE, refresher("1", "2014-12-01"), review("2015-02-28")],
        NURSING,
        activity=with_mentees("2012-09-01", "2013-09-01"),
    ),
    Case(
        "the same student twice is one",
        "2015-03-01",
        "lapsed",
        "2015-02-28",
        [NURSE, refresher("1", "2014-12-01"), review("2015-02-28")],
        NURSING,
        activity=[Activity(on("2013-09-01"), "Ana"), Activity(on("2014-09-01"), "Ana")],
    ),
]

TEACHING = [
    Case(
        "away over the summer moves the year's end by as many days",
        "2026-09-20",
        "due",
        "2026-09-30",
        [TWENTY],
        TEACHERS,
        pauses=[away("2026-07-01", "2026-07-30")],
        changes=("2026-10-01", "lapsed"),
    ),
    Case(
        "registered late: hours of the year before count in their year",
        "2026-10-01",
        "in_date",
        "2027-08-31",
        [refresher("6", "2026-08-31"), TWENTY],
        TEACHERS,
    ),
    Case(
        "twelve hours in one year are no hours in the next",
        "2027-09-01",
        "lapsed",
        "2027-08-31",
        [TWENTY, refresher("12", "2026-05-01")],
        TEACHERS,
    ),
    Case(
        "more than twenty hours train nobody twice",
        "2026-09-01",
        "lapsed",
        "2026-08-31",
        [TWENTY, initial("15", "2026-03-10")],
        TEACHERS,
    ),
    Case(
        "trained on 29 February, the year ends in August",
        "2024-03-01",
        "in_date",
        "2025-08-31",
        [initial("20", "2024-02-29")],
        TEACHERS,
    ),
    Case(
        "refreshed in the leap year's last days",
        "2028-08-31",
        "in_date",
        "2029-08-31",
        [TWENTY, refresher("6", "2028-08-31")],
        TEACHERS,
    ),
]


@pytest.mark.parametrize("case", DEFAULT + NURSES + TEACHING, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    assert_holds(case)
