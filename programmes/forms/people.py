"""Who takes part, and when not."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.enums import ParticipantRole, ParticipantState
from programmes.forms.days import DayField
from programmes.models import Cohort, Programme


class PersonForm(forms.Form):
    """Somebody, known by their address or new here."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("They sign in with it. Somebody known here already keeps the name they chose."),
    )


class ParticipantForm(PersonForm):
    """Somebody who is to take part."""

    role = forms.ChoiceField(
        label=_("Takes part as"), choices=ParticipantRole.choices, widget=forms.RadioSelect
    )
    cohort = forms.ModelChoiceField(
        queryset=Cohort.objects.none(), label=_("Cohort"), empty_label=None
    )
    state = forms.ChoiceField(
        label=_("Have they said yes?"),
        choices=[
            (ParticipantState.INVITED, _("Not yet: ask them by e-mail. You see the mail first")),
            (ParticipantState.ACCEPTED, _("Yes, we agreed: no mail is sent")),
        ],
        widget=forms.RadioSelect,
        initial=ParticipantState.INVITED,
    )

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        """Offer the cohorts that are not closed."""
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
        field.queryset = programme.cohorts.open().newest_first()


class ReasonForm(forms.Form):
    """Why, in a few words, where somebody wants to say."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        required=False,
        help_text=_("Kept with their place, for coordinators only."),
    )


class PauseForm(forms.Form):
    """Until when somebody is away."""

    ends_on = DayField(
        label=_("Last day away"),
        help_text=_("Leave it empty if nobody knows yet."),
        required=False,
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Only if it helps; coordinators can read it."),
        max_length=200,
        required=False,
    )

    def clean_ends_on(self) -> Any:
        """Refuse a day that is over."""
        ends_on = self.cleaned_data["ends_on"]
        if ends_on and ends_on < timezone.localdate():
            raise ValidationError(_("That day is over already."))
        return ends_on
