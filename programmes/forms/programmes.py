"""What those who start a programme, or a run of it, type in."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.forms.days import DayField


class NewProgrammeForm(forms.Form):
    """What every new programme needs, whatever it starts from."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("What people will call it, such as “Women into leadership”."),
        max_length=120,
    )
    purpose = forms.CharField(
        label=_("Why we run it"),
        help_text=_("One or two sentences. People read them in their invitation."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    starts_on = DayField(
        label=_("First day of the first cohort"),
        help_text=_("When pairs begin to meet. The timetable counts from it; you can change both."),
    )
    months = forms.IntegerField(
        label=_("Length in months"), min_value=1, max_value=60, widget=forms.NumberInput()
    )

    def clean_starts_on(self) -> date:
        """Refuse a day that leaves no time to find anybody."""
        day: date = self.cleaned_data["starts_on"]
        if day <= timezone.localdate():
            raise ValidationError(_("Choose a day that is still to come."))
        return day


class ProgrammeForm(NewProgrammeForm):
    """A new programme from a template."""

    field_order = ("organisation", "name", "purpose", "starts_on", "months")

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Organisation")
    )

    def __init__(self, *args: Any, organisations: "QuerySet[Organisation]", **kwargs: Any) -> None:
        """Offer the organisations that the person sets up; one alone needs no choice."""
        super().__init__(*args, **kwargs)
        field = self.fields["organisation"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = organisations
        if len(organisations) == 1:
            field.initial = organisations[0]
            field.widget = forms.HiddenInput()


class CohortForm(forms.Form):
    """A new run of a programme."""

    name = forms.CharField(label=_("Name"), help_text=_("Such as “Spring 2027”."), max_length=120)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        """Refuse a cohort that ends before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day must come after the first."))
        return cleaned


class MoveForm(forms.Form):
    """Why a cohort goes on although something is missing."""

    reason = forms.CharField(
        label=_("Why it goes on all the same"),
        help_text=_("Kept in the cohort’s history, with your name and what was missing."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it goes on although something is missing.")},
    )

    def __init__(self, *args: Any, must_say_why: bool, **kwargs: Any) -> None:
        """Ask for a reason only where one is needed."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = must_say_why
