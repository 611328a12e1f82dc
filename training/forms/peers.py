"""Peer partners: until when, who changes places, what the two agree and log."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.models import Person
from programmes.forms.days import DayField
from training.actions.peers import Meeting
from training.communities.enums import PeerWish
from training.communities.peers import Peers
from training.models import Community

LARGEST_SEED = 2**31 - 1


class ProposalForm(forms.Form):
    """Until when pairs meet; another number gives another proposal."""

    until = DayField(label=_("Until"), help_text=_("Usually the day of the next gathering."))
    seed = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=LARGEST_SEED)

    def __init__(self, *args: Any, community: Community, **kwargs: Any) -> None:
        """Remember where the community is."""
        super().__init__(*args, **kwargs)
        self.zone = community.programme.organisation.time_zone

    def clean_until(self) -> Any:
        """Ask for a day to come."""
        until = self.cleaned_data["until"]
        if until <= timezone.localdate(timezone=self.zone):
            raise ValidationError(__("Give them some time: choose a day to come."))
        return until


class SwapForm(forms.Form):
    """Two people who change places in a proposal."""

    one = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("Let"))
    other = forms.ModelChoiceField(queryset=Person.objects.none(), label=_("change places with"))

    def __init__(self, *args: Any, peers: Peers, **kwargs: Any) -> None:
        """Offer who is in the proposal, and who rests."""
        super().__init__(*args, **kwargs)
        people = Person.objects.get_queryset().filter(pk__in=[row.pk for row in peers.places])
        for name in ("one", "other"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  (for the type checker)
            field.queryset = people.by_name()


class WishForm(forms.Form):
    """Whether a member wants a peer partner."""

    wish = forms.ChoiceField(
        label=_("A peer partner for me?"), choices=PeerWish.choices, widget=forms.RadioSelect
    )


class AgreementForm(forms.Form):
    """What two peer partners want of each other."""

    aims = forms.CharField(
        label=_("What we want of each other"),
        help_text=_("Two or three sentences. Only the two of you read them."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PeerMeetingForm(forms.Form):
    """A meeting of two peer partners."""

    met_on = DayField(label=_("When did you meet?"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=600, initial=45)
    words = forms.CharField(
        label=_("A word for yourselves"),
        help_text=_("Only the two of you read it."),
        max_length=500,
        required=False,
    )

    def meeting(self) -> Meeting:
        """Return what was typed in."""
        return Meeting(**self.cleaned_data)
