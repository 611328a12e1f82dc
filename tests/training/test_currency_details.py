"""The gate, what restores, the explanation, and policies that contradict themselves."""

from dataclasses import replace
from datetime import date
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
    Currency,
    Entry,
    Kind,
    Line,
    Need,
    Option,
    Pause,
    Policy,
    Reason,
    Renewal,
    Rule,
    Status,
    currency_on,
    passes_gate,
)

TRAINED = initial("6", "2025-01-15")
ACTIVITY_LAPSES = on("2028-04-01")
UP_TO_DATE = [TRAINED, refresher("3", "2028-01-10"), review("2028-01-10")]


def of_mentor(day: date, *entries: Entry, activity: list[Activity] | None = None) -> Currency:
    return currency_on(day, policy=MENTOR_DEFAULT, entries=entries, activity=activity or [])


@pytest.mark.parametrize(
    ("day", "passes"),
    [
        ("2025-01-14", False),  # in training
        ("2025-01-15", True),  # in date
        ("2025-12-15", True),  # due
        ("2026-02-15", True),  # in grace
        ("2026-04-15", False),  # lapsed
    ],
)
def test_gate(day: str, passes: bool) -> None:  # noqa: FBT001
    currency = currency_on(on(day), policy=REFRESHER_ONLY, entries=[TRAINED])

    assert passes_gate(currency) is passes


def test_lapsed_on_activity_alone_passes_once() -> None:
    currency = of_mentor(ACTIVITY_LAPSES, *UP_TO_DATE)

    assert currency.status is Status.LAPSED
    assert passes_gate(currency)
    assert not passes_gate(currency, is_pass_used=True)


def test_a_match_gives_the_pass_back_until_all_mentees_are_there() -> None:
    after_one = of_mentor(on("2028-06-01"), *UP_TO_DATE, activity=with_mentees("2028-05-01"))
    after_two = of_mentor(
        on("2028-08-01"), *UP_TO_DATE, activity=with_mentees("2028-05-01", "2028-07-01")
    )

    assert after_one.status is Status.LAPSED
    assert passes_gate(after_one)
    assert after_two.status is Status.IN_DATE


def test_lapsed_on_activity_and_refresher_does_not_pass() -> None:
    currency = of_mentor(ACTIVITY_LAPSES, TRAINED, review("2028-01-10"))

    assert not passes_gate(currency)


def test_lapsed_on_activity_and_in_grace_otherwise_passes() -> None:
    currency = of_mentor(
        ACTIVITY_LAPSES, TRAINED, refresher("3", "2027-03-01"), review("2028-01-10")
    )

    statuses = {clock.rule: clock.status for clock in currency.clocks}
    assert statuses[Rule.REFRESHER] is Status.IN_GRACE
    assert passes_gate(currency)


def test_restore_in_training_names_the_hours_left() -> None:
    entries = [initial("4", "2025-01-01", is_prior_learning=True), initial("1.5", "2025-01-02")]
    policy = replace(MENTOR_DEFAULT, prior_learning_cap=Decimal(2))

    currency = currency_on(on("2025-02-01"), policy=policy, entries=entries)

    option = Option(Kind.INITIAL, hours=Decimal("2.5"))
    assert currency.restore == (Need(Rule.INITIAL, (option,), None),)


def test_restore_counts_what_is_recent() -> None:
    entries = [TRAINED, refresher("1", "2025-11-20"), gathering("2025-12-01")]

    due = currency_on(on("2025-12-20"), policy=REFRESHER_ONLY, entries=entries)

    assert due.restore == (
        Need(
            Rule.REFRESHER,
            (Option(Kind.REFRESHER, hours=Decimal(2)), Option(Kind.GATHERING, count=1)),
            by=on("2026-01-15"),
        ),
    )


def test_restore_in_grace_is_wanted_before_the_lapse() -> None:
    grace = currency_on(on("2026-02-01"), policy=REFRESHER_ONLY, entries=[TRAINED])

    assert grace.restore[0].by == on("2026-03-16")


def test_restore_when_lapsed_has_no_hurry() -> None:
    lapsed = currency_on(on("2027-02-01"), policy=REFRESHER_ONLY, entries=[TRAINED])

    assert lapsed.restore[0].by is None


