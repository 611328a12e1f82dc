"""Looking for certificates."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _


class CertificateCodeForm(forms.Form):
    """The code that stands on a certificate."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("It stands at the foot of the certificate, in four groups."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """Return the code without what cannot stand in its address; refuse nothing but that."""
        code = str(self.cleaned_data["code"]).replace("/", "").strip()
        if not code:
            raise ValidationError(__("This is no code of a certificate."))
        return code


class CertificateFilter(forms.Form):
    """Which certificates of a programme to see."""

    q = forms.CharField(label=_("Name or title"), max_length=100, required=False)
