"""What an administrator says of a sign-in service, a domain, and who needs a second step."""

import re
from typing import Any

from cryptography import x509
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.federation.identities import DistrustedError
from mentorship.accounts.federation.outward import split
from mentorship.accounts.federation.saml import certificates_of
from mentorship.accounts.models import IdentityProvider
from mentorship.accounts.models.signing_in import Joining, ProviderKind
from mentorship.accounts.permissions import GUARDED_ROLES, Role

LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")


def check_address(value: str) -> None:
    """Raise ValidationError unless a service could be asked there."""
    try:
        split(value)
    except DistrustedError as error:
        raise ValidationError(_("Write a full address that begins with https://")) from error


class ServiceForm(forms.ModelForm[IdentityProvider]):
    """What the two kinds of service have in common."""

    class Meta:
        model = IdentityProvider
        fields: tuple[str, ...] = ("name", "joining", "counts_second_step")
        labels = {
            "name": _("What people call it"),
            "joining": _("When it names somebody who is not here yet"),
            "counts_second_step": _("When it says it asked for a second step, we ask for none"),
        }
        help_texts = {
            "name": _("It stands on the button: “Guildhall account”, for example."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer who may be added as two plain choices."""
        super().__init__(*args, **kwargs)
        self.fields["joining"].widget = forms.RadioSelect(choices=Joining.choices)


class OidcForm(ServiceForm):
    """A service that speaks OpenID Connect."""

    secret = forms.CharField(
        label=_("Client secret"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    class Meta(ServiceForm.Meta):
        fields = ("name", "issuer", "client_id", "joining", "counts_second_step")
        help_texts = {
            **ServiceForm.Meta.help_texts,
            "issuer": _("As the service writes it, such as https://login.example.org/tenant"),
        }

    field_order = ("name", "issuer", "client_id", "secret", "joining", "counts_second_step")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say that an empty secret leaves the one that is kept."""
        super().__init__(*args, **kwargs)
        self.fields["issuer"].required = self.fields["client_id"].required = True
        self.fields["issuer"].validators.append(check_address)
        is_kept = bool(self.instance.sealed_secret)
        self.fields["secret"].required = not is_kept
        if is_kept:
            self.fields["secret"].help_text = _("One is kept, sealed. Leave this empty to keep it.")


class SamlForm(ServiceForm):
    """A service that speaks SAML 2.0."""

    class Meta(ServiceForm.Meta):
        fields = ("name", "entity_id", "sso_url", "certificates", "joining", "counts_second_step")
        widgets = {"certificates": forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})}
        help_texts = {
            **ServiceForm.Meta.help_texts,
            "certificates": _(
                "From -----BEGIN CERTIFICATE----- on; the old and the new one at a change."
            ),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for all three: none can be done without."""
        super().__init__(*args, **kwargs)
        for name in ("entity_id", "sso_url", "certificates"):
            self.fields[name].required = True
        self.fields["sso_url"].validators.append(check_address)

    def clean_certificates(self) -> str:
        """Refuse what is no certificate: without one, no signature could be checked."""
        text = str(self.cleaned_data["certificates"])
        bodies = certificates_of(text)
        try:
            for body in bodies:
                pem = f"-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"
                x509.load_pem_x509_certificate(pem.encode())
        except ValueError as error:
            raise ValidationError(_("This is no certificate that can be read.")) from error
        if not bodies:
            raise ValidationError(_("Paste at least one certificate."))
        return text


FORMS: dict[str, type[OidcForm | SamlForm]] = {
    ProviderKind.OIDC: OidcForm,
    ProviderKind.SAML: SamlForm,
}


class DomainForm(forms.Form):
    """A domain, and the mailbox there to which its code goes."""

    domain = forms.CharField(
        label=_("What stands behind the @"), help_text=_("guildhall.example"), max_length=253
    )
    mailbox = forms.ChoiceField(
        label=_("Send the code to"),
        help_text=_("Only whoever runs the domain’s mail reads these mailboxes."),
    )

    def __init__(self, *args: Any, mailboxes: tuple[str, ...], **kwargs: Any) -> None:
        """Offer the mailboxes."""
        super().__init__(*args, **kwargs)
        self.fields["mailbox"].choices = [(each, f"{each}@…") for each in mailboxes]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_domain(self) -> str:
        """Return it as mail servers write it, or say that it is none."""
        text = str(self.cleaned_data["domain"]).strip().lstrip("@").rstrip(".")
        try:
            domain = text.encode("idna").decode().lower()
        except UnicodeError as error:
            raise ValidationError(_("This is no domain.")) from error
        labels = domain.split(".")
        if len(labels) < 2 or not all(LABEL.fullmatch(label) for label in labels):  # noqa: PLR2004  # a name and its country
            raise ValidationError(_("This is no domain."))
        return domain


class CodeForm(forms.Form):
    """The code that was mailed to the domain."""

    code = forms.CharField(
        label=_("The code from the mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class PolicyForm(forms.Form):
    """Who is asked for a second step."""

    roles = forms.MultipleChoiceField(
        label=_("Also asked for a second step"),
        help_text=_("Administrators and coordinators always are."),
        choices=[(role.value, role.label) for role in Role if role not in GUARDED_ROLES],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_for_everybody = forms.BooleanField(label=_("Everybody who belongs here"), required=False)
