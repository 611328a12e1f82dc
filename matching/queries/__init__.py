"""Reads across this app's rows."""

from matching.queries.figures import Outcomes, Shapes, outcomes, shapes
from matching.queries.people import Face, coordinators_of, faces_of
from matching.queries.relationships import (
    Relationship,
    Week,
    care_counts,
    in_order_of_care,
    relationships,
)

__all__ = [
    "Face",
    "Outcomes",
    "Relationship",
    "Shapes",
    "Week",
    "care_counts",
    "coordinators_of",
    "faces_of",
    "in_order_of_care",
    "outcomes",
    "relationships",
    "shapes",
]
