"""Recommendations and what became of them, as a report freezes them."""

from datetime import date

from evaluation.reports.model import ImplicationLine, LoopLine
from programmes.models import Programme


def loops_of(programme: Programme, as_at: date) -> tuple[LoopLine, ...]:
    """Return what became of earlier recommendations, the latest decided first."""
    return ()


def implications_of(programme: Programme) -> tuple[ImplicationLine, ...]:
    """Return the recommendations that are open, or were decided since the last report."""
    return ()
