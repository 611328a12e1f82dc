"""What a cohort cost and what is claimed for it: a book of costs, benefits and comparisons."""

import uuid
from typing import TypeVar

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evaluation.costing.account import HUNDRED
from evaluation.costing.enums import CostKind, HoursOf
from evaluation.models.reported import reported_by
from mentorship.accounts.models import Person
from mentorship.common.privacy import Privacy
from programmes.models import Cohort, Indicator, IndicatorValue, Programme

_Kind = TypeVar("_Kind", bound="Line")

LONGEST_TITLE = 120
LONGEST_SOURCE = 300
LONGEST_BASIS = 500
FEWEST_COMPARED = 5
_BETWEEN = Q(low__gte=0, low__lte=F("likely"), likely__lte=F("high"))


class CostBookQuerySet(models.QuerySet["CostBook"]):
    """Books, chainable."""

    def visible_to(self, person: Person) -> "CostBookQuerySet":
        """Return the books of programmes whose reports the person manages."""
        return self.filter(reported_by(person))

    def with_lines(self) -> "CostBookQuerySet":
        """Read their lines along with them, in one query of each kind."""
        return self.select_related("programme__organisation", "cohort").prefetch_related(
            "spending_lines",
            models.Prefetch("benefit_lines", Benefit.objects.with_readings()),
            "uncounted_lines",
            "cohortcomparison_lines",
        )


class CostBook(models.Model):
    """What one cohort cost and returned, in one currency.

    Without a cohort it holds the assumptions that a cloned programme took along, until its first
    cohort begins a book of its own.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="cost_books")
    cohort = models.ForeignKey(
        Cohort, on_delete=models.CASCADE, related_name="cost_books", null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3)
    begun_at = models.DateTimeField(default=timezone.now)

    privacy = Privacy(
        none=("id", "programme", "cohort", "currency", "begun_at"),
    )

    objects = CostBookQuerySet.as_manager()

    class Meta:
        """One book for each cohort, the latest first."""

        verbose_name = _("costs of a programme")
        verbose_name_plural = _("costs of programmes")
        ordering = ("-begun_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "cohort"), nulls_distinct=False, name="evaluation_cost_book"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$"), name="evaluation_cost_currency"
            ),
        )

    def __str__(self) -> str:
        """Return the currency."""
        return self.currency


class LineQuerySet(models.QuerySet[_Kind]):
    """Lines of books, chainable."""

    def visible_to(self, person: Person) -> "LineQuerySet[_Kind]":
        """Return the lines of the books that the person may see."""
        return self.filter(book__in=CostBook.objects.visible_to(person))


class BenefitQuerySet(LineQuerySet["Benefit"]):
    """Benefits, chainable."""

    def with_readings(self) -> "BenefitQuerySet":
        """Add the last value of the indicator that each rests on, and its day."""
        read = IndicatorValue.objects.filter(indicator=OuterRef("indicator"))
        latest = read.order_by("-as_of", "-entered_at")
        return self.select_related("indicator").annotate(
            read_value=Subquery(latest.values("value")[:1]),
            read_on=Subquery(latest.values("as_of")[:1]),
        )


class Line(models.Model):
    """A line of a book; lines stand in the order in which they were written.

    One that was taken along from an earlier book counts only once somebody has confirmed it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    book = models.ForeignKey(CostBook, on_delete=models.CASCADE, related_name="%(class)s_lines")
    title = models.CharField(_("what"), max_length=LONGEST_TITLE)
    is_carried = models.BooleanField(default=False)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        """In the order of writing."""

        abstract = True
        ordering = ("written_at", "title")

    def __str__(self) -> str:
        """Return what it is."""
        return self.title


class Spending(Line):
    """What something cost: a sum, or hours at a rate; `likely` lies between `low` and `high`.

    `likely` is the sum, or the rate of one hour. `hours` are those typed; where they are None, the
    record is asked as `hours_of` says.
    """

    kind = models.CharField(_("told as"), max_length=10, choices=CostKind.choices)
    hours_of = models.CharField(
        _("hours"), max_length=20, choices=HoursOf.choices, default=HoursOf.TYPED
    )
    hours = models.DecimalField(_("hours"), max_digits=9, decimal_places=2, null=True, blank=True)
    likely = models.DecimalField(_("sum, or rate"), max_digits=12, decimal_places=2)
    low = models.DecimalField(_("at least"), max_digits=12, decimal_places=2)
    high = models.DecimalField(_("at most"), max_digits=12, decimal_places=2)
    source = models.CharField(_("source"), max_length=LONGEST_SOURCE)

    privacy = Privacy(
        none=(
            "id",
            "book",
            "is_carried",
            "written_at",
            "kind",
            "hours_of",
            "hours",
            "likely",
            "low",
            "high",
        ),
        content=("title", "source"),
    )

    objects = LineQuerySet.as_manager()

    class Meta(Line.Meta):
        """Titles are told apart; a sum has no hours, and typed hours are typed."""

        verbose_name = _("spending")
        verbose_name_plural = _("spendings")
        constraints = (
            models.UniqueConstraint(fields=("book", "title"), name="evaluation_spending_title"),
            models.CheckConstraint(condition=_BETWEEN, name="evaluation_spending_between"),
            models.CheckConstraint(
                condition=Q(kind=CostKind.MONEY, hours_of=HoursOf.TYPED, hours__isnull=True)
                | (
                    Q(kind=CostKind.HOURS, hours_of__in=HoursOf.values)
                    & (~Q(hours_of=HoursOf.TYPED) | Q(hours__isnull=False))
                    & (Q(hours__isnull=True) | Q(hours__gte=0))
                ),
                name="evaluation_spending_kind",
            ),
        )