def test_restore_names_every_clock() -> None:
    currency = of_mentor(on("2029-01-01"), TRAINED, activity=with_mentees("2028-01-01"))

    assert [need.rule for need in currency.restore] == [
        Rule.REFRESHER,
        Rule.ACTIVITY,
        Rule.REVIEW,
    ]
    assert currency.restore[1].options == (Option("mentee", count=1),)
    assert currency.restore[2].options == (Option(Kind.REVIEW, count=1),)


def test_restore_of_anchored_periods_counts_the_present_one() -> None:
    policy = replace(REFRESHER_ONLY, renewal=Renewal.ANCHORED)
    entries = [TRAINED, refresher("2", "2026-01-10"), refresher("1", "2026-01-20")]

    currency = currency_on(on("2026-02-01"), policy=policy, entries=entries)

    assert currency.status is Status.IN_GRACE
    assert currency.restore[0].options[0] == Option(Kind.REFRESHER, hours=Decimal(2))


def test_restore_of_a_mentee() -> None:
    currency = currency_on(
        on("2025-08-01"), policy=MENTEE_DEFAULT, entries=[initial("2", "2025-01-15")]
    )

    assert currency.restore[0].options == (
        Option(Kind.REFRESHER, count=1),
        Option(Kind.GATHERING, count=1),
    )


def reasons(currency: Currency) -> list[tuple[str, bool, float]]:
    return [(line.reason, line.is_counted, float(line.hours)) for line in currency.explanation]


def test_explanation_gives_every_entry_its_reason() -> None:
    before = refresher("3", "2025-01-10")
    past = refresher("3", "2025-06-01")
    wrong = refresher("2", "2026-05-01")
    unseen = refresher("2", "2026-06-01", is_assured=False)
    entries = [
        before,
        TRAINED,
        initial("1", "2025-02-01"),
        past,
        Entry("topic", "topic", Decimal(2), on("2026-03-01")),
        refresher("3", "2026-04-01"),
        wrong,
        undo(wrong, "2026-05-02"),
        unseen,
        gathering("2026-07-01"),
        refresher("3", "2026-12-24"),
    ]

    currency = currency_on(on("2026-08-01"), policy=REFRESHER_ONLY, entries=entries)

    assert reasons(currency) == [
        (Reason.BEFORE_ACCREDITATION, False, 0),
        (Reason.INITIAL, True, 6),
        (Reason.SURPLUS, False, 0),
        (Reason.PAST_PERIOD, False, 0),
        (Reason.NOT_ASKED, False, 0),
        (Reason.IN_PERIOD, True, 3),
        (Reason.REVERSED, False, 0),
        (Reason.REVERSAL, False, 0),
        (Reason.NOT_ASSURED, False, 0),
        (Reason.IN_PERIOD, True, 1),
        (Reason.NOT_YET, False, 0),
    ]


def test_explanation_counts_hours_up_to_their_cap() -> None:
    policy = replace(
        REFRESHER_ONLY,
        initial_cap=Decimal(6),
        refresher_cap=Decimal(4),
        prior_learning_cap=Decimal(2),
    )
    entries = [
        initial("3", "2025-01-10", is_prior_learning=True),
        initial("1", "2025-01-11", is_prior_learning=True),
        initial("6", "2025-01-15"),
        initial("1", "2025-02-15"),
        refresher("1", "2025-03-01"),
        refresher("3", "2025-04-01"),
        refresher("2", "2025-05-01"),
    ]

    currency = currency_on(on("2025-08-01"), policy=policy, entries=entries)

    assert reasons(currency) == [
        (Reason.INITIAL, True, 2),
        (Reason.OVER_CAP, False, 0),
        (Reason.INITIAL, True, 4),
        (Reason.OVER_CAP, False, 0),
        (Reason.OVER_CAP, False, 0),
        (Reason.IN_PERIOD, True, 2),
        (Reason.IN_PERIOD, True, 2),
    ]


def test_explanation_names_the_latest_review_and_a_second_accreditation() -> None:
    entries = [
        TRAINED,
        review("2026-01-20"),
        review("2027-01-20"),
        initial("6", "2027-05-01"),
    ]

    currency = of_mentor(on("2027-02-01"), *entries)
    later = of_mentor(on("2027-06-01"), *entries)

    assert [line[0] for line in reasons(currency)[1:3]] == [Reason.PAST_PERIOD, Reason.REVIEW]
    assert reasons(later)[3] == (Reason.INITIAL, True, 6)


