"""From the rows of a book to its account, and on to what a report says of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.costing.account import HUNDRED, Account, Gain, Span, Spent
from evaluation.costing.comparisons import compared
from evaluation.costing.enums import CostKind, HoursOf
from evaluation.costing.hours import NOTHING, Hours, how_counted
from evaluation.costing.money import in_money, in_percent
from evaluation.costing.returns import (
    Assumption,
    Moves,
    all_cautious,
    all_hopeful,
    reaches_of,
    reckon,
)
from evaluation.models import Benefit, CostBook, Spending
from evaluation.reports.model import BenefitLine, CostLine, CostReport, Swing

RATIO = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Opened:
    """A book with what the record says of its hours; its lines are read already."""

    book: CostBook
    hours: Hours

    def hours_for(self, line: Spending) -> Decimal | None:
        """Return the hours of a line, typed or recorded; None for a sum of money."""
        if line.kind == CostKind.MONEY or line.hours is not None:
            return line.hours
        return self.recorded(HoursOf(line.hours_of))

    def recorded(self, of: HoursOf) -> Decimal:
        """Return the hours of the record; none where nothing is recorded."""
        cohort_id = self.book.cohort_id
        return self.hours.get((cohort_id, of), NOTHING).hours if cohort_id else Decimal(0)

    def source_of(self, line: Spending) -> str:
        """Return where a line is known from, with what the record counted where it did."""
        cohort_id = self.book.cohort_id
        if line.kind == CostKind.MONEY or line.hours is not None or cohort_id is None:
            return line.source
        of = HoursOf(line.hours_of)
        counted = how_counted(of, self.hours.get((cohort_id, of), NOTHING))
        return f"{counted}. {line.source}" if line.source else f"{counted}."

    def spendings(self) -> list[Spending]:
        """Return the costs that somebody confirmed for this cohort."""
        return [line for line in self.book.spending_lines.all() if not line.is_carried]

    def benefits(self) -> list[Benefit]:
        """Return the benefits that somebody confirmed for this cohort."""
        return [line for line in self.book.benefit_lines.all() if not line.is_carried]


def account_of(opened: Opened) -> Account:
    """Return what was spent and what is claimed; what was taken along and not confirmed is not."""
    return Account(
        tuple(
            Spent(
                title=line.title,
                kind=line.kind,
                hours=opened.hours_for(line),
                each=Span(line.likely, line.low, line.high),
                source=opened.source_of(line),
            )
            for line in opened.spendings()
        ),
        tuple(
            Gain(
                title=line.title,
                basis=line.basis,
                value=Span(line.likely, line.low, line.high),
                share=Span(line.share, line.share_low, line.share_high),
                sureness=line.sureness,
            )
            for line in opened.benefits()
        ),
    )


def report_of(books: Sequence[Opened]) -> CostReport | None:
    """Return cost and return of books in one currency; None where none of them has a figure.

    Where there are several, lines say which cohort they are of. Raises ValueError for books in
    different currencies, which nobody can add up.
    """
    if len({opened.book.currency for opened in books}) > 1:
        raise ValueError("Books in different currencies do not add up.")
    parts = [(opened, account_of(opened)) for opened in books]
    parts = [(opened, account) for opened, account in parts if account.spent or account.gains]
    if not parts:
        return None
    is_pooled = len(parts) > 1
    account = _joined(
        _named(account, opened) if is_pooled else account for opened, account in parts
    )
    return frozen(account, parts[0][0].book.currency, [opened.book for opened, _account in parts])


def frozen(account: Account, currency: str, books: Iterable[CostBook]) -> CostReport:
    """Return an account as a report freezes it, with what the books say beside their sums."""
    kept = list(books)
    likely = reckon(account)
    return CostReport(
        currency=currency,
        costs=tuple(
            CostLine(line.title, line.kind, line.hours, line.amount, line.source)
            for line in account.spent
        ),
        benefits=tuple(_benefit(gain) for gain in account.gains),
        cost=likely.cost,
        benefit=likely.benefit,
        return_percent=likely.return_percent,
        ratio=likely.ratio,
        ratio_low=likely.ratio and reckon(all_cautious(account)).ratio,
        ratio_high=likely.ratio and reckon(all_hopeful(account)).ratio,
        swings=tuple(
            _swing(reach.assumption, reach.low, reach.high, currency)
            for reach in reaches_of(account)
        ),
        uncounted=tuple(
            _("%(what)s (%(source)s)") % {"what": line.title, "source": line.source}
            for book in kept
            for line in book.uncounted_lines.all()
        ),
        comparisons=tuple(
            compared(line) for book in kept for line in book.cohortcomparison_lines.all()
        ),
        cohorts=tuple(sorted(book.cohort.number for book in kept if book.cohort)),
    )


def title_of(assumption: Assumption) -> str:
    """Return what an assumption is called: “Leavers avoided: share credited”."""
    words = {
        Moves.COST: "%(title)s",
        Moves.RATE: _("%(title)s: an hour"),
        Moves.VALUE: _("%(title)s: value"),
        Moves.SHARE: _("%(title)s: share credited"),
    }
    return words[assumption.moves] % {"title": assumption.title}


def _benefit(gain: Gain) -> BenefitLine:
    """Return a benefit with shares from 0 to 1."""
    return BenefitLine(
        title=gain.title,
        basis=gain.basis,
        value=gain.value.likely.quantize(Decimal("0.01")),
        share=(gain.share.likely / HUNDRED).quantize(RATIO),
        sureness=(gain.sureness / HUNDRED).quantize(RATIO),
        claimed=gain.claimed,
    )


def _swing(assumption: Assumption, low: Decimal, high: Decimal, currency: str) -> Swing:
    """Return an assumption with both of its ends in words."""

    def told(value: Decimal) -> str:
        is_share = assumption.moves == Moves.SHARE
        return in_percent(value) if is_share else in_money(value, currency)

    return Swing(
        title_of(assumption), told(assumption.cautious), told(assumption.hopeful), low, high
    )


def _named(account: Account, opened: Opened) -> Account:
    """Return an account whose lines say which cohort they are of."""
    name = opened.book.cohort.name if opened.book.cohort else _("taken along")

    def titled(title: str) -> str:
        return _("%(title)s, %(cohort)s") % {"title": title, "cohort": name}

    return Account(
        tuple(replace(line, title=titled(line.title)) for line in account.spent),
        tuple(replace(gain, title=titled(gain.title)) for gain in account.gains),
    )


def _joined(accounts: Iterable[Account]) -> Account:
    """Return several accounts as one."""
    kept = list(accounts)
    return Account(
        tuple(line for account in kept for line in account.spent),
        tuple(gain for account in kept for gain in account.gains),
    )
