"""When a wave is asked, and of whom."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import WaveState
from evaluation.models import Instrument, Wave
from programmes.enums import ParticipantState
from programmes.models import Cohort, Programme

# Those that take part can be told apart by how far they are.
STATES = [
    (state.value, state.label)
    for state in ParticipantState
    if state not in {ParticipantState.WITHDRAWN, ParticipantState.DECLINED}
]
REASON_LENGTH = 300
# Nothing is planned beyond; a slip in the year would be, and no calendar holds its last day.
FARTHEST = timedelta(days=3 * 365)
NO_CHOICE: list[tuple[str, Any]] = [("", gettext_lazy("All"))]


def check_near(moment: datetime) -> None:
    """Raise ValidationError for a moment that can only be a slip: years away."""
    if abs(moment - timezone.now()) > FARTHEST:
        raise forms.ValidationError(_("This is years away. Please check the year."))


def moment_field(label: Any, help_text: Any) -> forms.DateTimeField:
    """Return a field for a day and time in the reader's zone."""
    return forms.DateTimeField(
        label=label,
        help_text=help_text,
        validators=[check_near],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


def states_field() -> forms.MultipleChoiceField:
    """Return a field for how far those must be who are asked."""
    return forms.MultipleChoiceField(
        label=gettext_lazy("Only those who are"),
        help_text=gettext_lazy("Tick none to ask everybody who takes part."),
        choices=STATES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class WaveTimesForm(forms.Form):
    """From when to when a survey is asked."""

    opens_at = moment_field(
        gettext_lazy("Opens"),
        gettext_lazy("Invitations leave at this time, in your own time zone."),
    )
    closes_at = moment_field(
        gettext_lazy("Closes"),
        gettext_lazy("Results appear from then on. Ten days are usually enough."),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for an end after the beginning, and after now."""
        cleaned = super().clean() or {}
        opens_at, closes_at = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens_at and closes_at and closes_at <= opens_at:
            self.add_error("closes_at", _("This has to be later than the opening."))
        elif closes_at and closes_at <= timezone.now():
            self.add_error("closes_at", _("This is past already."))
        return cleaned


class WavePlanForm(WaveTimesForm):
    """Which survey is put to which cohort, from when to when."""

    instrument = forms.ModelChoiceField(
        label=gettext_lazy("Survey"), queryset=Instrument.objects.none(), empty_label=None
    )
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Cohort"), queryset=Cohort.objects.none(), empty_label=None
    )
    states = states_field()

    field_order = ("instrument", "cohort", "states", "opens_at", "closes_at")

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the surveys of the organisation and the open cohorts of the programme."""
        super().__init__(*args, **kwargs)
        self.fields["instrument"].queryset = programme.organisation.instruments.usable()  # type: ignore[attr-defined]  # a ModelChoiceField, as above
        self.fields["cohort"].queryset = programme.cohorts.open()  # type: ignore[attr-defined]  # a ModelChoiceField, as above


class ExtendForm(forms.Form):
    """Until when a wave stays open, and why."""

    closes_at = moment_field(
        gettext_lazy("Closes"), gettext_lazy("In your own time zone. Reminders move along.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it stays open longer"),
        help_text=gettext_lazy("It stands beside the results, so that readers can judge them."),
        max_length=REASON_LENGTH,
    )

    def __init__(self, wave: Wave, *args: Any, **kwargs: Any) -> None:
        """Know until when it is open now."""
        super().__init__(*args, **kwargs)
        self.wave = wave

    def clean_closes_at(self) -> datetime:
        """Ask for a moment after the end there is, and after now."""
        closes_at: datetime = self.cleaned_data["closes_at"]
        if closes_at <= max(self.wave.closes_at, timezone.now()):
            raise forms.ValidationError(_("This has to be later than it closes now."))
        return closes_at


class CloseForm(forms.Form):
    """Why a wave is closed, which is asked before its time."""

    reason = forms.CharField(
        label=gettext_lazy("Why it closes early"),
        help_text=gettext_lazy("It stands beside the results, so that readers can judge them."),
        max_length=REASON_LENGTH,
    )

    def __init__(self, wave: Wave, *args: Any, **kwargs: Any) -> None:
        """Ask for nothing once its time is over."""
        super().__init__(*args, **kwargs)
        if wave.closes_at <= timezone.now():
            del self.fields["reason"]


class WaveFilterForm(forms.Form):
    """Which waves of a programme are listed."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[*NO_CHOICE, *WaveState.choices], required=False
    )
    cohort = forms.ModelChoiceField(
        label=gettext_lazy("Cohort"),
        queryset=Cohort.objects.none(),
        required=False,
        empty_label=gettext_lazy("All"),
    )

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the programme's cohorts."""
        super().__init__(*args, **kwargs)
        self.fields["cohort"].queryset = programme.cohorts.newest_first()  # type: ignore[attr-defined]  # a ModelChoiceField, as above

    def chosen(self) -> dict[str, Any]:
        """Return what the list is narrowed to; what is no choice narrows nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
