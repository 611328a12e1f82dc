"""What the people of a match type in when they agree on how they work together."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from matching.agreeing.lines import LONGEST, SHORTEST, TITLES, AgreementLines
from programmes.forms.days import DayField

MOST_LETTERS = 1000
FURTHEST = timedelta(days=3 * 365)


def _words(name: str, rows: int, help_text: Any = "") -> forms.CharField:
    """Return a field for some sentences."""
    return forms.CharField(
        label=TITLES[name],
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        max_length=MOST_LETTERS,
    )


class AgreementForm(forms.Form):
    """Five lines, written already, to change as the people of the match like."""

    purpose = _words("purpose", 3)
    confidentiality = _words("confidentiality", 5)
    every_weeks = forms.IntegerField(
        label=_("We meet every … weeks"), min_value=SHORTEST, max_value=LONGEST
    )
    contact = _words("contact", 4)
    ends_on = DayField(label=TITLES["ends_on"], help_text=_("You can agree to go on then."))
    # The number of the latest version when the page was opened.
    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: date,
        begins_with: AgreementLines,
        seen: int,
    ) -> None:
        """Begin with lines that somebody wrote before, or with the programme's."""
        super().__init__(data, initial={**asdict(begins_with), "seen": seen})
        self._today = today

    @property
    def lines(self) -> AgreementLines:
        """Return what was typed in; only of a valid form."""
        return AgreementLines(
            **{field.name: self.cleaned_data[field.name] for field in fields(AgreementLines)}
        )

    def clean_ends_on(self) -> date:
        """Refuse a day that is over, and one that nobody can promise."""
        day: date = self.cleaned_data["ends_on"]
        if day < self._today:
            raise ValidationError(_now("That day is over already. Choose one to come."))
        if day > self._today + FURTHEST:
            raise ValidationError(_now("That is more than three years away."))
        return day

    def clean_seen(self) -> int:
        """Return 0 where nothing was seen."""
        return self.cleaned_data["seen"] or 0

    def look_again(self, latest: int) -> None:
        """Keep what was typed, and note that the writer has been told of a newer version."""
        self.data = {**{name: self.data.get(name) for name in self.fields}, "seen": str(latest)}
