"""Judging one requirement of a standard."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import Judged
from programmes.forms.meanwhile import seen_field

# Judgements are looked at again once a year, and hold for three at the most.
A_YEAR = timedelta(days=365)
LONGEST = timedelta(days=3 * 366)


class JudgementForm(forms.Form):
    """How far a requirement is met, what shows it, and until when that holds."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("How far is it met?"), choices=Judged.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=gettext_lazy("What shows it"),
        help_text=gettext_lazy(
            "What you did, when, and where one can see it. It stands in the evidence pack."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Holds until"),
        help_text=gettext_lazy("Then it has to be looked at again."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    seen = seen_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """Begin with a year from today."""
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["valid_until"].initial = today + A_YEAR

    def clean_valid_until(self) -> date:
        """Refuse days that are over, or too far away."""
        until: date = self.cleaned_data["valid_until"]
        if until < self.today:
            raise forms.ValidationError(_("This day is over. Please choose one to come."))
        if until > self.today + LONGEST:
            raise forms.ValidationError(_("Please choose a day within the next three years."))
        return until
