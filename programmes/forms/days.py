"""How a day is typed in."""

from django import forms


class DayInput(forms.DateInput):
    """A day, picked as the browser does it."""

    def __init__(self) -> None:
        """Write days as the browser reads them."""
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")
