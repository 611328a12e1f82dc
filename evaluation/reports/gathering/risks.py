"""What could hurt the next cohort."""

from collections.abc import Sequence
from datetime import date

from evaluation.reports.model import Risk
from programmes.models import Cohort, Programme


def risks_of(programme: Programme, cohorts: Sequence[Cohort], as_at: date) -> tuple[Risk, ...]:
    """Return the risks that the records show, the most pressing first."""
    return ()
