"""Making a token."""

from ipaddress import ip_network
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from mentorship.api.enums import Scope

DAYS = ((30, _("30 days")), (90, _("90 days")), (180, _("180 days")), (365, _("One year")))
MOST_NETWORKS = 20


class TokenForm(forms.Form):
    """What a token is for, what it opens, for how long, and from where."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("Such as “Nightly copy to the HR warehouse”. One token for each program."),
    )
    scopes = forms.MultipleChoiceField(
        label=_("What it opens"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only what the program needs."),
    )
    days = forms.TypedChoiceField(label=_("Good for"), choices=DAYS, coerce=int, initial=90)
    a_minute = forms.IntegerField(
        label=_("Requests a minute, at most"), min_value=1, max_value=1200, initial=120
    )
    networks = forms.CharField(
        label=_("Only from these networks"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, such as 192.0.2.0/24. Empty: from anywhere."),
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        """Offer the organisations that the person sets up; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        choose_among(self, organisations)

    def clean_networks(self) -> list[str]:
        """Return the networks as they are written properly."""
        lines = [line.strip() for line in self.cleaned_data["networks"].splitlines()]
        named = [line for line in lines if line]
        if len(named) > MOST_NETWORKS:
            raise forms.ValidationError(_("Name 20 networks at most."))
        try:
            return [str(ip_network(line)) for line in named]
        except ValueError as error:
            words = _("Write each network like 192.0.2.0/24, and an address alone like 192.0.2.7.")
            raise forms.ValidationError(words) from error


def choose_among(form: forms.Form, organisations: QuerySet[Organisation]) -> None:
    """Let a form choose among organisations, or take the only one without asking."""
    field = form.fields["organisation"]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(field)
    field.queryset = organisations
    found = list(organisations[:2])
    if len(found) == 1:
        field.initial, field.widget = found[0], forms.HiddenInput()
