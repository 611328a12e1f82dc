"""What an administrator says of how the organisation looks."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http.request import validate_host
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.looks.logos import LogoRefusedError, read_logo
from mentorship.accounts.looks.palette import Scheme
from mentorship.accounts.looks.reading import reading_of
from mentorship.accounts.models import Organisation
from mentorship.accounts.models.look import COLOUR_LENGTH, LOOK_FIELDS
from mentorship.common.colours import is_colour

COLOURS = {"accent_light": Scheme.LIGHT, "accent_dark": Scheme.DARK}


class ColourField(forms.CharField):
    """A colour `#rrggbb`, in whatever letters it is typed; empty for none."""

    def to_python(self, value: Any) -> str:
        """Return it in small letters, with the sign before it."""
        typed = (super().to_python(value) or "").strip().lower()
        return f"#{typed}" if typed and not typed.startswith("#") else typed

    def validate(self, value: str) -> None:
        """Refuse what is no colour."""
        super().validate(value)
        if value and not is_colour(value):
            raise forms.ValidationError(
                _("Write a colour as a # and six digits or letters from a to f, such as #00696f.")
            )


def _logo_field(label: Any, help_text: Any = "") -> forms.FileField:
    """Return a field for a logo."""
    widget = forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"})
    return forms.FileField(label=label, help_text=help_text, widget=widget, required=False)


class LookForm(forms.Form):
    """Name, colours, logo, sender, foot and address of an organisation."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("As people see it on every page, mail and paper."),
        max_length=120,
    )
    accent_light = ColourField(
        label=gettext_lazy("Colour on light pages"),
        help_text=gettext_lazy("Such as #00696f. Empty for the product’s own."),
        max_length=COLOUR_LENGTH,
        required=False,
    )
    accent_dark = ColourField(
        label=gettext_lazy("Colour on dark pages"),
        help_text=gettext_lazy("Empty for the one that goes with the colour on light pages."),
        max_length=COLOUR_LENGTH,
        required=False,
    )
    logo_light = _logo_field(
        gettext_lazy("Logo on light pages"),
        gettext_lazy("PNG, JPEG or WebP, up to 2 MB. It is shown 32 pixels high."),
    )
    logo_light_off = forms.BooleanField(
        label=gettext_lazy("Take the logo on light pages away"), required=False
    )
    logo_dark = _logo_field(gettext_lazy("Logo on dark pages"))
    logo_dark_off = forms.BooleanField(
        label=gettext_lazy("Take the logo on dark pages away"), required=False
    )
    sender_name = forms.CharField(
        label=gettext_lazy("Sender of mails"),
        help_text=gettext_lazy("The name beside a mail. Empty for the organisation’s."),
        max_length=80,
        required=False,
    )
    reply_to = forms.EmailField(
        label=gettext_lazy("Answers to mails go to"),
        help_text=gettext_lazy("An address that somebody reads. Empty for the address of mails."),
        required=False,
    )
    footer_text = forms.CharField(
        label=gettext_lazy("Words at the foot of pages, mails and papers"),
        help_text=gettext_lazy("Such as the full name and seat of the organisation."),
        max_length=300,
        required=False,
    )
    imprint_url = forms.URLField(
        label=gettext_lazy("Link to your imprint"), assume_scheme="https", required=False
    )
    privacy_url = forms.URLField(
        label=gettext_lazy("Link to your privacy notice"), assume_scheme="https", required=False
    )
    host = forms.CharField(
        label=gettext_lazy("Your own address on the web"),
        help_text=gettext_lazy("Whoever comes in there sees your look before they sign in."),
        max_length=253,
        required=False,
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        files: "MultiValueDict[str, UploadedFile[bytes]] | None" = None,
        *,
        organisation: Organisation,
    ) -> None:
        """Begin with what is shown now; offer to take away only the logos that are there."""
        initial = {name: getattr(organisation, name) for name in ("name", *LOOK_FIELDS)}
        super().__init__(data, files, initial=initial | {"seen": organisation.look_version})
        for name in ("logo_light", "logo_dark"):
            if not getattr(organisation, name):
                del self.fields[f"{name}_off"]

    def clean_host(self) -> str:
        """Return the name alone; refuse one that does not reach this installation."""
        typed = self.cleaned_data["host"].strip().lower()
        host: str = (urlsplit(typed).hostname or "") if "//" in typed else typed.partition("/")[0]
        if not host:
            return ""
        if host == urlsplit(settings.BASE_URL).hostname:
            raise forms.ValidationError(
                _("This is the address of the whole installation, so it cannot be yours alone.")
            )
        if not validate_host(host, settings.ALLOWED_HOSTS):
            raise forms.ValidationError(
                _(
                    "This address does not lead here yet. Ask whoever runs the server to add it "
                    "to ALLOWED_HOSTS, then come back."
                )
            )
        return host

    def clean_logo_light(self) -> bytes | None:
        """Return the logo on light pages, drawn anew."""
        return self._logo("logo_light")

    def clean_logo_dark(self) -> bytes | None:
        """Return the logo on dark pages, drawn anew."""
        return self._logo("logo_dark")

    def _logo(self, name: str) -> bytes | None:
        """Read an uploaded logo, or say what is wrong with it."""
        upload = self.files.get(name)
        if upload is None:
            return None
        try:
            return read_logo(upload)
        except LogoRefusedError as error:
            raise forms.ValidationError(str(error.sentence)) from error

    def clean(self) -> dict[str, Any]:
        """Refuse colours in which nobody could read, and propose the nearest in which they can."""
        cleaned = super().clean() or self.cleaned_data
        for name, scheme in COLOURS.items():
            colour = cleaned.get(name)
            reading = reading_of(colour, scheme) if colour else None
            if reading and reading.proposal:
                self.add_error(name, reading.sentence)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """Return the fields of a valid form that are words and colours."""
        names = ("name", *LOOK_FIELDS)
        return {name: self.cleaned_data[name] for name in names if not name.startswith("logo")}

    @property
    def logos(self) -> dict[str, bytes | None]:
        """Return new logos by field, and None for one to take away."""
        logos: dict[str, bytes | None] = {}
        for name in ("logo_light", "logo_dark"):
            if self.cleaned_data.get(name):
                logos[name] = self.cleaned_data[name]
            elif self.cleaned_data.get(f"{name}_off"):
                logos[name] = None
        return logos
