"""What a template is made of: everything that a new programme begins with, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from programmes.enums import CriterionKind, Direction, GoalTheme, ProgrammeTemplate, TextKind
from programmes.timetable import USUAL, Offset, Shape

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise
else:
    Words = Any


@dataclass(frozen=True, slots=True)
class PolicyValues:
    """How a programme is run; the names are those of `ProgrammePolicy`."""

    months: int = 9
    meets_every_weeks: int = 4
    mentees_per_mentor: int = 2
    hours_a_month: Decimal = Decimal(3)
    may_go_on_early: bool = True
    asks_endorsement: bool = False
    review_months: int = 6
    silence_days: int = 14


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """How one would see that an objective is reached, and by when.

    Either its definition says what somebody counts and types in, or `measure` names the figure that
    the product counts itself (`programmes.measures`), which says so in its own words.
    """

    name: Words
    unit: Words
    target: Decimal
    due: Offset
    definition: Words = ""
    measure: str = ""
    direction: Direction = Direction.HIGHER


@dataclass(frozen=True, slots=True)
class ObjectiveDraft:
    """What the programme is to achieve."""

    title: Words
    description: Words
    indicators: tuple[IndicatorDraft, ...]


@dataclass(frozen=True, slots=True)
class GoalDraft:
    """What the organisation wants to reach, and the objectives that serve it."""

    title: Words
    theme: GoalTheme
    description: Words
    objectives: tuple[ObjectiveDraft, ...]


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """Something an expectation needs; weights run from 1 to 10.

    `anchors` say what each level of its scale looks like, the lowest first; an essential criterion
    is met from level `met_from`.
    """

    name: Words
    evidence: Words
    weight: int
    is_essential: bool = False
    kind: CriterionKind = CriterionKind.SKILL
    anchors: tuple[Words, ...] = ()
    met_from: int = 3


@dataclass(frozen=True, slots=True)
class ExpectationDraft:
    """Something that mentors do."""

    text: Words
    criteria: tuple[CriterionDraft, ...]


@dataclass(frozen=True, slots=True)
class CharterDraft:
    """What the programme and its sponsor promise each other."""

    purpose: Words
    sponsor_commits: Words
    programme_commits: Words
    resources: Words


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A template: what it is for, and all that a programme started from it begins with."""

    template: ProgrammeTemplate
    summary: Words
    suits: Words
    suggested_name: Words = ""
    suggested_purpose: Words = ""
    policy: PolicyValues = field(default_factory=PolicyValues)
    timetable: Shape = USUAL
    goals: tuple[GoalDraft, ...] = ()
    expectations: tuple[ExpectationDraft, ...] = ()
    texts: Mapping[TextKind, Words] = field(default_factory=dict)
    charter: CharterDraft | None = None

    @property
    def objectives(self) -> tuple[ObjectiveDraft, ...]:
        """Return the objectives of all goals."""
        return tuple(objective for goal in self.goals for objective in goal.objectives)

    @property
    def criteria(self) -> tuple[CriterionDraft, ...]:
        """Return the criteria of all expectations."""
        return tuple(each for expectation in self.expectations for each in expectation.criteria)
