"""The two published regimes, each as a table of cases."""

from collections.abc import Sequence

import pytest

from tests.training.ledgers import gathering, initial, on, refresher, review, with_mentees
from training.currency import POLICIES, Activity, Entry, Reason, currency_on, passes_gate

NURSING = POLICIES["uk-nursing-2008"].policy
TEACHERS = POLICIES["england-teacher-mentor-2024"].policy

PREPARED = initial("37.5", "2010-03-01")
UPDATES = [refresher("1", f"{year}-02-20") for year in (2011, 2012, 2013)]
TWO_STUDENTS = with_mentees("2011-09-01", "2012-09-01")
TWENTY = initial("20", "2025-03-10")


def test_regimes_name_their_edition_and_their_time() -> None:
    for regime in POLICIES.values():
        assert any(character.isdigit() for character in regime.edition)
        assert any(character.isdigit() for character in regime.in_force)
        assert "current" not in f"{regime.title} {regime.edition} {regime.in_force}".lower()


@pytest.mark.parametrize(
    ("day", "entries", "students", "status"),
    [
        pytest.param("2010-02-28", [PREPARED], [], "in_training", id="before the preparation"),
        pytest.param(
            "2010-06-01", [initial("30", "2010-03-01")], [], "in_training", id="4 days of 5"
        ),
        pytest.param("2010-03-01", [PREPARED], [], "in_date", id="prepared"),
        pytest.param("2010-12-31", [PREPARED], [], "due", id="the yearly update is due"),
        pytest.param("2011-03-01", [PREPARED], [], "due", id="its last day"),
        pytest.param("2011-03-02", [PREPARED], [], "lapsed", id="no grace"),
        pytest.param("2011-03-02", [PREPARED, UPDATES[0]], [], "in_date", id="updated"),
        pytest.param(
            "2011-03-02",
            [PREPARED, gathering("2011-02-20")],
            [],
            "in_date",
            id="updated with other mentors",
        ),
        pytest.param(
            "2012-06-01",
            [PREPARED, refresher("0.5", "2012-06-01")],
            [],
            "in_date",
            id="back after a missed year without new preparation",
        ),
        pytest.param(
            "2013-03-01",
            [PREPARED, *UPDATES, review("2013-03-01")],
            [],
            "due",
            id="the third anniversary, no students: its last day",
        ),
        pytest.param(
            "2013-03-02",
            [PREPARED, *UPDATES, review("2013-03-01")],
            [],
            "lapsed",
            id="no students in three years",
        ),
        pytest.param(
            "2013-03-02",
            [PREPARED, *UPDATES, review("2013-03-01")],
            TWO_STUDENTS[:1],
            "lapsed",
            id="one student in three years",
        ),
        pytest.param(
            "2013-03-02",
            [PREPARED, *UPDATES, review("2013-03-01")],
            TWO_STUDENTS,
            "in_date",
            id="two students in three years",
        ),
        pytest.param(
            "2013-03-02",
            [PREPARED, *UPDATES],
            TWO_STUDENTS,
            "lapsed",
            id="the three-yearly review was missed",
        ),
        pytest.param(
            "2013-02-01",
            [PREPARED, *UPDATES[:2]],
            TWO_STUDENTS,
            "due",
            id="update and review both due",
        ),
        pytest.param(
            "2014-09-02",
            [PREPARED, *UPDATES, review("2013-03-01"), refresher("1", "2014-02-20")],
            TWO_STUDENTS,
            "lapsed",
            id="the first of the two students is too long ago",
        ),
    ],
)
def test_nursing_2008(
    day: str, entries: Sequence[Entry], students: Sequence[Activity], status: str
) -> None:
    currency = currency_on(on(day), policy=NURSING, entries=entries, activity=students)

    assert currency.status == status


def test_a_nurse_without_students_is_given_one() -> None:
    currency = currency_on(
        on("2013-03-02"), policy=NURSING, entries=[PREPARED, *UPDATES, review("2013-03-01")]
    )

    assert passes_gate(currency)
    assert currency.restore[0].options[0].count == 2


