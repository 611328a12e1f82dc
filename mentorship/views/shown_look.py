"""Which organisation's look a page has, and the addresses of its parts."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.looks.palette import Scheme
from mentorship.accounts.looks.shown import organisation_by_host, organisation_by_slug
from mentorship.accounts.models import Organisation
from mentorship.common.shell import LookFiles, NavItem

# What remembers, in a browser, through which organisation's sign-in page somebody came.
HOUSE_COOKIE = "house"


def organisation_before_sign_in(request: HttpRequest) -> Organisation | None:
    """Return whose look a page has that nobody signed in for.

    That is whose page it is, where the view says so in `request.house`; else whose own address on
    the web this is; else through whose sign-in page this browser came. No query without a sign.
    """
    house = getattr(request, "house", None)
    if isinstance(house, Organisation):
        return house
    host = _host(request)
    if host != urlsplit(settings.BASE_URL).hostname and host not in {"localhost", "testserver"}:
        found = organisation_by_host(host)
        if found:
            return found
    return organisation_by_slug(request.COOKIES.get(HOUSE_COOKIE, ""))


def _host(request: HttpRequest) -> str:
    """Return the name by which this installation was asked, our own for one that is none of ours.

    What refuses such a request has a page too, and that asks for its look.
    """
    try:
        return request.get_host().partition(":")[0].lower()
    except DisallowedHost:
        return urlsplit(settings.BASE_URL).hostname or ""


def files_of(organisation: Organisation | None) -> LookFiles:
    """Return the addresses of what a browser fetches for this look; the product's own without."""
    if organisation is None:
        return LookFiles(
            manifest_url=reverse("app-manifest"), icon_url=reverse("app-icon", args=(180, "any"))
        )
    key = (organisation.pk, organisation.look_version)
    return LookFiles(
        css_url=reverse("look-colours", args=key) if organisation.has_colours else "",
        logo_url=reverse("look-logo", args=(*key, Scheme.LIGHT)) if organisation.logo_light else "",
        dark_logo_url=reverse("look-logo", args=(*key, Scheme.DARK))
        if organisation.logo_dark
        else "",
        manifest_url=reverse("look-manifest", args=key),
        icon_url=reverse("look-icon", args=(*key, 180, "any")),
        footer_text=organisation.footer_text,
    )


def footer_of(organisation: Organisation | None) -> tuple[NavItem, ...]:
    """Return the links at the foot of every page of the organisation."""
    if organisation is None:
        return ()
    links = (
        (_("Imprint"), organisation.imprint_url),
        (_("Privacy notice"), organisation.privacy_url),
    )
    return tuple(NavItem(label, url) for label, url in links if url)
