"""What people type in after a meeting."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from matching.forms import LENGTHS
from programmes.forms.days import DayField

LONGEST_NOTE = 4000


class NotesForm(forms.Form):
    """A note to oneself, and one for everybody in the match; either may stay empty."""

    own = forms.CharField(
        label=_("A note to yourself"),
        help_text=_("Only you read it."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_NOTE,
        required=False,
    )
    shared = forms.CharField(
        label=_("A note for both of you"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST_NOTE,
        required=False,
    )

    def __init__(self, *args: Any, others: str, is_pair: bool, **kwargs: Any) -> None:
        """Say by name who reads what; a group is not called both."""
        super().__init__(*args, **kwargs)
        shared = self.fields["shared"]
        shared.help_text = _("You and %(names)s read it. Coordinators do not.") % {"names": others}
        if not is_pair:
            shared.label = _("A note for all of you")
            shared.help_text = _("All of you read it. Coordinators do not.")


class PastMeetingForm(forms.Form):
    """When and where people met without having planned it here, in the reader's own time."""

    day = DayField(label=_("Day"))
    hour = forms.TimeField(
        label=_("Began at"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.TypedChoiceField(label=_("How long"), choices=LENGTHS, coerce=int, initial=45)
    place = forms.CharField(
        label=_("Place"),
        help_text=_("If you like: “By video”, or where you met."),
        max_length=300,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Add `starts_at`; refuse an hour that the clocks skipped, and what is not over."""
        cleaned: dict[str, Any] = super().clean() or {}
        day, hour, minutes = (cleaned.get(name) for name in ("day", "hour", "minutes"))
        if day is None or hour is None or minutes is None:
            return cleaned
        naive, zone = datetime.combine(day, hour), timezone.get_current_timezone()
        starts_at = naive.replace(tzinfo=zone)
        if starts_at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != naive:
            self.add_error("hour", _("The clocks went forward then, and skipped this hour."))
        elif starts_at + timedelta(minutes=minutes) > timezone.now():
            self.add_error("day", _("That is not over yet. Enter a meeting that took place."))
        cleaned["starts_at"] = starts_at
        return cleaned
