"""How a day is typed in."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Days outside these are slips of the keyboard, and reckoning with them runs out of calendar.
OLDEST, NEWEST = date(1950, 1, 1), date(2100, 1, 1)


class DayInput(forms.DateInput):
    """A day, picked as the browser does it."""

    def __init__(self) -> None:
        """Write days as the browser reads them."""
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that somebody can have meant."""

    widget = DayInput

    def validate(self, value: date | None) -> None:
        """Refuse the year 1 and the year 9999."""
        super().validate(value)
        if value is not None and not OLDEST <= value <= NEWEST:
            raise ValidationError(_("This day is too long ago, or too far ahead."))
