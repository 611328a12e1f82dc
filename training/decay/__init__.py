"""How much of a skill is left: a planning aid with its uncertainty, never a ranking of people.

retained(t) = 0.5^(t/h), t in months since somebody last learnt or practised it, h the half-life.

The default h is 11 months; 6.5 and 13 are the ends of what is usual. All three come from a
meta-analysis of 2025 over 1,344 effects on mostly procedural tasks, so for mentoring they are a
guess, and every screen that shows the clock says so. A programme whose people repeat their own
ratings can refit h (`training.decay.refit`).
"""

from training.decay.clock import (
    BANDS,
    DEFAULT_HALF_LIFE,
    HALF_LIVES,
    Band,
    HalfLife,
    Retained,
    days_until,
    months_between,
    retained_on,
)
from training.decay.refit import FEWEST_PEOPLE, Fit, Outcome, Rating, refit

__all__ = [
    "BANDS",
    "DEFAULT_HALF_LIFE",
    "FEWEST_PEOPLE",
    "HALF_LIVES",
    "Band",
    "Fit",
    "HalfLife",
    "Outcome",
    "Rating",
    "Retained",
    "days_until",
    "months_between",
    "refit",
    "retained_on",
]
