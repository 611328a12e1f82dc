"""What it cost, what it is worth, and how far that depends on what was assumed."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.costing.money import each_returned, in_money
from evaluation.reports import phrases, pictures
from evaluation.reports.chapters.cells import number
from evaluation.reports.document import Cell, Chapter, Column, Part, Table, Width
from evaluation.reports.model import Comparison, CostLine, CostReport, ReportData


def costs(data: ReportData, words: tuple[str, ...] = ()) -> Chapter | None:
    """Tell cost, benefits and return, or why there are no sums; None where nothing was entered."""
    book = data.costs
    if len(data.cost_currencies) > 1:
        return Chapter(
            _("Cost, value and return"), _not_added_up(data), words=words, starts_page=False
        )
    if book is None or not (book.costs or book.benefits):
        return None
    halves = [
        Part(tables=(table,), width=Width.HALF)
        for table in (_cost_table(book), _benefit_table(book))
        if table
    ]
    if len(halves) == 1:
        halves = [Part(tables=halves[0].tables)]
    charts = pictures.cost_charts(book)
    parts = [
        *halves,
        Part(texts=(returned(book),), note=_how(book)),
        *(Part(charts=(chart,)) for chart in charts),
    ]
    if book.uncounted:
        parts.append(
            Part(title=_("Not counted in money"), points=book.uncounted, is_set_apart=True)
        )
    parts.extend(_compared(comparison) for comparison in book.comparisons)
    lead = _(
        "What was spent, in money and in people’s hours, and what is claimed for it. A return is "
        "no measurement: it rests on the assumptions that stand beside it."
    )
    lacking = _not_costed(data, book)
    return Chapter(
        _("Cost, value and return"),
        f"{lead} {lacking}".strip(),
        tuple(parts),
        words,
        starts_page=False,
    )


def _not_added_up(data: ReportData) -> str:
    """Say in which currencies costs are entered, of which there is no sum."""
    *others, last = data.cost_currencies
    return _(
        "Costs are entered in %(currencies)s. Sums in different currencies are not added up, so "
        "there is no return to tell of all cohorts together; a report on one cohort tells its own."
    ) % {"currencies": _("%(first)s and %(last)s") % {"first": ", ".join(others), "last": last}}


def _not_costed(data: ReportData, book: CostReport) -> str:
    """Say which cohorts the sums are of, where the report is about more of them."""
    if len(book.cohorts) >= len(data.cohorts) or not book.cohorts:
        return ""
    return ngettext(
        "The sums are of cohort %(cohorts)s alone.",
        "The sums are of cohorts %(cohorts)s alone.",
        len(book.cohorts),
    ) % {"cohorts": ", ".join(str(number) for number in book.cohorts)}


def returned(book: CostReport) -> str:
    """Say what came back for each unit spent, and between which bounds; or why nobody can."""
    if book.ratio is None or book.return_percent is None:
        return (
            _("No costs are entered, so there is no return to tell.")
            if not book.cost
            else _("No benefit is entered, so there is no return to tell.")
        )
    facts = {
        "one": in_money(Decimal(1), book.currency),
        "ratio": each_returned(book.ratio, book.currency),
        "percent": phrases.plain(book.return_percent.quantize(Decimal(1))).replace("-", "−"),
    }
    said = _(
        "For each %(one)s that was spent, %(ratio)s is claimed in value: a return on investment of "
        "%(percent)s%%."
    )
    sentence = said % facts
    if book.ratio_low is None or book.ratio_high is None or book.ratio_low == book.ratio_high:
        return sentence
    span = _(
        "With every assumption at its most cautious it is %(low)s, at its most hopeful %(high)s."
    ) % {
        "low": each_returned(book.ratio_low, book.currency),
        "high": each_returned(book.ratio_high, book.currency),
    }
    return f"{sentence} {span}"


def _how(book: CostReport) -> str:
    """Say how the return was reckoned, with its own numbers."""
    how = _(
        "“Credited” is the share of the change that is credited to the programme; “sure” is how "
        "sure whoever gave the estimate was. Claimed = value × credited × sure."
    )
    if book.return_percent is None:
        return how
    places = _places(book)
    reckoned = _("Return on investment = (%(benefit)s − %(cost)s) ÷ %(cost)s.") % {
        "benefit": phrases.money(book.benefit, places=places),
        "cost": phrases.money(book.cost, places=places),
    }
    return f"{how} {reckoned}"


def _places(book: CostReport) -> int:
    """Return how many decimals sums need: none where every one of them is whole."""
    sums = (
        book.cost,
        book.benefit,
        *(line.amount for line in book.costs),
        *(value for line in book.benefits for value in (line.value, line.claimed)),
    )
    return 0 if all(amount == amount.to_integral_value() for amount in sums) else 2


def _cost_table(book: CostReport) -> Table | None:
    """Return what was spent, line by line, and its sum."""
    if not book.costs:
        return None
    places = _places(book)
    rows = [
        (
            Cell(line.title, _from(line)),
            number(phrases.money(line.amount, places=places)),
        )
        for line in book.costs
    ]
    rows.append((Cell(_("Total cost")), number(phrases.money(book.cost, places=places))))
    columns = (Column(_("Cost")), Column(book.currency, is_number=True))
    return Table(
        _("Full cost, %(currency)s") % {"currency": book.currency},
        columns,
        tuple(rows),
        has_total=True,
    )


def _from(line: CostLine) -> str:
    """Say of how many hours a cost is, and where it is known from."""
    hours = [] if line.hours is None else [_("%(n)s hours") % {"n": phrases.plain(line.hours)}]
    return " · ".join([*hours, *([line.source] if line.source else [])])


def _benefit_table(book: CostReport) -> Table | None:
    """Return each benefit with its value, what is credited, how sure, and what is claimed."""
    if not book.benefits:
        return None
    places = _places(book)
    rows = [
        (
            Cell(line.title, line.basis),
            number(phrases.money(line.value, places=places)),
            number(phrases.percent(line.share)),
            number(phrases.percent(line.sureness)),
            number(phrases.money(line.claimed, places=places)),
        )
        for line in book.benefits
    ]
    total = number(phrases.money(book.benefit, places=places))
    rows.append((Cell(_("Total claimed")), number(""), number(""), number(""), total))
    heads = (_("Value"), _("Credited"), _("Sure"), _("Claimed"))
    return Table(
        _("Benefits and what is claimed of them, %(currency)s") % {"currency": book.currency},
        (Column(_("Benefit")), *(Column(head, is_number=True) for head in heads)),
        tuple(rows),
        has_total=True,
    )


def _compared(comparison: Comparison) -> Part:
    """Return a comparison with a group that was not drawn by lot."""
    figures = _("Those who took part: %(ours)s. Compared with: %(theirs)s.") % {
        "ours": comparison.ours,
        "theirs": comparison.theirs,
    }
    chosen = _(
        "The groups chose themselves, so the difference is associated with taking part and may "
        "well have been there before."
    )
    said = (figures, phrases.ended(comparison.how), phrases.ended(comparison.found))
    return Part(title=comparison.title, texts=(" ".join(text for text in said if text), chosen))
