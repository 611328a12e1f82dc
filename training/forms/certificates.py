"""Looking for certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CertificateCodeForm(forms.Form):
    """The code that stands on a certificate."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands at the foot of the certificate, in four groups."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )


class CertificateFilter(forms.Form):
    """Which certificates of a programme to see."""

    q = forms.CharField(label=_("Name or title"), max_length=100, required=False)
