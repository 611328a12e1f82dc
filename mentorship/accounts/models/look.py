"""How an organisation looks to people: fields of the organisation itself.

They are columns of the organisation and no row of their own, so that whatever has the organisation
at hand, a page, a mail or a paper, has its look without another question to the database.
"""

import hashlib
from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from mentorship.accounts.looks.palette import USUAL, Scheme, Shades, for_dark, shades_of

COLOUR_LENGTH = 7
_KEY_LENGTH = 40


def _colour(label: Any) -> "models.CharField[str, str]":
    """Return a field for a colour `#rrggbb`; empty for the product's own."""
    return models.CharField(label, max_length=COLOUR_LENGTH, blank=True, default="", db_default="")


def _words(label: Any, length: int) -> "models.CharField[str, str]":
    """Return a field for words that may be missing."""
    return models.CharField(label, max_length=length, blank=True, default="", db_default="")


class Look(models.Model):
    """The colours, logo, sender and foot that an organisation shows; all of it may be missing."""

    accent_light = _colour(_("colour on light pages"))
    accent_dark = _colour(_("colour on dark pages"))
    # Keys of pictures drawn anew: what was uploaded is not kept.
    logo_light = _words(_("logo on light pages"), _KEY_LENGTH)
    logo_dark = _words(_("logo on dark pages"), _KEY_LENGTH)
    sender_name = _words(_("sender of mails"), 80)
    reply_to = models.EmailField(_("answers go to"), blank=True, default="", db_default="")
    footer_text = _words(_("words at the foot"), 300)
    imprint_url = models.URLField(_("imprint"), blank=True, default="", db_default="")
    privacy_url = models.URLField(_("privacy notice"), blank=True, default="", db_default="")
    host = _words(_("own address on the web"), 253)

    class Meta:
        """Fields of another model, never rows of their own."""

        abstract = True

    def shades(self, scheme: Scheme) -> Shades:
        """Return the shades on light or on dark pages."""
        if scheme is Scheme.LIGHT:
            return shades_of(self.accent_light or USUAL[scheme], scheme)
        if self.accent_dark:
            return shades_of(self.accent_dark, scheme)
        return shades_of(
            for_dark(self.accent_light) if self.accent_light else USUAL[scheme], scheme
        )

    @property
    def light_shades(self) -> Shades | None:
        """Return the shades on light grounds, for mails and papers; None for the product's own."""
        return self.shades(Scheme.LIGHT) if self.has_colours else None

    @property
    def dark_shades(self) -> Shades | None:
        """Return the shades on dark grounds, for mails; None for the product's own."""
        return self.shades(Scheme.DARK) if self.has_colours else None

    @property
    def has_colours(self) -> bool:
        """Tell whether a colour of their own was chosen."""
        return bool(self.accent_light or self.accent_dark)

    @property
    def look_version(self) -> str:
        """Return a short mark that changes when anything of the look changes."""
        values = [str(getattr(self, name)) for name in ("name", *LOOK_FIELDS)]
        return hashlib.sha256("\x1f".join(values).encode()).hexdigest()[:12]


LOOK_FIELDS = tuple(field.name for field in Look._meta.local_fields)
LOOK_CONSTRAINTS = (
    models.CheckConstraint(
        condition=Q(accent_light="") | Q(accent_light__regex=r"^#[0-9a-f]{6}$"),
        name="accounts_organisation_accent_light",
    ),
    models.CheckConstraint(
        condition=Q(accent_dark="") | Q(accent_dark__regex=r"^#[0-9a-f]{6}$"),
        name="accounts_organisation_accent_dark",
    ),
    models.CheckConstraint(
        condition=Q(host=Lower("host")), name="accounts_organisation_host_lower"
    ),
    models.UniqueConstraint(
        fields=("host",), condition=~Q(host=""), name="accounts_organisation_host"
    ),
)
