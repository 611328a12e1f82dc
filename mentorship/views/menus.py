"""The menus of the console and the portal: their links, who may follow them, and what is where."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.permissions import Permission

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Place(NamedTuple):
    """A link of a menu, who may follow it, and which pages belong to it.

    `otherwise` is another permission that is enough by itself.
    """

    label: "_StrPromise"
    icon: str
    url_name: str
    permission: Permission
    pages: tuple[str, ...]
    otherwise: Permission | None = None


CONSOLE = (
    Place(
        _("Today"),
        "sun",
        "programmes:today",
        Permission.VIEW_PROGRAMME,
        ("programmes:today",),
    ),
    Place(
        _("People"),
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
        _("Applications"),
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
        _("Matching"),
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
        _("Relationships"),
        "link",
        "matching:match-list",
        Permission.VIEW_MATCHES,
        ("matching:match", "matching:meeting", "matching:care", "matching:reported"),
    ),
    Place(
        _("Training"),
        "academic-cap",
        "training:session-list",
        Permission.VIEW_TRAINING,
        ("training:",),
    ),
    Place(
        _("Surveys"),
        "chat-bubble-left-right",
        "evaluation:wave-list",
        Permission.VIEW_RESULTS,
        (
            "evaluation:wave",
            "evaluation:instrument",
            "evaluation:plan",
            "evaluation:survey",
            "evaluation:warning",
            "evaluation:section",
            "evaluation:item",
            "evaluation:plan",
            "evaluation:survey",
        ),
    ),
    Place(
        _("Reports"),
        "document-chart-bar",
        "evaluation:report-list",
        Permission.MANAGE_REPORTS,
        (
            "evaluation:report",
            "evaluation:cost",
            "evaluation:ledger",
            "evaluation:finding",
            "evaluation:recommendation",
            "evaluation:lesson",
            "evaluation:readiness",
            "evaluation:forecast",
        ),
    ),
)
OF_PROGRAMME = (
    Place(
        _("Set-up"),
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
        _("Strategy"),
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
        _("Charter and sponsors"),
        "document-check",
        "programmes:charter",
        Permission.VIEW_PROGRAMME,
        ("programmes:charter", "programmes:review", "programmes:sponsor"),
    ),
    Place(
        _("Ideal mentor"),
        "sparkles",
        "programmes:mentor-profile",
        Permission.VIEW_PROGRAMME,
        ("programmes:mentor-profile", "programmes:expectation", "programmes:criterion"),
    ),
    Place(
        _("Timetable"),
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
        _("Team"),
        "user-group",
        "programmes:team",
        Permission.VIEW_PROGRAMME,
        ("programmes:team", "programmes:member"),
    ),
    Place(
        _("Caseloads"),
        "scale",
        "programmes:caseloads",
        Permission.VIEW_PEOPLE,
        ("programmes:caseload",),
    ),
    Place(
        _("References and checks"),
        "shield-check",
        "programmes:check-list",
        Permission.VIEW_PEOPLE,
        ("programmes:check", "programmes:requirement"),
    ),
    Place(
        _("Contact for concerns"),
        "lifebuoy",
        "matching:concern-contact",
        Permission.MANAGE_ORGANISATION,
        ("matching:concern-contact",),
    ),
)
MORE = (
    Place(
        _("Programmes"),
        "squares-2x2",
        "programmes:programme-list",
        Permission.VIEW_PROGRAMME,
        ("programmes:programme",),
    ),
    Place(
        _("Side by side"),
        "chart-bar",
        "evaluation:portfolio",
        Permission.MANAGE_REPORTS,
        ("evaluation:portfolio",),
        Permission.MANAGE_ORGANISATION,
    ),
    Place(
        _("Outbox"),
        "envelope",
        "notifications:outbox",
        Permission.VIEW_OUTBOX,
        ("notifications:outbox", "notifications:message", "notifications:address"),
    ),
    Place(
        _("Concerns"),
        "lifebuoy",
        "matching:concern-inbox",
        Permission.VIEW_MATCHES,
        ("matching:concern-inbox",),
    ),
    Place(
        _("Organisation"),
        "building-office",
        "organisation",
        Permission.MANAGE_ORGANISATION,
        ("organisation",),
    ),
    Place(
        _("System health"),
        "heart",
        "health",
        Permission.VIEW_HEALTH,
        ("health",),
    ),
)
TABS = (
    Place(
        _("Home"),
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
        _("Meetings"),
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
        _("Learn"),
        "book-open",
        "training:learn",
        Permission.USE_PORTAL,
        ("training:", "evaluation:my-mirror", "evaluation:my-consent"),
    ),
    Place(
        _("Me"),
        "user",
        "me",
        Permission.USE_PORTAL,
        (
            "me",
            "erasing-ask",
            "privacy",
            "viewing",
            "notifications:preferences",
            "programmes:profile",
            "programmes:check",
            "matching:my-hours",
            "matching:my-concern",
            "matching:concern",
        ),
    ),
)
