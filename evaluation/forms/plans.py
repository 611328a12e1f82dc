"""When a survey is asked again and again."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import Audience, Trigger
from evaluation.forms.waves import states_field
from evaluation.models import Instrument
from evaluation.waves.ahead import REPEATED, instruments_by_key
from programmes.models import Programme

MOST_DAYS = 730
LEAST_PACE, MOST_PACE = 14, 365
MOST_OPEN = 90
PARTICIPANTS = (Audience.MENTOR, Audience.MENTEE)
# What happens to participants alone.
OF_PARTICIPANTS = (Trigger.AFTER_SESSION, Trigger.MATCH_DAY)


class PlanForm(forms.Form):
    """Which survey is asked when, how often, for how long and of whom."""

    instrument_key = forms.ChoiceField(
        label=gettext_lazy("Survey"),
        help_text=gettext_lazy("Its latest version is asked each time."),
    )
    trigger = forms.ChoiceField(
        label=gettext_lazy("Asked"), choices=Trigger.choices, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days after"),
        help_text=gettext_lazy("0 is the day itself; six months are 182."),
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
    )
    every_days = forms.IntegerField(
        label=gettext_lazy("And then every so many days"),
        help_text=gettext_lazy("Until the match or the cohort ends. Leave it empty to ask once."),
        min_value=LEAST_PACE,
        max_value=MOST_PACE,
        required=False,
    )
    open_days = forms.IntegerField(
        label=gettext_lazy("Days to answer"), min_value=1, max_value=MOST_OPEN, initial=10
    )
    states = states_field()

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the surveys of the organisation that can be asked."""
        super().__init__(*args, **kwargs)
        self.instruments: dict[str, Instrument] = instruments_by_key(programme)
        self.fields["instrument_key"].choices = [  # type: ignore[attr-defined]  # a ChoiceField, as above
            (key, f"{made.title} ({made.get_audience_display()})")
            for key, made in self.instruments.items()
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse what could never be asked."""
        cleaned = super().clean() or {}
        instrument = self.instruments.get(cleaned.get("instrument_key", ""))
        trigger, pace = cleaned.get("trigger"), cleaned.get("every_days")
        if instrument and instrument.audience not in PARTICIPANTS:
            if trigger in OF_PARTICIPANTS:
                self.add_error("trigger", _("Sponsors and line managers are asked by the cohort."))
            if instrument.audience == Audience.SPONSOR and cleaned.get("states"):
                self.add_error("states", _("Sponsors have no place in the cohort: tick none."))
        if pace and trigger not in {Trigger.MATCH_DAY, *REPEATED}:
            self.add_error("every_days", _("This happens once: leave it empty."))
        elif pace and pace < cleaned.get("open_days", 0):
            self.add_error("every_days", _("This has to be longer than the days to answer."))
        return cleaned
