"""Outcomes by Kirkpatrick's levels that are more than one question of a survey."""

from collections.abc import Sequence

from evaluation.reports.model import ChangeLine, OutcomeLine
from programmes.models import Cohort, Programme


def changes_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[ChangeLine, ...]:
    """Return how the same people's marks changed from the first survey to the last."""
    return ()


def results_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[OutcomeLine, ...]:
    """Return goals reached, behaviour and results, as shares and means."""
    return ()
