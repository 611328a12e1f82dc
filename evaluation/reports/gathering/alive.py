"""Communities and the way from mentee to mentor, for a report."""

from collections.abc import Sequence
from datetime import date

from evaluation.reports.model import Community, Step
from programmes.models import Cohort, Programme


def communities_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[Community, ...]:
    """Return the communities of practice with their gatherings."""
    return ()


def pathway_of(programme: Programme, as_at: date) -> tuple[Step, ...]:
    """Return how many are at each step of the way from mentee to mentor."""
    return ()
