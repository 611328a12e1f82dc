"""Cost and return, as a report freezes it."""

from collections.abc import Sequence

from django.db.models import Q

from evaluation.costing.books import Opened, report_of
from evaluation.costing.hours import hours_of
from evaluation.models import CostBook
from evaluation.reports.model import CostReport
from programmes.models import Cohort, Programme


def costs_of(programme: Programme, cohorts: Sequence[Cohort]) -> CostReport | None:
    """Return cost and return of these cohorts; None where nobody has entered any.

    Books in different currencies are not added up: there is no figure of them together. Eight
    queries, however many cohorts there are.
    """
    currencies = currencies_of(programme, cohorts)
    if len(currencies) != 1:
        return None
    books = list(
        CostBook.objects.filter(programme=programme, cohort__in=cohorts, currency=currencies[0])
        .order_by("cohort__number")
        .with_lines()
    )
    hours = hours_of([book.cohort for book in books if book.cohort])
    return report_of([Opened(book, hours) for book in books])


def currencies_of(programme: Programme, cohorts: Sequence[Cohort]) -> tuple[str, ...]:
    """Return the currencies, by code, in which these cohorts have costs or benefits; one query."""
    counts = Q(spending_lines__is_carried=False) | Q(benefit_lines__is_carried=False)
    books = CostBook.objects.filter(counts, programme=programme, cohort__in=cohorts)
    return tuple(books.order_by("currency").values_list("currency", flat=True).distinct())
