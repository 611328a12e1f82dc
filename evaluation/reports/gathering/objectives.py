"""Objectives with their results, for a report."""

from datetime import date

from evaluation.reports.model import ObjectiveLine
from programmes.models import Programme


def objectives_of(programme: Programme, as_at: date) -> tuple[ObjectiveLine, ...]:
    """Return each objective with its indicators as of a day."""
    return ()
