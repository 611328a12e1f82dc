"""What people said who let it be quoted."""

from collections.abc import Sequence

from evaluation.reports.model import Voice
from programmes.models import Cohort, Programme


def voices_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[Voice, ...]:
    """Return what may be quoted, without names."""
    return ()
