"""What those who start a programme, or a run of it, type in."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from programmes.forms.days import DayInput


class ProgrammeForm(forms.Form):
    """A new programme."""

    organisation = forms.ModelChoiceField(
        queryset=Organisation.objects.none(), label=_("Organisation")
    )
    name = forms.CharField(
        label=_("Name"),
        help_text=_("What people will call it, such as “Women into leadership”."),
        max_length=120,
    )
    purpose = forms.CharField(
        label=_("Why we run it"),
        help_text=_("One or two sentences. People read them in their invitation."),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
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
    starts_on = forms.DateField(label=_("First day"), widget=DayInput())
    ends_on = forms.DateField(label=_("Last day"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        """Refuse a cohort that ends before it starts."""
        cleaned: dict[str, Any] = super().clean() or {}
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on <= starts_on:
            self.add_error("ends_on", _("The last day must come after the first."))
        return cleaned