def test_explanation_without_accreditation_shows_what_is_there() -> None:
    currency = of_mentor(on("2025-02-01"), initial("2", "2025-01-15"), refresher("3", "2025-01-20"))

    assert currency.explanation == (
        Line("initial 2 2025-01-15", True, Decimal(2), Reason.INITIAL),
        Line("refresher 3 2025-01-20", False, Decimal(0), Reason.BEFORE_ACCREDITATION),
    )


def test_renewed_on_is_the_day_that_made_it_complete() -> None:
    entries = [TRAINED, refresher("1.5", "2025-09-01"), refresher("1.5", "2025-12-01")]

    currency = currency_on(on("2026-02-01"), policy=REFRESHER_ONLY, entries=entries)

    assert (currency.since, currency.renewed_on) == (on("2025-01-15"), on("2025-12-01"))
    assert currency.clocks[0].turn == on("2026-09-01")


def test_entries_that_undo_each_other_in_a_circle_are_refused() -> None:
    entries = [
        refresher("1", "2025-01-01", id="a", reverses="b"),
        refresher("1", "2025-01-01", id="b", reverses="a"),
    ]

    with pytest.raises(ValueError, match="circle"):
        currency_on(on("2025-02-01"), policy=REFRESHER_ONLY, entries=entries)


def test_a_reversal_of_something_unknown_changes_nothing() -> None:
    stray = refresher("3", "2025-12-01", reverses="not here")

    currency = currency_on(on("2025-06-01"), policy=REFRESHER_ONLY, entries=[TRAINED, stray])

    assert currency.status is Status.IN_DATE
    assert currency.explanation[1].reason is Reason.REVERSAL


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"initial_hours": Decimal(0)}, "initial training"),
        ({"initial_hours": Decimal(-1)}, "0 or more"),
        ({"initial_hours": Decimal("NaN")}, "0 or more"),
        ({"initial_hours": Decimal("0.333")}, "two decimal places"),
        ({"refresher_hours": Decimal(0)}, "more than no hours"),
        ({"counted_gatherings": 0}, "at least 1"),
        ({"period_months": 0}, "at least 1"),
        ({"grace_days": -1}, "not negative"),
        ({"due_window_days": 336}, "shorter than the shortest period"),
        ({"review_months": 2}, "shorter than the shortest period"),
        ({"activity_months": None}, "both"),
        ({"initial_cap": Decimal(5)}, "initial hours is below"),
        ({"refresher_cap": Decimal(2)}, "refresher hours is below"),
        ({"refresher_hours": None, "refresher_cap": Decimal(2)}, "refresher hours is below"),
        ({"renewal": "sometimes"}, "rolling or anchored"),
        ({"anchor": (9, 1)}, "fixed day"),
        ({"renewal": Renewal.ANCHORED, "anchor": (2, 29)}, "every year has"),
        ({"renewal": Renewal.ANCHORED, "anchor": (13, 1)}, "every year has"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        replace(MENTOR_DEFAULT, **changes)  # type: ignore[arg-type]


def test_hours_and_pauses_that_cannot_be_are_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        refresher("-1", "2025-01-01")
    with pytest.raises(ValueError, match="two decimal places"):
        refresher("0.125", "2025-01-01")
    with pytest.raises(ValueError, match="on or after"):
        away("2025-02-01", "2025-01-31")


def test_a_reversal_may_repeat_the_hours_with_a_minus() -> None:
    currency = currency_on(
        on("2025-02-01"),
        policy=REFRESHER_ONLY,
        entries=[TRAINED, replace(undo(TRAINED, "2025-01-20"), hours=Decimal(-6))],
    )

    assert currency.status is Status.IN_TRAINING


def test_words_of_other_enums_are_understood() -> None:
    policy = Policy(initial_hours=Decimal(1), refresher_hours=Decimal(1), renewal="anchored")
    trained = Entry(1, "initial", Decimal(1), on("2025-01-15"))

    currency = currency_on(
        on("2025-02-01"), policy=policy, entries=[trained], pauses=[Pause(on("2025-03-01"))]
    )

    assert currency.status == "in_date"
    assert currency.expires_on is None
