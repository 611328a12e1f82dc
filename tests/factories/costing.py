"""Books of costs and their lines."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from evaluation.costing.enums import CostKind, HoursOf
from tests.factories.programmes import CohortFactory


class CostBookFactory(DjangoModelFactory):
    """A book in pounds."""

    class Meta:
        model = "evaluation.CostBook"

    cohort = factory.SubFactory(CohortFactory)
    programme = factory.LazyAttribute(lambda new: new.cohort.programme)
    currency = "GBP"


class SpendingFactory(DjangoModelFactory):
    """A thousand, for sure."""

    class Meta:
        model = "evaluation.Spending"

    book = factory.SubFactory(CostBookFactory)
    title = factory.Sequence("Cost {}".format)
    kind = CostKind.MONEY
    likely = Decimal(1000)
    low = factory.LazyAttribute(lambda new: new.likely)
    high = factory.LazyAttribute(lambda new: new.likely)
    source = "Ledger"


class HoursFactory(SpendingFactory):
    """Ten hours that somebody typed, at 50 each, and between 0 and 60."""

    kind = CostKind.HOURS
    hours_of = HoursOf.TYPED
    hours = Decimal(10)
    likely = Decimal(50)
    low = factory.LazyAttribute(lambda new: new.likely - 50)
    high = factory.LazyAttribute(lambda new: new.likely + 10)


class BenefitFactory(DjangoModelFactory):
    """Of 10 000 (at least 5 000, at most 15 000) half is credited, and 80% sure: 4 000."""

    class Meta:
        model = "evaluation.Benefit"

    book = factory.SubFactory(CostBookFactory)
    title = factory.Sequence("Benefit {}".format)
    basis = "Reckoned by the finance team"
    likely = Decimal(10_000)
    low = Decimal(5_000)
    high = Decimal(15_000)
    share = Decimal(50)
    share_low = factory.SelfAttribute("share")
    share_high = factory.SelfAttribute("share")
    sureness = Decimal(80)


class UncountedFactory(DjangoModelFactory):
    class Meta:
        model = "evaluation.Uncounted"

    book = factory.SubFactory(CostBookFactory)
    title = factory.Sequence("Worth {}".format)
    source = "Closing survey"


class ComparisonFactory(DjangoModelFactory):
    """Three of 54 left, and 20 of 160 others."""

    class Meta:
        model = "evaluation.CohortComparison"

    book = factory.SubFactory(CostBookFactory)
    title = factory.Sequence("Comparison {}".format)
    ours_count = 3
    ours_n = 54
    ours_how = "They applied."
    theirs_count = 20
    theirs_n = 160
    theirs_how = "Same grades, did not apply"
    source = "HR system"