class Benefit(Line):
    """A benefit: its value, the share of it credited to the programme, and how sure that is.

    `share` and `sureness` are per cent from 0 to 100; `share` lies between its bounds.
    """

    basis = models.CharField(_("basis"), max_length=LONGEST_BASIS)
    likely = models.DecimalField(_("value"), max_digits=14, decimal_places=2)
    low = models.DecimalField(_("at least"), max_digits=14, decimal_places=2)
    high = models.DecimalField(_("at most"), max_digits=14, decimal_places=2)
    share = models.DecimalField(_("share"), max_digits=5, decimal_places=2)
    share_low = models.DecimalField(_("share, at least"), max_digits=5, decimal_places=2)
    share_high = models.DecimalField(_("share, at most"), max_digits=5, decimal_places=2)
    sureness = models.DecimalField(_("sureness"), max_digits=5, decimal_places=2)
    indicator = models.ForeignKey(
        Indicator, on_delete=models.SET_NULL, related_name="benefits", null=True, blank=True
    )

    privacy = Privacy(
        none=(
            "id",
            "book",
            "is_carried",
            "written_at",
            "likely",
            "low",
            "high",
            "share",
            "share_low",
            "share_high",
            "sureness",
            "indicator",
        ),
        content=("title", "basis"),
    )

    objects = BenefitQuerySet.as_manager()

    class Meta(Line.Meta):
        """Titles are told apart; shares are shares."""

        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        constraints = (
            models.UniqueConstraint(fields=("book", "title"), name="evaluation_benefit_title"),
            models.CheckConstraint(condition=_BETWEEN, name="evaluation_benefit_between"),
            models.CheckConstraint(
                condition=Q(
                    share_low__gte=0,
                    share_low__lte=F("share"),
                    share__lte=F("share_high"),
                    share_high__lte=HUNDRED,
                    sureness__gte=0,
                    sureness__lte=HUNDRED,
                ),
                name="evaluation_benefit_share",
            ),
        )


class Uncounted(Line):
    """Something good, or bad, that nobody puts a price on, with where it is known from."""

    source = models.CharField(_("source"), max_length=LONGEST_SOURCE)

    privacy = Privacy(
        none=("id", "book", "is_carried", "written_at"),
        content=("title", "source"),
    )

    objects = LineQuerySet.as_manager()

    class Meta(Line.Meta):
        """Said once."""

        verbose_name = _("what is not counted")
        verbose_name_plural = _("what is not counted")
        constraints = (
            models.UniqueConstraint(fields=("book", "title"), name="evaluation_uncounted_title"),
        )


class CohortComparison(Line):
    """So many of those who took part, beside so many of others who chose not to, or were not asked.

    Nobody was put into either group by lot, so a difference says nothing about its cause.
    """

    ours_count = models.PositiveIntegerField(_("of those who took part"))
    ours_n = models.PositiveIntegerField(_("of how many"))
    ours_how = models.CharField(_("how they came to take part"), max_length=LONGEST_SOURCE)
    theirs_count = models.PositiveIntegerField(_("of the others"))
    theirs_n = models.PositiveIntegerField(_("of how many"))
    theirs_how = models.CharField(_("who the others are"), max_length=LONGEST_SOURCE)
    source = models.CharField(_("source"), max_length=LONGEST_SOURCE)

    privacy = Privacy(
        none=(
            "id",
            "book",
            "is_carried",
            "written_at",
            "ours_count",
            "ours_n",
            "theirs_count",
            "theirs_n",
        ),
        content=("title", "ours_how", "theirs_how", "source"),
    )

    objects = LineQuerySet.as_manager()

    class Meta(Line.Meta):
        """Titles are told apart; counts are counts, of groups that tell of nobody."""

        verbose_name = _("comparison of cohorts")
        verbose_name_plural = _("comparisons of cohorts")
        constraints = (
            models.UniqueConstraint(fields=("book", "title"), name="evaluation_comparison_title"),
            models.CheckConstraint(
                condition=Q(
                    ours_n__gte=FEWEST_COMPARED,
                    theirs_n__gte=FEWEST_COMPARED,
                    ours_count__lte=F("ours_n"),
                    theirs_count__lte=F("theirs_n"),
                ),
                name="evaluation_comparison_counts",
            ),
        )
