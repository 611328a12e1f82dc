"""From when until when one may apply, as coordinators type it in."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.forms.days import DayField
from programmes.forms.meanwhile import seen_field

MOST_GRACE, MOST_PLACES = 60, 10_000
LONGEST_WINDOW = 366


class WindowForm(forms.Form):
    """When one may apply for a cohort in a role, how many are sought, and who may."""

    seen = seen_field()
    opens_on = DayField(label=_("Opens on"))
    closes_on = DayField(
        label=_("Last day"), help_text=_("Until midnight, where the organisation is.")
    )
    grace_days = forms.IntegerField(
        label=_("Days of grace"),
        help_text=_(
            "Who began on the last day or before may hand in for so many days more. Nobody can"
            " begin then, and what comes in is marked as late."
        ),
        min_value=0,
        max_value=MOST_GRACE,
        initial=2,
    )
    places = forms.IntegerField(
        label=_("Places"),
        help_text=_("How many are sought. It closes nothing: you decide who gets one."),
        min_value=1,
        max_value=MOST_PLACES,
        required=False,
    )
    takes_anybody = forms.BooleanField(
        label=_("Anybody of the organisation may apply"),
        help_text=_("Without it, only people who were invited."),
        initial=True,
        required=False,
    )
    takes_nominations = forms.BooleanField(
        label=_("People can be nominated"), initial=True, required=False
    )
    moves_milestones = forms.BooleanField(
        label=_("Move “Applications open” and “Last day to apply” in the timetable too"),
        initial=True,
        required=False,
    )

    def __init__(self, *args: Any, has_milestones: bool, **kwargs: Any) -> None:
        """Offer to move the days of the timetable only where it has them."""
        super().__init__(*args, **kwargs)
        if not has_milestones:
            del self.fields["moves_milestones"]

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and a window of more than a year."""
        cleaned: dict[str, Any] = super().clean() or {}
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and closes_on:
            if closes_on < opens_on:
                self.add_error("closes_on", _now("The last day must not come before the first."))
            elif (closes_on - opens_on).days > LONGEST_WINDOW:
                self.add_error("closes_on", _now("That would be more than a year."))
        return cleaned
