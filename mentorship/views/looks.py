"""The look of an organisation as files that browsers fetch: colours, logo, icon and manifest.

They are fetched before anybody has signed in. An address names the organisation by an id that
cannot be guessed, and the version of its look: a new look has new addresses, so that browsers may
keep what they have.
"""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from mentorship.accounts.access import open_to_all
from mentorship.accounts.looks.css import stylesheet
from mentorship.accounts.looks.icons import SIZES, icon_png
from mentorship.accounts.looks.logos import open_logo
from mentorship.accounts.looks.palette import Scheme
from mentorship.accounts.looks.shown import organisation_by_id, organisation_by_slug
from mentorship.accounts.models import Organisation
from mentorship.views.shown_look import HOUSE_COOKIE

_YEAR = 60 * 60 * 24 * 365
_FOR_GOOD = f"public, max-age={_YEAR}, immutable"


@open_to_all("the sign-in page has the colours of the organisation too")
@require_GET
def look_colours(_request: HttpRequest, pk: UUID, mark: str) -> HttpResponse:
    """Return the stylesheet that puts the organisation's colours over the product's own."""
    house = _organisation(pk)
    css = stylesheet(house.shades(Scheme.LIGHT), house.shades(Scheme.DARK))
    return _file(css.encode(), "text/css; charset=utf-8", house, mark)


@open_to_all("the sign-in page has the logo of the organisation too")
@require_GET
def look_logo(_request: HttpRequest, pk: UUID, mark: str, scheme: str) -> HttpResponse:
    """Return the logo for light or for dark pages."""
    house = _organisation(pk)
    png = open_logo(house.logo_light if scheme == Scheme.LIGHT else house.logo_dark)
    if png is None:
        raise Http404
    return _file(png, "image/png", house, mark)


@open_to_all("phones fetch the picture of an app without signing in")
@require_GET
def look_icon(_request: HttpRequest, pk: UUID, mark: str, size: int, cut: str) -> HttpResponse:
    """Return the picture of the app in the organisation's colour."""
    house = _organisation(pk)
    if size not in SIZES:
        raise Http404
    colour = house.shades(Scheme.LIGHT).accent
    png = icon_png(colour, size, is_maskable=cut == "maskable")
    return _file(png, "image/png", house, mark)


@open_to_all("an organisation’s own way to the sign-in page")
@require_GET
def sign_in_of(_request: HttpRequest, house: str) -> HttpResponse:
    """Lead to the sign-in page, which from now on has the organisation’s look in this browser.

    A name that nobody has leads there too, and says nothing.
    """
    response = redirect(settings.LOGIN_URL)
    if organisation_by_slug(house):
        response.set_cookie(
            HOUSE_COOKIE,
            house,
            max_age=_YEAR,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response


def _organisation(pk: UUID) -> Organisation:
    """Return the organisation, or answer 404."""
    house = organisation_by_id(pk)
    if house is None:
        raise Http404
    return house


def _file(content: bytes, content_type: str, house: Organisation, mark: str) -> HttpResponse:
    """Return a file, kept for good where the address names the look there is now."""
    response = HttpResponse(content, content_type=content_type)
    is_current = mark == house.look_version
    response.headers["Cache-Control"] = _FOR_GOOD if is_current else "no-cache"
    response.headers["ETag"] = f'"{house.look_version}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
