"""What every page's frame shows: whose house it is, where one is in it, and who is looking."""

from functools import partial
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.models import Organisation, Person
from mentorship.accounts.queries import only_organisation_of
from mentorship.common.shell import NavItem, Shell
from mentorship.views.menus import CONSOLE, MORE, OF_PROGRAMME, TABS, Place
from mentorship.views.shown_look import files_of, footer_of, organisation_before_sign_in
from programmes.access import REMEMBERED_PROGRAMME, programmes_at_hand
from programmes.models import Programme

PRODUCT = "Mentorship"


def shell(request: HttpRequest) -> dict[str, object]:
    """Offer the frame to templates; nothing is asked of the database until one looks at it."""
    return {"shell": SimpleLazyObject(partial(build_shell, request))}


def build_shell(request: HttpRequest) -> Shell:
    """Return the frame for whoever looks; three queries at most, however many rows there are."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return _before_sign_in(request)
    programmes = programmes_at_hand(cast("SignedInRequest", request))
    programme = _programme(request, programmes)
    # For who asks for more pages of it than the frame shows, such as the search.
    request.shown_programme = programme  # type: ignore[attr-defined]  # ours, for this request
    match = request.resolver_match
    page = match.view_name if match else ""
    organisation = _organisation(person, programme)
    return Shell(
        organisation_name=organisation.name if organisation else PRODUCT,
        look=files_of(organisation),
        footer_items=footer_of(organisation),
        search_url=reverse("search"),
        home_url=reverse("home"),
        programme_name=programme.name if programme else "",
        programmes=_switcher(programmes, programme),
        nav_items=of_programme(CONSOLE, person, programme, page),
        programme_items=of_programme(OF_PROGRAMME, person, programme, page),
        more_items=anywhere(MORE, person, page),
        tab_items=anywhere(TABS, person, page),
        person_items=_person_items(page, works_in_console=bool(programmes)),
        person_name=person.name,
        person_email=person.email or "",
        banner=_banner(request),
        banner_link=_banner_link(request),
    )


def _programme(request: HttpRequest, programmes: list[Programme]) -> Programme | None:
    """Return the programme of the page, else the one looked at last, else the only one."""
    of_page = getattr(request, "programme", None)
    if isinstance(of_page, Programme):
        return of_page
    remembered = request.session.get(REMEMBERED_PROGRAMME)
    found = next((each for each in programmes if each.slug == remembered), None)
    return found or (programmes[0] if len(programmes) == 1 else None)


def _organisation(person: Person, programme: Programme | None) -> Organisation | None:
    """Return whose name and look the page has: none where somebody belongs to several."""
    if programme is not None:
        return programme.organisation
    return only_organisation_of(person)


def _before_sign_in(request: HttpRequest) -> Shell:
    """Return the frame of a page that nobody has signed in for."""
    organisation = organisation_before_sign_in(request)
    return Shell(
        organisation_name=organisation.name if organisation else PRODUCT,
        look=files_of(organisation),
        footer_items=footer_of(organisation),
        banner=_banner(request),
        banner_link=_banner_link(request),
    )


def _switcher(programmes: list[Programme], current: Programme | None) -> tuple[NavItem, ...]:
    """Return the programmes one may change to."""
    if not programmes:
        return ()
    items = [
        NavItem(each.name, reverse("programmes:today", args=(each.slug,)), each == current)
        for each in programmes
    ]
    return (*items, NavItem(_("All programmes"), reverse("programmes:programme-list")))


def of_programme(
    places: tuple[Place, ...], person: Person, programme: Programme | None, page: str
) -> tuple[NavItem, ...]:
    """Return the links to pages of one programme that the person may open."""
    if programme is None:
        return ()
    return tuple(
        _item(place, reverse(place.url_name, args=(programme.slug,)), page)
        for place in places
        if allows(
            person,
            place.permission,
            organisation_id=programme.organisation_id,
            programme_id=programme.pk,
        )
    )


def anywhere(places: tuple[Place, ...], person: Person, page: str) -> tuple[NavItem, ...]:
    """Return the links to pages of no one programme that the person may open."""
    return tuple(
        _item(place, reverse(place.url_name), page)
        for place in places
        if allows(person, place.permission)
        or (place.otherwise is not None and allows(person, place.otherwise))
    )


def _item(place: Place, url: str, page: str) -> NavItem:
    """Return a place as a link, marked when the page belongs to it."""
    return NavItem(str(place.label), url, page.startswith(place.pages), place.icon)


def _person_items(page: str, *, works_in_console: bool) -> tuple[NavItem, ...]:
    """Return the menu of the person; who runs programmes may take part in one as well."""
    own = NavItem(_("My own mentoring"), reverse("programmes:home"), icon="home")
    me = NavItem(_("Me"), reverse("me"), page == "me", "user")
    return (own, me) if works_in_console else (me,)


def _banner(request: HttpRequest) -> str:
    """Say above every page that one looks as somebody else, or that this is a demonstration."""
    viewing = getattr(request, "viewing", None)
    if viewing is not None:
        words = _("You see this as %(name)s does, until %(time)s. Nothing can be changed.")
        until = timezone.localtime(viewing.until)
        return words % {"name": viewing.person.name, "time": time_format(until, "H:i")}
    if not settings.DEMO:
        return ""
    return _("A demonstration: these people are invented, and no mail leaves this machine.")


def _banner_link(request: HttpRequest) -> NavItem | None:
    """Lead to where a look as somebody else ends, or to the mail that a demonstration keeps."""
    if getattr(request, "viewing", None) is not None:
        return NavItem(_("Be yourself again"), reverse("viewing"))
    return NavItem(_("Read the mail"), reverse("demo-mail-list")) if settings.DEMO else None
