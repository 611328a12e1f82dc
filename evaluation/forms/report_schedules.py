"""When reports come, and what a sponsor and a coordinator say about them."""

from datetime import time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.enums import Cadence
from evaluation.models.schedule import BY_CALENDAR
from evaluation.reports.mornings import USUAL_HOUR
from programmes.enums import MilestoneKind
from programmes.forms.days import DayField
from programmes.forms.meanwhile import seen_field
from programmes.models import Programme

FIRST_HOUR, LAST_HOUR = 6, 18
MOST_DRAFT_DAYS = 15
USUAL_DRAFT_DAYS = 3
ANY_DAY = ""
WHEN_READY = ""


class ScheduleForm(forms.Form):
    """When reports come, when in the sponsor's day they arrive, and whether somebody reads first.

    `shown` carries the mark of what was chosen when the preview was drawn.
    """

    cadence = forms.ChoiceField(
        label=gettext_lazy("A report comes"),
        choices=Cadence.choices,
        widget=forms.RadioSelect,
        initial=Cadence.QUARTERLY,
    )
    next_due_on = DayField(
        label=gettext_lazy("First one on"),
        help_text=gettext_lazy("Only where it comes every month or quarter."),
        required=False,
    )
    milestone = forms.ChoiceField(
        label=gettext_lazy("Day of the timetable"),
        help_text=gettext_lazy("Only where it hangs on the timetable; both move together."),
        choices=[("", gettext_lazy("None")), *MilestoneKind.choices],
        required=False,
    )
    weekday = forms.ChoiceField(
        label=gettext_lazy("Arrives on"),
        help_text=gettext_lazy("Then or next; where nobody works that day, the day after."),
        required=False,
    )
    hour = forms.ChoiceField(
        label=gettext_lazy("At"),
        help_text=gettext_lazy("On the clock where the sponsor is, summer time or not."),
        required=False,
        initial=str(USUAL_HOUR),
    )
    needs_approval = forms.TypedChoiceField(
        label=gettext_lazy("Before it leaves"),
        choices=[
            ("yes", gettext_lazy("One of you reads the draft and lets it go")),
            ("no", gettext_lazy("Nobody reads it: it goes straight to the sponsor")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    draft_days = forms.IntegerField(
        label=gettext_lazy("Working days to read the draft"),
        help_text=gettext_lazy("Let go later than that, it leaves in the next working minute."),
        min_value=0,
        max_value=MOST_DRAFT_DAYS,
        initial=USUAL_DRAFT_DAYS,
        required=False,
    )
    seen = seen_field()
    shown = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        """Offer the days on which the organisation works, and the hours of a working day."""
        super().__init__(*args, **kwargs)
        self.today = timezone.localdate(timezone=programme.organisation.time_zone)
        weekend = programme.organisation.weekend_days
        days = [(str(day), name) for day, name in WEEKDAYS.items() if day not in weekend]
        self._offer("weekday", [(ANY_DAY, _("Any working day")), *days])
        hours = [
            (
                str(hour),
                time_format(time(hour), "H:i"),
            )
            for hour in range(FIRST_HOUR, LAST_HOUR + 1)
        ]
        self._offer("hour", [(WHEN_READY, _("As soon as it may leave")), *hours])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Let one of these be chosen."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Ask for the day that a choice needs, and leave out those it does not."""
        cleaned = super().clean() or {}
        cadence = cleaned.get("cadence")
        if cadence in BY_CALENDAR:
            self._check_first_day(cleaned.get("next_due_on"))
        else:
            cleaned["next_due_on"] = None
        if cadence != Cadence.MILESTONE:
            cleaned["milestone"] = ""
        elif not cleaned.get("milestone"):
            self.add_error("milestone", _("Choose the day of the timetable."))
        for name in ("weekday", "hour"):
            cleaned[name] = int(cleaned[name]) if cleaned.get(name) else None
        if not cleaned.get("needs_approval") or cleaned.get("draft_days") is None:
            cleaned["draft_days"] = 0
        return cleaned

    def _check_first_day(self, day: Any) -> None:
        """Ask for a first day that is still to come."""
        if "next_due_on" in self.errors:
            return
        if day is None:
            self.add_error("next_due_on", _("Say on which day the first one is due."))
        elif day < self.today:
            self.add_error("next_due_on", _("This day is over: choose today or a later one."))


class NoteForm(forms.Form):
    """What came of an answer, and which answer was read."""

    came_of_it = forms.CharField(
        label=gettext_lazy("What came of it"),
        help_text=gettext_lazy("If there is anything to remember."),
        max_length=300,
        required=False,
    )
    answer = forms.CharField(max_length=10, widget=forms.HiddenInput)
