"""What every page's frame shows: whose house it is, where one is in it, and who is looking."""

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentorship.accounts.access import allows
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.queries import organisations_of
from mentorship.common.shell import NavItem, Shell
from programmes.access import REMEMBERED_PROGRAMME
from programmes.models import Programme
from programmes.queries import console_programmes

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Place(NamedTuple):
    """A link of a menu, who may follow it, and which pages belong to it."""

    label: "_StrPromise"
    icon: str
    url_name: str
    permission: Permission
    pages: tuple[str, ...]


CONSOLE = (
    Place(
        gettext_lazy("Today"),
        "sun",
        "programmes:today",
        Permission.VIEW_PROGRAMME,
        ("programmes:today",),
    ),
    Place(
        gettext_lazy("People"),
        "users",
        "programmes:people",
        Permission.VIEW_PEOPLE,
        (
            "programmes:people",
            "programmes:participant",
            "programmes:view",
            "programmes:duplicates",
            "programmes:merge",
            "programmes:import",
        ),
    ),
    Place(
        gettext_lazy("Applications"),
        "inbox",
        "programmes:applications",
        Permission.VIEW_APPLICATIONS,
        (
            "programmes:application",
            "programmes:window",
            "programmes:round",
            "programmes:panel",
            "programmes:decision",
            "programmes:appeal",
            "programmes:nomination",
            "programmes:endorsement",
            "programmes:eligibility",
            "programmes:waiting",
            "programmes:fairness",
            "programmes:section",
            "programmes:question",
            "programmes:intake",
            "programmes:validation",
        ),
    ),
    Place(
        gettext_lazy("Matching"),
        "puzzle-piece",
        "matching:round-list",
        Permission.VIEW_MATCHES,
        (
            "matching:round",
            "matching:rule",
            "matching:group",
            "matching:draft",
            "matching:pair",
            "matching:wish",
            "matching:request",
            "matching:sending",
            "matching:recruit",
        ),
    ),
    Place(
        gettext_lazy("Relationships"),
        "link",
        "matching:match-list",
        Permission.VIEW_MATCHES,
        ("matching:match", "matching:meeting", "matching:care", "matching:reported"),
    ),
    Place(
        gettext_lazy("Training"),
        "academic-cap",
        "training:session-list",
        Permission.VIEW_TRAINING,
        ("training:",),
    ),
    Place(
        gettext_lazy("Surveys"),
        "chat-bubble-left-right",
        "evaluation:wave-list",
        Permission.VIEW_RESULTS,
        ("evaluation:wave", "evaluation:instrument"),
    ),
    Place(
        gettext_lazy("Reports"),
        "document-chart-bar",
        "evaluation:report-list",
        Permission.MANAGE_REPORTS,
        ("evaluation:report", "evaluation:schedule"),
    ),
)
OF_PROGRAMME = (
    Place(
        gettext_lazy("Set-up"),
        "clipboard-document-check",
        "programmes:setup",
        Permission.MANAGE_PROGRAMME,
        (
            "matching:concern-route",
            "programmes:setup",
            "programmes:cohort",
            "programmes:policy",
            "programmes:texts",
            "programmes:recommendation",
        ),
    ),
    Place(
        gettext_lazy("Strategy"),
        "map",
        "programmes:strategy",
        Permission.VIEW_PROGRAMME,
        (
            "programmes:strategy",
            "programmes:goal",
            "programmes:objective",
            "programmes:indicator",
        ),
    ),
    Place(
        gettext_lazy("Charter and sponsors"),
        "document-check",
        "programmes:charter",
        Permission.VIEW_PROGRAMME,
        ("programmes:charter", "programmes:review", "programmes:sponsor"),
    ),
    Place(
        gettext_lazy("Ideal mentor"),
        "sparkles",
        "programmes:mentor-profile",
        Permission.VIEW_PROGRAMME,
        ("programmes:mentor-profile", "programmes:expectation", "programmes:criterion"),
    ),
    Place(
        gettext_lazy("Timetable"),
        "calendar-days",
        "programmes:timetables",
        Permission.VIEW_PROGRAMME,
        (
            "programmes:timetable",
            "programmes:milestone",
            "programmes:phase",
            "programmes:calendar",
            "programmes:working",
            "programmes:closed",
        ),
    ),
    Place(
        gettext_lazy("Team"),
        "user-group",
        "programmes:team",
        Permission.VIEW_PROGRAMME,
        ("programmes:team", "programmes:member"),
    ),
    Place(
        gettext_lazy("Caseloads"),
        "scale",
        "programmes:caseloads",
        Permission.VIEW_PEOPLE,
        ("programmes:caseload",),
    ),
    Place(
        gettext_lazy("References and checks"),
        "shield-check",
        "programmes:check-list",
        Permission.VIEW_PEOPLE,
        ("programmes:check", "programmes:requirement"),
    ),
    Place(
        gettext_lazy("Contact for concerns"),
        "lifebuoy",
        "matching:concern-contact",
        Permission.MANAGE_ORGANISATION,
        ("matching:concern-contact",),
    ),
)
MORE = (
    Place(
        gettext_lazy("Programmes"),
        "squares-2x2",
        "programmes:programme-list",
        Permission.VIEW_PROGRAMME,
        ("programmes:programme",),
    ),
    Place(
        gettext_lazy("Outbox"),
        "envelope",
        "notifications:outbox",
        Permission.VIEW_OUTBOX,
        ("notifications:outbox", "notifications:message", "notifications:address"),
    ),
    Place(
        gettext_lazy("Concerns"),
        "lifebuoy",
        "matching:concern-inbox",
        Permission.VIEW_MATCHES,
        ("matching:concern-inbox",),
    ),
    Place(
        gettext_lazy("System health"),
        "heart",
        "health",
        Permission.VIEW_HEALTH,
        ("health",),
    ),
)
TABS = (
    Place(
        gettext_lazy("Home"),
        "home",
        "programmes:home",
        Permission.USE_PORTAL,
        (
            "programmes:home",
            "programmes:invitation",
            "programmes:apply",
            "programmes:nominat",
            "programmes:confirmation",
            "programmes:marking",
            "programmes:endorsement-own",
            "programmes:waiting-list-own",
            "programmes:panel-read",
            "programmes:decision-own",
            "evaluation:answer",
            "matching:my-mentors",
            "matching:my-wishes",
            "matching:my-request",
        ),
    ),
    Place(
        gettext_lazy("Meetings"),
        "calendar",
        "matching:meetings",
        Permission.USE_PORTAL,
        (
            "matching:meeting",
            "matching:match-",
            "matching:my-agreement",
            "matching:my-calendar",
            "matching:my-closing",
            "matching:my-fit",
            "matching:my-goal",
            "matching:my-match",
            "matching:my-message",
            "matching:my-rematch",
            "matching:my-rest",
            "matching:my-step",
        ),
    ),
    Place(
        gettext_lazy("Learn"),
        "book-open",
        "training:learn",
        Permission.USE_PORTAL,
        ("training:",),
    ),
    Place(
        gettext_lazy("Me"),
        "user",
        "me",
        Permission.USE_PORTAL,
        (
            "me",
            "notifications:preferences",
            "programmes:profile",
            "programmes:check",
            "matching:my-hours",
            "matching:my-concern",
            "matching:concern",
        ),
    ),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Offer the frame to templates; nothing is asked of the database until one looks at it."""
    return {"shell": SimpleLazyObject(partial(build_shell, request))}


def build_shell(request: HttpRequest) -> Shell:
    """Return the frame for whoever looks; four queries at most, however many rows there are."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return Shell(banner=_banner(), banner_link=_banner_link())
    programmes = console_programmes(person)
    programme = _programme(request, programmes)
    match = request.resolver_match
    page = match.view_name if match else ""
    return Shell(
        organisation_name=_organisation_name(person, programme),
        home_url=reverse("home"),
        programme_name=programme.name if programme else "",
        programmes=_switcher(programmes, programme),
        nav_items=_of_programme(CONSOLE, person, programme, page),
        programme_items=_of_programme(OF_PROGRAMME, person, programme, page),
        more_items=_anywhere(MORE, person, page),
        tab_items=_anywhere(TABS, person, page),
        person_items=_person_items(page, works_in_console=bool(programmes)),
        person_name=person.name,
        person_email=person.email or "",
        banner=_banner(),
        banner_link=_banner_link(),
    )


def _programme(request: HttpRequest, programmes: list[Programme]) -> Programme | None:
    """Return the programme of the page, else the one looked at last, else the only one."""
    of_page = getattr(request, "programme", None)
    if isinstance(of_page, Programme):
        return of_page
    remembered = request.session.get(REMEMBERED_PROGRAMME)
    found = next((each for each in programmes if each.slug == remembered), None)
    return found or (programmes[0] if len(programmes) == 1 else None)


def _organisation_name(person: Person, programme: Programme | None) -> str:
    """Return the name in the brand corner."""
    if programme is not None:
        return programme.organisation.name
    organisations = organisations_of(person)
    return organisations[0].name if len(organisations) == 1 else "Mentorship"


def _switcher(programmes: list[Programme], current: Programme | None) -> tuple[NavItem, ...]:
    """Return the programmes one may change to."""
    if not programmes:
        return ()
    items = [
        NavItem(each.name, reverse("programmes:today", args=(each.slug,)), each == current)
        for each in programmes
    ]
    return (*items, NavItem(_("All programmes"), reverse("programmes:programme-list")))


def _of_programme(
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


def _anywhere(places: tuple[Place, ...], person: Person, page: str) -> tuple[NavItem, ...]:
    """Return the links to pages of no one programme that the person may open."""
    return tuple(
        _item(place, reverse(place.url_name), page)
        for place in places
        if allows(person, place.permission)
    )


def _item(place: Place, url: str, page: str) -> NavItem:
    """Return a place as a link, marked when the page belongs to it."""
    return NavItem(str(place.label), url, page.startswith(place.pages), place.icon)


def _person_items(page: str, *, works_in_console: bool) -> tuple[NavItem, ...]:
    """Return the menu of the person; who runs programmes may take part in one as well."""
    own = NavItem(_("My own mentoring"), reverse("programmes:home"), icon="home")
    me = NavItem(_("Me"), reverse("me"), page == "me", "user")
    return (own, me) if works_in_console else (me,)


def _banner() -> str:
    """Say above every page of a demonstration that it is one."""
    if not settings.DEMO:
        return ""
    return _("A demonstration: these people are invented, and no mail leaves this machine.")


def _banner_link() -> NavItem | None:
    """Lead to the mail that a demonstration keeps."""
    return NavItem(_("Read the mail"), reverse("demo-mail-list")) if settings.DEMO else None
