"""What those who run a programme type in."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Role
from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Cohort, Programme

TEAM_ROLES = [role for role in Role if role != Role.ADMINISTRATOR]


class DayInput(forms.DateInput):
    """A day, picked as the browser does it."""

    def __init__(self) -> None:
        """Write days as the browser reads them."""
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


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
        label=_("As"), choices=ParticipantRole.choices, widget=forms.RadioSelect
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


class SponsorForm(PersonForm):
    """Somebody who champions the programme."""

    position = forms.CharField(
        label=_("Position"),
        help_text=_("Such as “Chief operating officer”."),
        max_length=120,
        required=False,
    )


class TeamMemberForm(PersonForm):
    """Somebody who works for the programme."""

    role = forms.ChoiceField(
        label=_("As"), choices=[(role.value, role.label) for role in TEAM_ROLES]
    )


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

    ends_on = forms.DateField(
        label=_("Last day away"),
        help_text=_("Leave it empty if nobody knows yet."),
        widget=DayInput(),
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
