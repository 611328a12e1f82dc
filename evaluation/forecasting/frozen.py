"""The return forecast, as a report freezes it."""

from collections.abc import Sequence

from evaluation.reports.model import ForecastLine
from programmes.models import Cohort, Programme


def forecast_of(programme: Programme, cohorts: Sequence[Cohort]) -> ForecastLine | None:
    """Return who may come back after the last of these cohorts; None where nothing tells."""
    return None
