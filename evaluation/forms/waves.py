"""When a wave is asked, and of whom."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Instrument
from programmes.models import Cohort, Programme


class WavePlanForm(forms.Form):
    """Which survey is put to which cohort, from when to when."""

    instrument = forms.ModelChoiceField(
        label=gettext_lazy("Survey"), queryset=Instrument.objects.none(), empty_label=None
    )
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Cohort"), queryset=Cohort.objects.none(), empty_label=None
    )
    opens_at = forms.DateTimeField(
        label=gettext_lazy("Opens"),
        help_text=gettext_lazy("Invitations leave at this time, in your own time zone."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    closes_at = forms.DateTimeField(
        label=gettext_lazy("Closes"),
        help_text=gettext_lazy("Results appear from then on. Ten days are usually enough."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the surveys of the organisation and the open cohorts of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = programme.organisation.instruments.usable()  # type: ignore[attr-defined]  # a ModelChoiceField, as above
        self.fields["cohort"].queryset = programme.cohorts.open()  # type: ignore[attr-defined]  # a ModelChoiceField, as above

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the beginning."""
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("This has to be later than the opening."))
        return cleaned
