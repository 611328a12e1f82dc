"""Sessions that come round: planned together, and changed together while still to come."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.common.addresses import is_link
from programmes.forms.days import DayField
from programmes.models import Programme
from training.actions import SeriesChange
from training.enums import SessionKind
from training.forms.people import PeopleField
from training.forms.sessions import LONGEST, MOST_PLACES, SHORTEST, SessionForm, in_own_time
from training.queries.leaders import people_who_may_lead
from training.rhythm import MOST, Every, Rhythm, dates_of

MOST_STEPS = 12


class SeriesForm(SessionForm):
    """The first session of a series, and how it comes round."""

    every = forms.ChoiceField(
        label=_("It comes round"),
        choices=(
            (Every.WEEKS.value, _("every … weeks")),
            (Every.WEEKDAYS.value, _("every … months, on the same weekday (“second Tuesday”)")),
            (Every.MONTHS.value, _("every … months, on the same day of the month")),
        ),
    )
    step = forms.IntegerField(
        label=_("How many weeks or months apart"), min_value=1, max_value=MOST_STEPS, initial=1
    )
    count = forms.IntegerField(
        label=_("How often"),
        help_text=_("As often as this, or until the day below, whichever comes first."),
        min_value=1,
        max_value=MOST,
        required=False,
    )
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave modules out: they are open for days, not at an hour."""
        super().__init__(*args, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)  # noqa: S101  (for the type checker)
        kind.choices = [pair for pair in SessionKind.choices if pair[0] != SessionKind.MODULE]

    def clean(self) -> dict[str, Any]:
        """Ask for an end, and for two dates at least."""
        given = super().clean()
        if "count" in given and "until" in given and not (given["count"] or given["until"]):
            self.add_error("count", __("Say how often, or until when."))
        if not self.errors and len(self.dates()) == 1:
            self.add_error("until", __("That is one date only: go on longer."))
        return given

    def rhythm(self) -> Rhythm:
        """Return how it comes round."""
        given = self.cleaned_data
        return Rhythm(Every(given["every"]), given["step"], given["count"] or MOST, given["until"])

    def dates(self) -> list[date]:
        """Return every date."""
        return dates_of(self.cleaned_data["day"], self.rhythm())


class SeriesChangeForm(forms.Form):
    """How the sessions of a series that are still to come are to be."""

    title = forms.CharField(label=_("Title"), max_length=120)
    starts = forms.TimeField(
        label=_("Starts at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), min_value=SHORTEST, max_value=LONGEST
    )
    place = forms.CharField(
        label=_("Place or link"),
        help_text=_("A link is shown to those who have a place, a room to everybody."),
        max_length=200,
        required=False,
    )
    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=MOST_PLACES)
    facilitators = PeopleField(
        label=_("Who leads them"),
        help_text=_("Names of the team or of mentors, one to a line."),
        max_length=2000,
        required=False,
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=4000)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the programme's people; name the zone."""
        super().__init__(*args, **kwargs)
        self.fields["facilitators"].among = people_who_may_lead(programme)  # type: ignore[attr-defined]  # ours
        self.fields["starts"].help_text = in_own_time()

    def clean_place(self) -> str:
        """Refuse addresses that no browser should open."""
        place: str = self.cleaned_data["place"].strip()
        if "://" in place and not is_link(place):
            raise ValidationError(__("A link begins with https:// and has no blanks."))
        return place

    def change(self) -> SeriesChange:
        """Return what was typed in."""
        given = dict(self.cleaned_data)
        given.pop("version")
        return SeriesChange(**given | {"facilitators": tuple(given["facilitators"])})


class CancelSeriesForm(forms.Form):
    """Why the sessions of a series that are still to come are called off."""

    reason = forms.CharField(
        label=_("Why"),
        help_text=_("Everybody who booked reads it in the mail."),
        max_length=200,
        required=False,
    )
    version = forms.CharField(widget=forms.HiddenInput, max_length=4000)
