"""Whose selection is compared."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole
from programmes.models import Cohort, Programme


class FairnessForm(forms.Form):
    """One cohort or all, one role or both."""

    role = forms.ChoiceField(
        label=_("Role"), choices=[("", _("Both")), *ParticipantRole.choices], required=False
    )
    cohort = forms.ModelChoiceField(
        label=_("Cohort"),
        queryset=Cohort.objects.none(),
        empty_label=_("All cohorts"),
        required=False,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts of one programme."""
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = programme.cohorts.newest_first()

    @property
    def chosen(self) -> dict[str, Any]:
        """Return the cohort and the role, without what could not be understood."""
        self.is_valid()
        role = self.cleaned_data.get("role")
        return {
            "cohort": self.cleaned_data.get("cohort"),
            "role": ParticipantRole(role) if role else None,
        }
