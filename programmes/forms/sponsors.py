"""Who champions a programme next, and why the one before does no more."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from programmes.enums import CharterPlan
from programmes.forms.team import SponsorForm


class SponsorEndForm(forms.Form):
    """Why somebody stands for the programme no more."""

    reason = forms.CharField(
        label=_("Why does it end?"),
        help_text=_("Such as “Moved to another post”. Kept in the history of sponsors."),
        max_length=200,
    )


class SponsorChangeForm(SponsorForm):
    """The next sponsor, and what becomes of the charter."""

    field_order = ("reason", "name", "email", "position", "plan", "sends_pack")

    reason = forms.CharField(
        label=_("Why does it end?"),
        help_text=_("Such as “Moved to another post”. Kept in the history of sponsors."),
        max_length=200,
    )
    plan = forms.ChoiceField(
        label=_("What becomes of the charter?"),
        choices=CharterPlan.choices,
        widget=forms.RadioSelect,
        initial=CharterPlan.ASK,
    )
    sends_pack = forms.BooleanField(
        label=_("Send them the hand-over pack as PDF"), required=False, initial=True
    )

    def __init__(self, *args: Any, former: str, has_text: bool, **kwargs: Any) -> None:
        """Offer what can become of the charter, if there is one to hand over."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("Why does %(name)s stop?") % {"name": former}
        self.fields["name"].label = _("Name of the new sponsor")
        self.fields["email"].help_text = _("They need no account; everything reaches them here.")
        if not has_text:
            del self.fields["plan"]
