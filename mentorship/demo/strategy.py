"""The demo's strategy: what the Guildhall wants to reach, and how far its programmes have come."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from mentorship.accounts.models import Organisation, Person
from mentorship.demo.cast import Cast
from mentorship.demo.programmes import Year
from programmes.enums import Direction, GoalTheme
from programmes.measures import measure_of
from programmes.models import Indicator, IndicatorValue, Objective, Programme, StrategicGoal

FROM_WITHIN = "Half of our leaders come from within"
STAY = "People who join us stay"
PREPARED = "Everybody who mentors is prepared for it"
ALIKE = "Leadership looks like our workforce"
SOONER = "New colleagues find their feet sooner"
KNOWLEDGE = "What we know stays when people retire"

GOALS = (
    (FROM_WITHIN, GoalTheme.GROWTH, "In 2030, every second leading role is filled from inside."),
    (STAY, GoalTheme.PEOPLE, "Fewer than one in twelve leaves in a year of their own wish."),
    (PREPARED, GoalTheme.QUALITY, "Nobody mentors without training that is in date."),
    (ALIKE, GoalTheme.INCLUSION, "At every level, as many women as in the house as a whole."),
    (SOONER, GoalTheme.PRODUCTIVITY, "A first piece of work of one’s own within nine weeks."),
    (KNOWLEDGE, GoalTheme.SUSTAINABILITY, "Each expert hands over for a year before leaving."),
)


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator: from one value to another between two days, counted from today.

    `values` are pairs of days before today and what was read, or kept of a `measure`.
    """

    name: str
    way: tuple[str, str]
    days: tuple[int, int]
    unit: str = "%"
    definition: str = ""
    measure: str = ""
    source: str = ""
    values: tuple[tuple[int, str], ...] = ()


LEADERSHIP: dict[tuple[str, str], tuple[Line, ...]] = {
    (FROM_WITHIN, "Mentees move into larger roles"): (
        Line(
            "Mentees promoted within a year",
            ("18", "35"),
            (-540, 190),
            definition="Of the mentees of a closed cohort, those in a higher grade a year on.",
            source="HR system, grades by quarter",
            values=((430, "19"), (340, "22.5"), (250, "26"), (160, "28"), (70, "29.5"), (12, "31")),
        ),
        Line(
            "Mentees who became mentors",
            ("0", "8"),
            (-540, 200),
            measure="programmes.mentees_to_mentors",
            values=((400, "0"), (250, "1"), (130, "3"), (7, "3")),
        ),
    ),
    (STAY, "Mentees stay with us"): (
        Line(
            "Mentees who left within a year",
            ("14", "8"),
            (-540, 120),
            definition="Of all mentees, those who left of their own wish in the past year.",
            source="HR system, leavers by quarter",
            values=((420, "13"), (330, "11.5"), (240, "10"), (150, "9"), (40, "7.5")),
        ),
        Line(
            "Share who finish",
            ("70", "90"),
            (-540, 240),
            measure="programmes.finished",
            values=((280, "100"), (140, "100"), (7, "100")),
        ),
    ),
    (PREPARED, "Mentors keep their skills fresh"): (
        Line(
            "Mentors whose training is in date",
            ("55", "95"),
            (-360, 240),
            measure="training.mentors_in_date",
            values=(
                (300, "58.3"),
                (240, "62.5"),
                (180, "70.8"),
                (120, "87"),
                (60, "91.3"),
                (7, "95.7"),
            ),
        ),
    ),
    (ALIKE, "Women are put forward for leading roles"): (
        Line(
            "Women among those promoted",
            ("31", "45"),
            (-420, 90),
            definition="Of the mentees in a higher grade within a year, those who are women.",
            source="HR system, grades by quarter",
            values=((330, "32"), (240, "33"), (150, "35"), (55, "36")),
        ),
    ),
}

STARTERS: dict[tuple[str, str], tuple[Line, ...]] = {
    (STAY, "New colleagues stay past their second year"): (
        Line(
            "Leavers in the first two years",
            ("22", "15"),
            (-600, -30),
            definition="Of those who joined two years ago, who left of their own wish.",
            source="HR system, leavers by quarter",
            values=((500, "21"), (400, "20"), (300, "18.5"), (130, "18"), (35, "17")),
        ),
        Line(
            "Mentees with a mentor",
            ("60", "100"),
            (-300, 60),
            measure="programmes.mentees_matched",
        ),
    ),
    (SOONER, "They work on something of their own within weeks"): (
        Line(
            "Weeks until the first piece of own work",
            ("14", "9"),
            (-300, 160),
            unit="weeks",
            definition="Median of the weeks from the first day to the first task led alone.",
            source="Survey of line managers",
            values=((220, "13.5"), (130, "12"), (30, "11")),
        ),
        Line("Line managers who would do it again", ("70", "85"), (-200, 150)),
        Line(
            "Mentees: my mentor meets my expectations",
            ("3.8", "4.5"),
            (-300, 160),
            measure="evaluation.mentor_met_expectations",
        ),
    ),
}


def build_strategy(organisation: Organisation, cast: Cast, year: Year, today: date) -> None:
    """Store the goals of the organisation, and what both programmes do for them."""
    goals = {
        goal.title: goal
        for goal in StrategicGoal.objects.bulk_create(
            StrategicGoal(
                organisation=organisation,
                title=title,
                theme=theme,
                description=description,
                position=position,
            )
            for position, (title, theme, description) in enumerate(GOALS)
        )
    }
    for programme, plan, owners in (
        (year.leadership, LEADERSHIP, [cast.coordinator, cast.sponsor]),
        (year.starters, STARTERS, [cast.second_coordinator, cast.coordinator]),
    ):
        _build(programme, plan, goals, owners, today)


def _build(
    programme: Programme,
    plan: dict[tuple[str, str], tuple[Line, ...]],
    goals: dict[str, StrategicGoal],
    owners: list[Person],
    today: date,
) -> None:
    """Store the objectives of one programme, with indicators and values."""
    objectives = Objective.objects.bulk_create(
        Objective(programme=programme, goal=goals[goal], title=title, position=position)
        for position, (goal, title) in enumerate(plan)
    )
    indicators = [
        (_indicator(objective, line, position, owners[position % len(owners)], today), line)
        for objective, lines in zip(objectives, plan.values(), strict=True)
        for position, line in enumerate(lines)
    ]
    Indicator.objects.bulk_create(indicator for indicator, _line in indicators)
    IndicatorValue.objects.bulk_create(
        IndicatorValue(
            indicator=indicator,
            value=Decimal(value),
            as_of=today - timedelta(days=days),
            source=line.source,
            entered_by=None if line.measure else indicator.owner,
        )
        for indicator, line in indicators
        for days, value in line.values
    )


def _indicator(
    objective: Objective, line: Line, position: int, owner: Person, today: date
) -> Indicator:
    """Return one indicator, not yet stored."""
    measure = measure_of(line.measure)
    baseline, target = (Decimal(value) for value in line.way)
    begins, ends = (today + timedelta(days=days) for days in line.days)
    return Indicator(
        objective=objective,
        name=line.name,
        definition=line.definition,
        unit=str(measure.unit) if measure else line.unit,
        baseline=baseline,
        baseline_on=begins,
        target=target,
        direction=Direction.LOWER if target < baseline else Direction.HIGHER,
        due_on=ends,
        owner=owner,
        measure=line.measure,
        position=position,
    )
