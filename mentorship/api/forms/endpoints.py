"""Setting up an endpoint."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Organisation
from mentorship.api.destinations import ForbiddenDestinationError, judge
from mentorship.api.forms.tokens import choose_among
from mentorship.api.kinds import kind_choices


class EndpointForm(forms.Form):
    """Where news goes, and which."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None
    )
    name = forms.CharField(
        label=_("What it is for"),
        max_length=80,
        help_text=_("Such as “Calendar of the academy”."),
    )
    url = forms.CharField(
        label=_("Address"),
        max_length=500,
        widget=forms.URLInput,
        help_text=_("It begins with https. What is sent holds numbers and states, never names."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("News"), choices=kind_choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, organisations: QuerySet[Organisation], **kwargs: Any) -> None:
        """Offer the organisations that the person sets up; one alone is not asked for."""
        super().__init__(*args, **kwargs)
        choose_among(self, organisations)

    def clean_url(self) -> str:
        """Return an address that news may be sent to."""
        url: str = self.cleaned_data["url"]
        try:
            judge(url, inside=settings.WEBHOOK_INSIDE_NETWORKS)
        except ForbiddenDestinationError as error:
            words = _("News cannot be sent there. Use a public address that begins with https.")
            raise forms.ValidationError(words) from error
        except (OSError, UnicodeError) as error:
            raise forms.ValidationError(_("There is no such address: check its name.")) from error
        return url
