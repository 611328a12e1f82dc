"""What the page about cost and return says: never that anything was caused."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.costing.enums import CostKind
from evaluation.costing.money import each_returned, in_money, in_percent
from evaluation.reports.model import CostReport, Swing


def headline(report: CostReport | None, *, is_taken_along: bool = False) -> str:
    """Say in one sentence what came back, or what is missing to say so."""
    if report is None and is_taken_along:
        return _("Nothing counts yet: look first at what was taken along from an earlier book.")
    if report is None:
        return _("Nothing is entered yet, so nobody can say what it cost or what came back.")
    facts = {
        "cost": in_money(report.cost, report.currency),
        "benefit": in_money(report.benefit, report.currency),
    }
    if not report.cost:
        return _("%(benefit)s are claimed, and no cost is entered: there is no return without.") % (
            facts
        )
    if report.ratio is None:
        return _("It cost %(cost)s. No benefit in money is claimed so far.") % facts
    return _("%(one)s spent is associated with %(back)s that came back%(span)s.") % {
        "one": in_money(type(report.cost)(1), report.currency),
        "back": each_returned(report.ratio, report.currency),
        "span": _span(report),
    }


def warnings_of(report: CostReport) -> Iterator[str]:
    """Yield what a sceptical reader would ask first."""
    if report.costs and not any(
        line.kind == CostKind.HOURS and line.hours for line in report.costs
    ):
        yield _(
            "No hours of participants are counted, which makes the return look better than it is."
        )
    if report.ratio is not None and report.ratio < 1:
        yield _("By these figures, less came back than was spent.")
    elif report.ratio_low is not None and report.ratio_low < 1:
        yield _("With every assumption cautious, less came back than was spent.")
    if report.ratio is not None and report.ratio_high is None:
        yield _("With every assumption hopeful nothing was spent, so that end has no return.")
    for line in report.benefits:
        if line.share == 1 and line.sureness == 1:
            yield _("“%(title)s” is claimed in full: can nothing else be behind any of it?") % {
                "title": line.title
            }


def tornado_caption(report: CostReport) -> str:
    """Say which assumption the return depends on most."""
    widest: Swing = report.swings[0]
    return _(
        "It depends most on “%(title)s”: between %(low)s and %(high)s come back for each %(one)s, "
        "while all else stays."
    ) % {
        "title": widest.title,
        "low": each_returned(widest.low, report.currency),
        "high": each_returned(widest.high, report.currency),
        "one": in_money(type(report.cost)(1), report.currency),
    }


def waterfall_caption(report: CostReport) -> str:
    """Say what is left of the benefits once the costs are taken off."""
    left = report.benefit - report.cost
    words = (
        _("Of %(benefit)s that are claimed, %(left)s are left after %(cost)s were spent.")
        if left >= 0
        else _("%(benefit)s are claimed and %(cost)s were spent: %(left)s less came back.")
    )
    return words % {
        "benefit": in_money(report.benefit, report.currency),
        "cost": in_money(report.cost, report.currency),
        "left": in_money(abs(left), report.currency),
    }


def figures_of(report: CostReport) -> list[dict[str, str]]:
    """Return cost, benefit, return and ratio for the row of figures."""
    figures = [
        {"value": in_money(report.cost, report.currency), "label": _("Cost")},
        {"value": in_money(report.benefit, report.currency), "label": _("Claimed benefit")},
    ]
    if report.return_percent is None or report.ratio is None:
        return figures
    return [
        *figures,
        {
            "value": in_percent(report.return_percent.quantize(type(report.cost)(1))),
            "label": _("Return on investment"),
            "note": _("100 × (benefit − cost) ÷ cost"),
        },
        {
            "value": number_format(report.ratio.quantize(type(report.cost)("0.01")), decimal_pos=2),
            "label": _("Benefit–cost ratio"),
            "note": _between(report),
        },
    ]


def _span(report: CostReport) -> str:
    """Write how far it may vary, where it does."""
    if not report.swings or report.ratio_low is None or report.ratio_high is None:
        return ""
    return _(", between %(low)s and %(high)s under cautious and hopeful assumptions") % {
        "low": each_returned(report.ratio_low, report.currency),
        "high": each_returned(report.ratio_high, report.currency),
    }


def _between(report: CostReport) -> str:
    """Write all cautious to all hopeful as a note."""
    if not report.swings or report.ratio_low is None or report.ratio_high is None:
        return _("no assumption has bounds yet")
    low, high = (
        number_format(each.quantize(type(each)("0.01")), decimal_pos=2)
        for each in (report.ratio_low, report.ratio_high)
    )
    return _("%(low)s all cautious, %(high)s all hopeful") % {"low": low, "high": high}
