"""Policies as data: the two defaults, and two published regimes with their edition and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from training.currency.model import Policy, Renewal


@dataclass(frozen=True, slots=True)
class Regime:
    """A policy that an authority published, and for how long it was in force.

    ``note`` says what had to be decided to put its words into numbers.
    """

    authority: str
    title: str
    edition: str
    in_force: str
    policy: Policy
    note: str


MENTOR_DEFAULT = Policy(
    initial_hours=Decimal(6),
    refresher_hours=Decimal(3),
    counted_gatherings=2,
    period_months=12,
    due_window_days=60,
    grace_days=60,
    renewal=Renewal.ROLLING,
    activity_mentees=2,
    activity_months=36,
    review_months=36,
)

# "One refresher or gathering in a programme longer than six months": what was prepared carries six
# months, and a programme that goes on asks for one of the two, once.
MENTEE_DEFAULT = Policy(
    initial_hours=Decimal(2),
    counted_refreshers=1,
    counted_gatherings=1,
    period_months=6,
    due_window_days=60,
    grace_days=60,
    is_repeated=False,
)

POLICIES: Mapping[str, Regime] = MappingProxyType(
    {
        "uk-nursing-2008": Regime(
            authority="Nursing and Midwifery Council (United Kingdom)",
            title="Standards to support learning and assessment in practice",
            edition="second edition, 2008",
            in_force="2008 to 2018, when new standards superseded it",
            policy=Policy(
                initial_hours=Decimal("37.5"),
                counted_refreshers=1,
                counted_gatherings=1,
                period_months=12,
                due_window_days=60,
                grace_days=0,
                renewal=Renewal.ROLLING,
                activity_mentees=2,
                activity_months=36,
                review_months=36,
            ),
            note=(
                "The five protected days of preparation are taken as 7.5 hours each; a yearly"
                " update is one refresher or gathering of any length; the due window of 60 days is"
                " the register's own; there is no grace."
            ),
        ),
        "england-teacher-mentor-2024": Regime(
            authority="Department for Education (England)",
            title="General mentor training: hours for which schools could be paid",
            edition="academic year 2024 to 2025",
            in_force="1 September 2024 to 31 August 2025; the hours changed afterwards",
            policy=Policy(
                initial_hours=Decimal(20),
                initial_cap=Decimal(20),
                refresher_hours=Decimal(6),
                refresher_cap=Decimal(6),
                period_months=12,
                due_window_days=90,
                grace_days=0,
                renewal=Renewal.ANCHORED,
                anchor=(9, 1),
            ),
            note=(
                "Periods are academic years from 1 September. A refresher in the year of the"
                " initial training changes nothing; one is due in each later year. Hours above a"
                " cap do not count; the due window of 90 days is the register's own."
            ),
        ),
    }
)
