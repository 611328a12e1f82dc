"""The large figures of the first page: what was reached, what changed, what came back."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluation.costing.money import each_returned, in_money
from evaluation.reports import phrases, summary
from evaluation.reports.chapters.objectives import met
from evaluation.reports.document import Headline
from evaluation.reports.model import ChangeLine, CostReport, ReportData


def headlines(data: ReportData) -> tuple[Headline, ...]:
    """Return up to four large figures, the most telling first."""
    plain = summary.headlines(data)
    told = (*plain[:1], *_acted_on(data), *plain[1:])
    return told[: summary.MOST_HEADLINES]


def _acted_on(data: ReportData) -> Iterator[Headline]:
    """Yield targets met, what grew most, and the return, where they are known."""
    count, reached, missed, unclear = met(data)
    if count:
        facts = {"met": phrases.whole(reached), "of": phrases.whole(count)}
        note = _("%(missed)s not met · %(unclear)s cannot be told")
        yield Headline(
            _("%(met)s of %(of)s") % facts,
            _("targets were met"),
            note % {"missed": missed, "unclear": unclear},
        )
    known = [line for line in data.changes if line.figure.value is not None]
    if known:
        yield _grown(max(known, key=lambda line: line.figure.n or 0))
    if data.costs and data.costs.ratio is not None:
        yield _returned(data.costs)


def _grown(line: ChangeLine) -> Headline:
    """Return the change that rests on most pairs, with its interval."""
    if line.figure.value is None:
        raise ValueError("A change that is not shown is no headline.")
    label = _("change in “%(text)s”, %(low)s to %(high)s") % {
        "text": phrases.shortened(line.text),
        "low": line.low,
        "high": line.high,
    }
    pairs = _("n = %(n)s pairs") % {"n": phrases.whole(line.figure.n or 0)}
    span = phrases.signed_interval(line.figure)
    note = _("%(base)s · 95%% interval %(span)s") % {"base": pairs, "span": span}
    return Headline(phrases.signed(line.figure.value, 1), label, note if span else pairs)


def _returned(book: CostReport) -> Headline:
    """Return what is claimed for each unit spent, between its bounds."""
    if book.ratio is None:
        raise ValueError("A return that is not known is no headline.")
    note = _("claimed on stated assumptions")
    low, high = book.ratio_low, book.ratio_high
    if low is not None and high is not None and low != high:
        note = _("from %(low)s, all cautious, to %(high)s, all hopeful") % {
            "low": each_returned(low, book.currency),
            "high": each_returned(high, book.currency),
        }
    label = _("claimed in value for each %(one)s spent") % {
        "one": in_money(Decimal(1), book.currency)
    }
    return Headline(each_returned(book.ratio, book.currency), label, note)
