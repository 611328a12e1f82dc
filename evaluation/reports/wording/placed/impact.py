"""What a sponsor acts on, to be placed: targets, money, the last recommendations, risks."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from evaluation.costing.money import each_returned, in_money
from evaluation.reports import phrases
from evaluation.reports.model import (
    Basis,
    CostReport,
    ForecastLine,
    ImplicationLine,
    IndicatorLine,
    LoopLine,
    ReportData,
    Verdict,
)
from evaluation.reports.wording.placeable import (
    WHOLE,
    Placeable,
    count_of,
    key_of,
    of_count,
    told_apart,
)
from evaluation.reports.wording.risk_names import risk_name, risk_signal
from programmes.strategy.wording import amount


def indicators_by_key(data: ReportData) -> dict[str, IndicatorLine]:
    """Return each indicator of an objective, by the key it is placed with.

    That is its place in the report, which is frozen: its own key is nothing a person could read.
    """
    lines = (line for objective in data.objectives for line in objective.indicators)
    return {f"target-{number}": line for number, line in enumerate(lines, start=1)}


def risks_by_key(data: ReportData) -> dict[str, Placeable]:
    """Return each risk as it can be placed, by its key, in their order."""
    source = _("the programme’s records")
    found = {}
    for key, risk in told_apart((key_of("risk", risk.key), risk) for risk in data.risks).items():
        placed = of_count(key, risk_name(risk.key), _("Risks"), risk.count, of=risk.of,
                          source=source)  # fmt: skip
        more = {"name": placed.label, "signal": risk_signal(risk)}
        if risk.about:
            more["about"] = risk.about
        if risk.until:
            more["until"] = date_format(risk.until, "j F Y")
        found[key] = Placeable(
            key=key,
            label=placed.label,
            group=placed.group,
            forms={**placed.forms, **more},
            rests_on=placed.rests_on,
            source=source,
        )
    return found


def objectives(data: ReportData) -> Iterator[Placeable]:
    """Yield how many targets are met, and each indicator with its target."""
    group, source = _("Objectives"), _("record of objectives")
    lines = indicators_by_key(data)
    if lines:
        verdicts = [line.verdict for line in lines.values()]
        for verdict, label in (
            (Verdict.MET, _("Targets met")),
            (Verdict.NOT_MET, _("Targets not met")),
            (Verdict.CANNOT_TELL, _("Targets of which we cannot tell")),
        ):
            key = key_of("targets", verdict.value)
            yield of_count(key, label, group, verdicts.count(verdict), of=len(lines), source=source)
    for key, line in lines.items():
        yield _indicator(key, line, group)


def costs(data: ReportData) -> Iterator[Placeable]:
    """Yield what it cost, and what is claimed to have come of it."""
    book = data.costs
    if book is None:
        return
    group, source = _("Cost and return"), _("book of costs and benefits")
    yield _money("cost", _("What the programme cost"), book, book.cost)
    yield _money("benefit", _("Benefits, after share and sureness"), book, book.benefit)
    for number, line in enumerate(book.costs, start=1):
        yield _money(f"cost-{number}", line.title, book, line.amount)
    for number, each in enumerate(book.benefits, start=1):
        yield _money(f"benefit-{number}", each.title, book, each.claimed)
    if book.ratio is None or book.return_percent is None:
        return
    rests_on = _("the assumptions named in this report")
    span = _between(book)
    returned = phrases.mark(book.return_percent, 0)
    yield Placeable(
        key="return",
        label=_("Return on what was spent"),
        group=group,
        forms={WHOLE: _("%(number)s%%") % {"number": returned}},
        rests_on=rests_on,
        source=source,
    )
    one = in_money(Decimal(1), book.currency)
    yield Placeable(
        key="ratio",
        label=_("Claimed for each %(one)s spent") % {"one": one},
        group=group,
        forms={WHOLE: each_returned(book.ratio, book.currency), "one": one}
        | ({"range": span} if span else {}),
        rests_on=rests_on,
        interval=span,
        source=source,
    )


def loops(data: ReportData) -> Iterator[Placeable]:
    """Yield the last recommendations, and what is recommended now."""
    for number, line in enumerate(data.loops, start=1):
        yield _loop(f"loop-{number}", line)
    for number, implication in enumerate(data.implications, start=1):
        yield _implication(f"next-{number}", implication)


def forecast(data: ReportData) -> Iterator[Placeable]:
    """Yield how many mentors may come back, and how the last forecast fared."""
    if data.forecast is None:
        return
    line, group = data.forecast, _("Fresh and alive")
    span = _span(line.low, line.high)
    yield Placeable(
        key="forecast",
        label=_("Mentors who may come back"),
        group=group,
        forms={
            WHOLE: span,
            "likely": number_format(line.likely),
            "of": number_format(line.of),
            "covers": _("%(number)s%%") % {"number": line.covers},
        },
        rests_on=_("of %(of)s mentors") % {"of": number_format(line.of)},
        interval=span,
        source=_("forecast from intent and history"),
    )
    if None not in (line.last_low, line.last_high, line.last_actual):
        yield _last_forecast(line, group)


def _last_forecast(line: ForecastLine, group: str) -> Placeable:
    """Return how the last forecast fared."""
    span = _span(line.last_low or 0, line.last_high or 0)
    return Placeable(
        key="forecast.last",
        label=_("The last forecast, and what came"),
        group=group,
        forms={WHOLE: span, "actual": number_format(line.last_actual or 0)},
        rests_on=_("forecast before the cohort began, counted after"),
        source=_("forecast from intent and history"),
    )


def _indicator(key: str, line: IndicatorLine, group: str) -> Placeable:
    """Return an indicator: its value with what it rests on, its target, and its interval."""
    names = {
        "name": line.name,
        "target": amount(line.target, line.unit),
        "due": date_format(line.due_on, "j F Y"),
    }
    if line.baseline is not None:
        names["baseline"] = amount(line.baseline, line.unit)
    if line.value is None:
        return Placeable(
            key=key,
            label=line.name,
            group=group,
            forms=names,
            source=line.source,
            why_hidden=_("Not on record"),
        )
    value, rests_on = amount(line.value, line.unit), _rests_on(line)
    span = ""
    if line.low is not None and line.high is not None:
        span = _("%(low)s to %(high)s") % {
            "low": amount(line.low, line.unit),
            "high": amount(line.high, line.unit),
        }
    return Placeable(
        key=key,
        label=line.name,
        group=group,
        forms={WHOLE: f"{value} ({rests_on})" if rests_on else value, "value": value}
        | ({"interval": span} if span else {})
        | names,
        rests_on=rests_on or _("typed with its source"),
        interval=span,
        source=line.source,
    )


def _rests_on(line: IndicatorLine) -> str:
    """Say how many rows are behind a value, where anybody can tell."""
    if line.n is None:
        return ""
    if line.of is None or line.of == line.n:
        return _("n = %(n)s") % {"n": number_format(line.n)}
    count = count_of(line.n, line.of)
    # What was counted is its own share; of people who were asked, n is who answered.
    return count if line.basis == Basis.COUNTED else _("n = %(count)s") % {"count": count}


def _loop(key: str, line: LoopLine) -> Placeable:
    """Return a recommendation that was decided, with its figure before and after."""
    forms = {"text": line.text, "owner": line.owner, "measure": line.measure}
    span = ""
    if line.before is not None:
        forms["before"] = _with_n(amount(line.before, line.unit), line.before_n)
    if line.after is not None:
        forms["after"] = _with_n(amount(line.after, line.unit), line.after_n)
    if line.before is not None and line.after is not None:
        span = _("from %(before)s to %(after)s") % forms
        forms = {WHOLE: span} | forms
    return Placeable(
        key=key,
        label=_("Last time: %(text)s") % {"text": line.text},
        group=_("Recommendations"),
        forms={form: words for form, words in forms.items() if words},
        rests_on=line.measure,
        source=_("ledger of recommendations"),
        is_figure=bool(span),
    )


def _implication(key: str, line: ImplicationLine) -> Placeable:
    """Return a recommendation for what comes next."""
    forms = {
        "text": line.text, "reason": line.reason, "figure": line.figure, "owner": line.owner,
        "effort": line.effort,
    }  # fmt: skip
    return Placeable(
        key=key,
        label=_("Next: %(text)s") % {"text": line.text},
        group=_("Recommendations"),
        forms={form: words for form, words in forms.items() if words},
        source=_("ledger of recommendations"),
        is_figure=False,
    )


def _money(key: str, label: str, book: CostReport, sum_: Decimal) -> Placeable:
    """Return a sum of money in the currency of its book."""
    return Placeable(
        key=key,
        label=label,
        group=_("Cost and return"),
        forms={WHOLE: in_money(sum_, book.currency)},
        rests_on=_("every line of the book"),
        source=_("book of costs and benefits"),
    )


def _between(book: CostReport) -> str:
    """Write what each unit returns, all cautious and all hopeful; nothing where nobody can tell."""
    if book.ratio_low is None or book.ratio_high is None:
        return ""
    return _("%(low)s to %(high)s") % {
        "low": each_returned(book.ratio_low, book.currency),
        "high": each_returned(book.ratio_high, book.currency),
    }


def _span(low: int, high: int) -> str:
    """Write from how many to how many."""
    return _("%(low)s to %(high)s") % {"low": number_format(low), "high": number_format(high)}


def _with_n(words: str, n: int | None) -> str:
    """Add what a figure rests on, where that is known."""
    return words if n is None else f"{words} (n = {number_format(n)})"
