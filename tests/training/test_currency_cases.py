"""The mentors' and mentees' defaults, and the edges of the calendar, as a table of cases."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from tests.training.ledgers import (
    REFRESHER_ONLY,
    away,
    gathering,
    initial,
    on,
    refresher,
    review,
    undo,
    with_mentees,
)
from training.currency import (
    MENTEE_DEFAULT,
    MENTOR_DEFAULT,
    Activity,
    Entry,
    Pause,
    Policy,
    Renewal,
    Status,
    currency_on,
)

TRAINED = initial("6", "2025-01-15")
ANCHORED = replace(REFRESHER_ONLY, renewal=Renewal.ANCHORED)
ACTIVITY_ONLY = replace(
    MENTOR_DEFAULT, refresher_hours=None, counted_gatherings=None, review_months=None
)
REVIEW_ONLY = replace(
    REFRESHER_ONLY, refresher_hours=None, counted_gatherings=None, review_months=36
)
MONTHLY = replace(REFRESHER_ONLY, period_months=1, due_window_days=7, grace_days=7)


@dataclass(frozen=True)
class Case:
    """On a day, a status, and when it ends."""

    name: str
    day: str
    status: str
    expires: str | None = None
    entries: Sequence[Entry] = (TRAINED,)
    policy: Policy = REFRESHER_ONLY
    changes: tuple[str, str] | None = None
    activity: Sequence[Activity] = field(default=())
    pauses: Sequence[Pause] = field(default=())


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

CASES = TRAINING + ROLLING + CALENDAR + FIXED + ACTIVE + PAUSED + MENTEES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case) -> None:
    currency = currency_on(
        on(case.day),
        policy=case.policy,
        entries=case.entries,
        activity=case.activity,
        pauses=case.pauses,
    )

    assert currency.status == case.status
    assert currency.expires_on == (on(case.expires) if case.expires else None)
    if case.changes:
        day, status = case.changes
        assert (currency.next_change_on, currency.next_status) == (on(day), Status(status))


def test_nothing_changes_any_more_once_lapsed() -> None:
    lapsed = currency_on(on("2030-01-01"), policy=REFRESHER_ONLY, entries=[TRAINED])

    assert (lapsed.next_change_on, lapsed.next_status) == (None, None)


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


@pytest.mark.parametrize("policy", [REFRESHER_ONLY, ANCHORED], ids=["rolling", "anchored"])
def test_periods_are_counted_from_the_accreditation(policy: Policy) -> None:
    entries = [TRAINED, refresher("3", "2025-12-01"), refresher("3", "2026-12-01")]

    periods = [
        currency_on(on(day), policy=policy, entries=entries).period
        for day in ("2025-01-15", "2025-12-01", "2026-12-01")
    ]

    assert periods == [1, 2, 3]
