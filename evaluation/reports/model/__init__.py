"""The frozen structure of an impact report: figures and facts, no sentences.

Everything a reader is shown is rendered from this. A figure that may not be shown carries no
number, so that none can be read out of the stored snapshot either.
"""

from evaluation.reports.model.figures import Figure, Group, Source, State, Tally, Unit
from evaluation.reports.model.heard import Breakdown, BreakdownLine, Question, Survey
from evaluation.reports.model.impact import (
    Basis,
    BenefitLine,
    ChangeLine,
    Community,
    Comparison,
    CostLine,
    CostReport,
    ForecastLine,
    ImplicationLine,
    IndicatorLine,
    LoopLine,
    ObjectiveLine,
    OutcomeLine,
    Reason,
    Risk,
    Swing,
    Verdict,
    Voice,
)
from evaluation.reports.model.records import (
    CohortLine,
    Currency,
    FreshLine,
    Learning,
    Retention,
    Served,
    Sponsor,
    StatusCount,
    Step,
    Training,
)
from evaluation.reports.model.report import SCHEMA_VERSION, ReportData

__all__ = [
    "SCHEMA_VERSION",
    "Basis",
    "BenefitLine",
    "Breakdown",
    "BreakdownLine",
    "ChangeLine",
    "CohortLine",
    "Community",
    "Comparison",
    "CostLine",
    "CostReport",
    "Currency",
    "Figure",
    "ForecastLine",
    "FreshLine",
    "Group",
    "ImplicationLine",
    "IndicatorLine",
    "Learning",
    "LoopLine",
    "ObjectiveLine",
    "OutcomeLine",
    "Question",
    "Reason",
    "ReportData",
    "Retention",
    "Risk",
    "Served",
    "Source",
    "Sponsor",
    "State",
    "StatusCount",
    "Step",
    "Survey",
    "Swing",
    "Tally",
    "Training",
    "Unit",
    "Verdict",
    "Voice",
]
