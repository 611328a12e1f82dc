"""The figures that a code proves, as they are compared with a copy on paper."""

from collections.abc import Iterator

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from evaluation.reports import method
from evaluation.reports.model import IndicatorLine, ReportData
from programmes.strategy.wording import amount


def proven(data: ReportData) -> Iterator[tuple[str, str]]:
    """Yield each main figure of a report with its label, the indicators' and the return too."""
    yield from method.proven(data)
    for objective in data.objectives:
        for line in objective.indicators:
            if line.value is not None:
                yield _label(line), _value(line)
    if data.costs is not None:
        yield _("Cost"), amount(data.costs.cost, data.costs.currency)
        yield _("Benefit claimed"), amount(data.costs.benefit, data.costs.currency)


def _label(line: IndicatorLine) -> str:
    """Call an indicator by its name and what it aims at."""
    return _("%(name)s (target %(target)s)") % {
        "name": line.name,
        "target": amount(line.target, line.unit),
    }


def _value(line: IndicatorLine) -> str:
    """Return what an indicator was, with how many are behind it."""
    value = amount(line.value, line.unit) if line.value is not None else ""
    if line.n is None:
        return value
    if line.of is None:
        return _("%(value)s (n = %(n)s)") % {"value": value, "n": number_format(line.n)}
    return _("%(value)s (%(n)s of %(of)s)") % {
        "value": value,
        "n": number_format(line.n),
        "of": number_format(line.of),
    }
