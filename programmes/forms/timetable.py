"""Dates of a cohort, as those who move them type them in."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from programmes.enums import MilestoneKind, PhaseKind
from programmes.forms.days import DayField
from programmes.models import Cohort, Phase
from programmes.planning import COHORT, Item

# A date farther from the cohort's first day than this was mistyped.
MOST_YEARS_AWAY = 10


class DatesForm(forms.Form):
    """A first and a last day near a cohort, in this order."""

    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        """Keep the cohort, whose year the dates lie near."""
        super().__init__(*args, **kwargs)
        self.cohort = cohort

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order, and those of another decade."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("starts_on", "ends_on", "on"):
            if name in cleaned and _is_far(cleaned[name], self.cohort):
                self.add_error(name, _now("That is more than ten years from this cohort."))
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", _now("The last day must not come before the first."))
        return cleaned


def _is_far(day: date, cohort: Cohort) -> bool:
    """Tell whether a day lies in another decade than the cohort."""
    return abs(day.year - cohort.starts_on.year) > MOST_YEARS_AWAY


class MoveForm(DatesForm):
    """Where an item of a timetable is to go."""

    def __init__(self, *args: Any, item: Item, **kwargs: Any) -> None:
        """Ask for one day where the item is one."""
        kwargs.setdefault("initial", {"starts_on": item.starts_on, "ends_on": item.ends_on})
        super().__init__(*args, **kwargs)
        self.item = item
        if item.is_point:
            self.fields["starts_on"].label = _("Day")
            del self.fields["ends_on"]

    def clean(self) -> dict[str, Any]:
        """Give a cohort more than one day."""
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if self.item.kind == COHORT and starts_on and starts_on == ends_on:
            self.add_error("ends_on", _now("The last day must come after the first."))
        return cleaned

    @property
    def moved(self) -> Item:
        """Return the item on the days that were typed in; only of a valid form."""
        starts_on = self.cleaned_data["starts_on"]
        return self.item.moved_to(starts_on, self.cleaned_data.get("ends_on", starts_on))


class PhaseForm(DatesForm):
    """A new phase."""

    kind = forms.ChoiceField(label=_("What"), choices=PhaseKind.choices)

    field_order = ("kind", "starts_on", "ends_on")


class MilestoneWordsForm(forms.Form):
    """What a milestone is, and what it moves with."""

    kind = forms.ChoiceField(label=_("What"), choices=MilestoneKind.choices)
    name = forms.CharField(
        label=_("In your words"),
        help_text=_("Such as “Mentors’ breakfast”. Leave it empty to keep the name above."),
        max_length=120,
        required=False,
    )
    phase = forms.ModelChoiceField(
        queryset=Phase.objects.none(),
        label=_("Moves with"),
        help_text=_("When this phase is moved, the milestone is offered to move along."),
        required=False,
        empty_label=_("No phase"),
    )

    def __init__(self, *args: Any, phases: "QuerySet[Phase]", **kwargs: Any) -> None:
        """Offer the cohort's phases."""
        super().__init__(*args, **kwargs)
        field = self.fields["phase"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = phases

    def clean_name(self) -> str:
        """Keep it on one line."""
        return " ".join(str(self.cleaned_data["name"]).split())

    def clean(self) -> dict[str, Any]:
        """Ask what something else is."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("kind") == MilestoneKind.OTHER and not cleaned.get("name"):
            self.add_error("name", _now("Please say what it is."))
        return cleaned


class MilestoneForm(MilestoneWordsForm):
    """A new milestone."""

    on = DayField(label=_("Day"))

    field_order = ("kind", "name", "on", "phase")

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        """Keep the cohort, whose phases are offered and whose year the day lies near."""
        super().__init__(*args, phases=cohort.phases.all(), **kwargs)
        self.cohort = cohort

    def clean_on(self) -> date:
        """Refuse a day of another decade."""
        on: date = self.cleaned_data["on"]
        if _is_far(on, self.cohort):
            raise forms.ValidationError(_now("That is more than ten years from this cohort."))
        return on