@pytest.mark.parametrize(
    ("day", "entries", "status", "expires"),
    [
        pytest.param(
            "2025-04-01",
            [initial("19.9", "2025-03-10")],
            "in_training",
            None,
            id="an hour's tenth short",
        ),
        pytest.param(
            "2025-03-10", [TWENTY], "in_date", "2026-08-31", id="trained in the first year"
        ),
        pytest.param("2026-06-01", [TWENTY], "in_date", "2026-08-31", id="the eve of the window"),
        pytest.param(
            "2026-06-02", [TWENTY], "due", "2026-08-31", id="90 days before the year ends"
        ),
        pytest.param("2026-08-31", [TWENTY], "due", "2026-08-31", id="the last day of the year"),
        pytest.param(
            "2026-09-01", [TWENTY], "lapsed", "2026-08-31", id="a year without a refresher"
        ),
        pytest.param(
            "2026-07-01",
            [TWENTY, refresher("6", "2025-10-05")],
            "in_date",
            "2027-08-31",
            id="a refresher in the later year",
        ),
        pytest.param(
            "2026-09-01",
            [TWENTY, refresher("6", "2025-06-05")],
            "lapsed",
            "2026-08-31",
            id="a refresher in the year of the training changes nothing",
        ),
        pytest.param(
            "2026-09-01",
            [TWENTY, refresher("5.9", "2025-10-05")],
            "lapsed",
            "2026-08-31",
            id="not all six hours",
        ),
        pytest.param(
            "2026-09-01",
            [TWENTY, initial("6", "2025-06-05")],
            "lapsed",
            "2026-08-31",
            id="hours over the 20 are no refresher",
        ),
        pytest.param(
            "2027-09-01",
            [TWENTY, refresher("12", "2025-10-05")],
            "lapsed",
            "2027-08-31",
            id="hours over the 6 do not carry over",
        ),
        pytest.param(
            "2026-09-01",
            [TWENTY, refresher("4", "2025-10-05"), refresher("2", "2026-08-31")],
            "in_date",
            "2027-08-31",
            id="six hours bit by bit",
        ),
        pytest.param(
            "2026-09-15",
            [TWENTY, refresher("4", "2026-08-31"), refresher("2", "2026-09-01")],
            "lapsed",
            "2026-08-31",
            id="bits of two years do not add up",
        ),
        pytest.param(
            "2026-11-01",
            [TWENTY, refresher("6", "2026-10-05")],
            "in_date",
            "2028-08-31",
            id="back in a later year without the 20 hours",
        ),
        pytest.param(
            "2025-08-31",
            [initial("20", "2025-08-31")],
            "in_date",
            "2026-08-31",
            id="trained on the last day of a year",
        ),
        pytest.param(
            "2025-09-01",
            [initial("20", "2025-09-01")],
            "in_date",
            "2027-08-31",
            id="trained on the first day of a year",
        ),
        pytest.param(
            "2026-06-01",
            [initial("12", "2025-03-10"), initial("8", "2025-11-10"), refresher("6", "2025-12-01")],
            "in_date",
            "2027-08-31",
            id="registered late: trained over two years",
        ),
        pytest.param(
            "2025-05-01",
            [initial("14", "2024-10-10", is_prior_learning=True), initial("6", "2025-03-10")],
            "in_date",
            "2026-08-31",
            id="prior learning shortens the training",
        ),
    ],
)
def test_teacher_mentors_2024(
    day: str, entries: Sequence[Entry], status: str, expires: str | None
) -> None:
    currency = currency_on(on(day), policy=TEACHERS, entries=entries)

    assert currency.status == status
    assert currency.expires_on == (on(expires) if expires else None)


def test_teacher_mentors_hours_over_a_cap_are_shown_as_such() -> None:
    entries = [TWENTY, initial("2", "2025-04-01"), refresher("8", "2025-10-05")]

    lines = currency_on(on("2025-11-01"), policy=TEACHERS, entries=entries).explanation

    assert [(float(line.hours), line.reason) for line in lines] == [
        (20, Reason.INITIAL),
        (0, Reason.OVER_CAP),
        (6, Reason.IN_PERIOD),
    ]
