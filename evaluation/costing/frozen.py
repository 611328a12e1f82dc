"""Cost and return, as a report freezes it."""

from collections.abc import Sequence

from evaluation.costing.books import Opened, report_of
from evaluation.costing.hours import hours_of
from evaluation.models import CostBook
from evaluation.reports.model import CostReport
from programmes.models import Cohort, Programme


def costs_of(programme: Programme, cohorts: Sequence[Cohort]) -> CostReport | None:
    """Return cost and return of these cohorts; None where nobody has entered any.

    Books in different currencies are not added up: there is no figure of them together. Seven
    queries, however many cohorts there are.
    """
    books = list(
        CostBook.objects.filter(programme=programme, cohort__in=cohorts)
        .order_by("cohort__number")
        .with_lines()
    )
    if len({book.currency for book in books}) != 1:
        return None
    hours = hours_of([book.cohort for book in books if book.cohort])
    return report_of([Opened(book, hours) for book in books])
