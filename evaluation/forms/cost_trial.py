"""Trying other figures in a book: what the return would be."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from evaluation.costing.account import Span
from evaluation.costing.enums import CostKind
from evaluation.costing.money import in_money, in_percent
from evaluation.forms.costing import money_field, share_field
from evaluation.models import Benefit, Spending
from evaluation.models.costing import Line

SHARE, LIKELY = "share", "likely"


class TrialForm(forms.Form):
    """The likely figure of each line; what is left empty stays as it is stored."""

    def __init__(self, lines: Sequence[Line], currency: str, *args: Any, **kwargs: Any) -> None:
        """Ask for sum or rate of each cost, and for value and share of each benefit."""
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            if isinstance(line, Spending):
                is_sum = line.kind == CostKind.MONEY
                words = line.title if is_sum else _("%(title)s: an hour") % {"title": line.title}
                self._ask(line, LIKELY, money_field(words, required=False), currency)
            elif isinstance(line, Benefit):
                worth = _("%(title)s: value") % {"title": line.title}
                share = _("%(title)s: share credited, in per cent") % {"title": line.title}
                self._ask(line, LIKELY, money_field(worth, required=False), currency)
                self._ask(line, SHARE, share_field(share, required=False), currency)

    def _ask(self, line: Line, name: str, field: forms.Field, currency: str) -> None:
        """Add a field with the stored figure in it and its bounds beside it."""
        span = span_of(line, name)
        if not span.is_sure:
            low, high = (
                in_percent(bound) if name == SHARE else in_money(bound, currency)
                for bound in (span.low, span.high)
            )
            field.help_text = _("between %(low)s and %(high)s") % {"low": low, "high": high}
        field.initial = span.likely
        self.fields[f"{name}-{line.pk}"] = field

    def tried(self) -> dict[Line, dict[str, Decimal]]:
        """Return the figures that differ from what is stored, with bounds that hold them.

        What is not valid counts as not tried.
        """
        values: Mapping[str, Any] = getattr(self, "cleaned_data", {})
        changed: dict[Line, dict[str, Decimal]] = {}
        for line in self.lines:
            for name in (LIKELY, SHARE):
                value = values.get(f"{name}-{line.pk}")
                if value is not None and value != getattr(line, name):
                    changed.setdefault(line, {}).update(_moved(line, name, value))
        return changed


def span_of(line: Line, name: str) -> Span:
    """Return a figure of a line with its bounds."""
    low, high = bounds_of(name)
    return Span(getattr(line, name), getattr(line, low), getattr(line, high))


def bounds_of(name: str) -> tuple[str, str]:
    """Return what the bounds of a figure are called."""
    return ("share_low", "share_high") if name == SHARE else ("low", "high")


def _moved(line: Line, name: str, value: Decimal) -> dict[str, Decimal]:
    """Return another figure, with its bounds."""
    low, high = bounds_of(name)
    span = span_of(line, name).moved(value)
    return {name: span.likely, low: span.low, high: span.high}
