"""Surveys that come ready to use, in the product's own words: data, without a single row."""

from evaluation.shipped import competencies, course, everyday, others, relationship
from evaluation.shipped.model import Part, Question, Shipped

__all__ = ["SHIPPED", "Part", "Question", "Shipped"]

SHIPPED: tuple[Shipped, ...] = (
    *course.SHIPPED,
    *everyday.SHIPPED,
    *competencies.SHIPPED,
    *relationship.SHIPPED,
    *others.SHIPPED,
)
