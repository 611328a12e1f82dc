"""Sheets of programmes that stand side by side."""

from datetime import date
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from evaluation.portfolio.sheet import CohortSheet, Kind, Sheet, Told, to_plain
from evaluation.portfolio.telling import share_of
from tests.factories.programmes import ProgrammeFactory

FINISHED = "programmes.finished"
FIT = "evaluation.fit"


def mean_of(value: float, half: float = 0.2, n: int = 40) -> Told:
    """Return a mean mark with its interval."""
    low, high = (Decimal(str(round(value + sign * half, 4))) for sign in (-1, 1))
    return Told(kind=Kind.MEAN, value=Decimal(str(value)), n=n, asked=n, low=low, high=high)


def sheet_of(told: dict[str, Told], *cohorts: dict[str, Told], **fields: object) -> Sheet:
    """Return a sheet of today; `cohorts` are the figures of each cohort."""
    kept = tuple(
        CohortSheet(number, f"Cohort {number}", date(2018 + number, 9, 1), each)
        for number, each in enumerate(cohorts, start=1)
    )
    return Sheet(timezone.localdate(), told, kept, **fields)  # type: ignore[arg-type]  # by name


class PortfolioSheetFactory(DjangoModelFactory):
    """A programme whose mentees mostly finish; `sheet` gives other figures."""

    class Meta:
        model = "evaluation.PortfolioSheet"
        exclude = ("sheet",)

    programme = factory.SubFactory(ProgrammeFactory)
    sheet = factory.LazyFunction(lambda: sheet_of({FINISHED: share_of(80, 100)}))
    as_of = factory.LazyFunction(timezone.localdate)
    figures = factory.LazyAttribute(lambda new: to_plain(new.sheet))
