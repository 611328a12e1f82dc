"""The lines of a book, ready for the page and for a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from evaluation.costing.books import Opened, account_of, frozen
from evaluation.costing.comparisons import compared
from evaluation.costing.enums import CostKind, HoursOf, LineKind
from evaluation.costing.hours import hours_of
from evaluation.costing.money import in_money, in_percent
from evaluation.models import Benefit, CostBook, Spending
from evaluation.models.costing import Line
from evaluation.reports.model import CostReport
from mentorship.accounts.models import Person
from mentorship.audit.models import Event
from mentorship.audit.sentences import SENTENCES
from programmes.strategy.wording import amount

LATEST = 8


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page has it: its kind in its address, and what stands beside its title."""

    line: Line
    kind: LineKind
    told: str
    note: str = ""
    amount: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody did with the book, and which figures were other ones before."""

    who: str
    what: str
    at: str
    figures: str


def open_book(book: CostBook) -> Opened:
    """Return a book with the hours of the record; two queries."""
    return Opened(book, hours_of([book.cohort]) if book.cohort else {})


def recorded_in(opened: Opened) -> dict[HoursOf, Decimal]:
    """Return the hours of the record by where they come from."""
    return {each: opened.recorded(each) for each in HoursOf if each != HoursOf.TYPED}


def report_on(opened: Opened) -> CostReport | None:
    """Return what a report would say of one book; None while it holds no figure that counts."""
    account = account_of(opened)
    if not account.spent and not account.gains:
        return None
    return frozen(account, opened.book.currency, [opened.book])


def spending_rows(opened: Opened) -> list[Shown]:
    """Return the costs: how each comes about, from what source, and the sum."""
    currency = opened.book.currency
    rows = []
    for line in opened.book.spending_lines.all():
        hours = opened.hours_for(line)
        spent = line.likely * (1 if hours is None else hours)
        bounds = bounds_in_words(line.low, line.high, currency)
        rows.append(
            Shown(
                line,
                LineKind.MONEY if line.kind == CostKind.MONEY else LineKind.HOURS,
                _hours_in_words(hours, line.likely, currency),
                opened.source_of(line),
                in_money(spent, currency),
                (_("%(bounds)s an hour") % {"bounds": bounds} if bounds and hours else bounds,),
            )
        )
    return rows


def benefit_rows(book: CostBook) -> list[Shown]:
    """Return the benefits: value, share, sureness and what is claimed of each."""
    rows = []
    for line in book.benefit_lines.all():
        claimed = line.likely * line.share * line.sureness / 10_000
        share = in_percent(line.share)
        if line.share_low != line.share_high:
            low, high = in_percent(line.share_low), in_percent(line.share_high)
            share = _("%(share)s (%(low)s to %(high)s)") % {
                "share": share,
                "low": low,
                "high": high,
            }
        bounds = bounds_in_words(line.low, line.high, book.currency)
        worth = in_money(line.likely, book.currency)
        cells = (f"{worth} ({bounds})" if bounds else worth, share, in_percent(line.sureness))
        rows.append(
            Shown(
                line,
                LineKind.BENEFIT,
                line.basis,
                _indicator_in_words(line),
                in_money(claimed, book.currency),
                cells,
            )
        )
    return rows


def uncounted_rows(book: CostBook) -> list[Shown]:
    """Return what has no price."""
    return [Shown(line, LineKind.UNCOUNTED, line.source) for line in book.uncounted_lines.all()]


def comparison_rows(book: CostBook) -> list[Shown]:
    """Return the comparisons with both figures, and whether they can be told apart."""
    rows = []
    for line in book.cohortcomparison_lines.all():
        told = compared(line)
        rows.append(
            Shown(line, LineKind.COMPARISON, told.found, told.how, "", (told.ours, told.theirs))
        )
    return rows


def changes_of(book: CostBook) -> list[Change]:
    """Return the latest changes of a book and its lines, the newest first; two queries."""
    lines: list[Line] = [
        *book.spending_lines.all(),
        *book.benefit_lines.all(),
        *book.uncounted_lines.all(),
        *book.cohortcomparison_lines.all(),
    ]
    titles = {str(line.pk): line.title for line in lines}
    kinds = [kind for kind in SENTENCES if kind.startswith(("cost_book.", "cost_line."))]
    events = list(
        Event.objects.filter(kind__in=kinds, about_id__in=[str(book.pk), *titles])[:LATEST]
    )
    names = dict(
        Person.objects.filter(pk__in={event.actor_id for event in events}).values_list("pk", "name")
    )
    return [_change(event, titles, names) for event in events]


def table_of(opened: Opened) -> Iterator[list[Any]]:
    """Yield the book line by line, as a file has it; figures are figures."""
    for spent in opened.book.spending_lines.all():
        hours = opened.hours_for(spent)
        counted = spent.likely * (1 if hours is None else hours)
        yield _file_row(_("Cost"), spent, hours, None, None, counted, opened.source_of(spent))
    for gain in opened.book.benefit_lines.all():
        claimed = gain.likely * gain.share * gain.sureness / 10_000
        yield _file_row(_("Benefit"), gain, None, gain.share, gain.sureness, claimed, gain.basis)
    for row in (*uncounted_rows(opened.book), *comparison_rows(opened.book)):
        words = " ".join(part for part in (*row.cells, row.told, row.note) if part)
        yield [row.kind.label, row.line.title, *[None] * 7, words, ""]


def file_header() -> list[str]:
    """Return what the columns of the file are called."""
    return [
        _("Part"),
        _("What"),
        _("Hours"),
        _("Sum, rate or value"),
        _("At least"),
        _("At most"),
        _("Share, per cent"),
        _("Sureness, per cent"),
        _("Counted"),
        _("Source"),
        _("Confirmed"),
    ]


def bounds_in_words(low: Decimal, high: Decimal, currency: str) -> str:
    """Write “£30 to £70”; nothing where there is one figure only."""
    if low == high:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": in_money(low, currency),
        "high": in_money(high, currency),
    }


def _file_row(
    part: str,
    line: Spending | Benefit,
    hours: Decimal | None,
    share: Decimal | None,
    sureness: Decimal | None,
    counted: Decimal,
    source: str,
) -> list[Any]:
    """Return a line as a file has it."""
    figures = (hours, line.likely, line.low, line.high, share, sureness, counted)
    told = [None if figure is None else float(round(figure, 2)) for figure in figures]
    return [part, line.title, *told, source, _("no") if line.is_carried else _("yes")]


def _hours_in_words(hours: Decimal | None, rate: Decimal, currency: str) -> str:
    """Write “356 hours at £50”; nothing for a sum."""
    if hours is None:
        return ""
    return _("%(hours)s hours at %(rate)s") % {
        "hours": number_format(hours.normalize() if hours else Decimal(0), use_l10n=True),
        "rate": in_money(rate, currency),
    }


def _indicator_in_words(line: Benefit) -> str:
    """Write which indicator a benefit rests on, with its last value."""
    if line.indicator is None:
        return ""
    value, read_on = getattr(line, "read_value", None), getattr(line, "read_on", None)
    if value is None or read_on is None:
        return _("Rests on “%(name)s”, of which no value is known yet.") % {
            "name": line.indicator.name
        }
    return _("Rests on “%(name)s”: %(value)s on %(day)s.") % {
        "name": line.indicator.name,
        "value": amount(value, line.indicator.unit),
        "day": date_format(read_on, "j F Y"),
    }


def _change(event: Event, titles: dict[str, str], names: dict[Any, str]) -> Change:
    """Return an event in words."""
    what = str(SENTENCES[event.kind])
    if title := titles.get(event.about_id):
        what = _("%(what)s “%(title)s”") % {"what": what, "title": title}
    figures = [
        _("%(was)s became %(now)s") % {"was": pair[0], "now": pair[1]}
        for pair in event.changes.values()
        if isinstance(pair, list)
    ]
    who = names.get(event.actor_id) or _("The system")
    at = date_format(timezone.localtime(event.at), "j F Y, H:i")
    return Change(who, what, at, "; ".join(figures))
