"""The whole of a report, as data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from evaluation.reports.model.figures import Figure, State
from evaluation.reports.model.heard import Breakdown, Question, Survey
from evaluation.reports.model.impact import (
    ChangeLine,
    Community,
    CostReport,
    ForecastLine,
    ImplicationLine,
    LoopLine,
    ObjectiveLine,
    OutcomeLine,
    Risk,
    Voice,
)
from evaluation.reports.model.records import (
    CohortLine,
    Currency,
    FreshLine,
    Retention,
    Sponsor,
    Step,
    Training,
)

SCHEMA_VERSION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """An impact report on one cohort, or on several together."""

    schema: int
    title: str
    programme: str
    organisation: str
    credit: str
    as_at: date
    is_pooled: bool
    sponsors: tuple[Sponsor, ...]
    prepared_by: tuple[str, ...]
    cohorts: tuple[CohortLine, ...]
    steps: tuple[Step, ...]
    graduated: Figure
    retention: Retention
    currency: tuple[Currency, ...]
    training: Training
    surveys: tuple[Survey, ...]
    questions: tuple[Question, ...]
    breakdowns: tuple[Breakdown, ...]
    fresh: tuple[FreshLine, ...]  # since schema 2
    # All that follows came with schema 3.
    objectives: tuple[ObjectiveLine, ...] = ()
    changes: tuple[ChangeLine, ...] = ()
    results: tuple[OutcomeLine, ...] = ()
    communities: tuple[Community, ...] = ()
    pathway: tuple[Step, ...] = ()
    voices: tuple[Voice, ...] = ()
    risks: tuple[Risk, ...] = ()
    loops: tuple[LoopLine, ...] = ()
    implications: tuple[ImplicationLine, ...] = ()
    costs: CostReport | None = None
    # In which currencies costs are entered; of more than one there are no sums.
    cost_currencies: tuple[str, ...] = ()
    forecast: ForecastLine | None = None

    @property
    def starts_on(self) -> date:
        """Return the first day of the first cohort."""
        return min(cohort.starts_on for cohort in self.cohorts)

    @property
    def ends_on(self) -> date:
        """Return the last day of the last cohort."""
        return max(cohort.ends_on for cohort in self.cohorts)

    @property
    def mentors(self) -> int:
        """Return the mentors' seats; who served twice has two."""
        return sum(cohort.mentors for cohort in self.cohorts)

    @property
    def mentees(self) -> int:
        """Return the mentees' seats; who came twice has two."""
        return sum(cohort.mentees for cohort in self.cohorts)

    @property
    def answers(self) -> int:
        """Return how many survey answers the report rests on."""
        return sum(survey.answered for survey in self.surveys)

    @property
    def figures(self) -> Iterable[Figure]:
        """Yield every figure that could have been hidden."""
        for question in self.questions:
            yield question.figure
        for breakdown in self.breakdowns:
            for line in breakdown.lines:
                yield line.figure
        for change in self.changes:
            yield change.figure

    @property
    def hidden(self) -> int:
        """Return how many figures are hidden because a group was small."""
        return sum(f.state in {State.TOO_FEW, State.WITHHELD} for f in self.figures)

    def question(self, key: str, audience: str) -> Question | None:
        """Return the question of that key to that audience, if it was asked."""
        found = (q for q in self.questions if (q.key, q.audience) == (key, audience))
        return next(found, None)

    def currency_of(self, role: str) -> Currency | None:
        """Return how current a role's training is, if a policy asks for it."""
        return next((found for found in self.currency if found.role == role), None)

    def breakdown(self, of: str, by: str) -> Breakdown | None:
        """Return the breakdown of one question by another, if there is one."""
        found = (b for b in self.breakdowns if (b.of, b.by) == (of, by))
        return next(found, None)
