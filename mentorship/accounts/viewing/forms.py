"""Whom to look as, and why."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FindPersonForm(forms.Form):
    """Part of a name or an address."""

    q = forms.CharField(label=_("Name or e-mail address"), max_length=100, required=False)


class ReasonForm(forms.Form):
    """The reason, which the person reads."""

    reason = forms.CharField(
        label=_("Why do you need to see what they see?"),
        help_text=_("They read this, with your name, under “Me”."),
        min_length=10,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
