"""What a person may do, named once, and which roles may do it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Permission(TextChoices):
    """One thing that a role allows."""

    USE_PORTAL = "use_portal", _("use the portal as oneself")
    VIEW_PROGRAMME = "view_programme", _("see a programme and its dates")
    MANAGE_PROGRAMME = "manage_programme", _("change a programme and move its cohorts on")
    VIEW_PEOPLE = "view_people", _("see who takes part, and how far they are")
    MANAGE_PEOPLE = "manage_people", _("add, move and message people")
    VIEW_APPLICATIONS = "view_applications", _("see who applies, and how applications stand")
    DECIDE_APPLICATIONS = "decide_applications", _("assign reviewers and decide applications")
    REVIEW_APPLICATIONS = "review_applications", _("judge the applications they are given")
    VIEW_MATCHES = "view_matches", _("see who meets whom, and how regularly")
    MANAGE_MATCHES = "manage_matches", _("propose, pause and close matches")
    VIEW_TRAINING = "view_training", _("see sessions, attendance and currency")
    MANAGE_TRAINING = "manage_training", _("plan sessions and credit hours")
    RECORD_ATTENDANCE = "record_attendance", _("say who was at a session")
    MANAGE_SURVEYS = "manage_surveys", _("open and close waves")
    VIEW_RESULTS = "view_results", _("read results that are large enough to publish")
    MANAGE_REPORTS = "manage_reports", _("build, approve and send reports")
    VIEW_OUTBOX = "view_outbox", _("see which messages leave, and act on stuck ones")
    VIEW_HEALTH = "view_health", _("see whether the system runs")
    MANAGE_ORGANISATION = "manage_organisation", _("set up the organisation")


class Role(TextChoices):
    """A named set of permissions, held in an organisation or in one programme."""

    ADMINISTRATOR = "administrator", _("Organisation administrator")
    LEAD_COORDINATOR = "lead_coordinator", _("Lead coordinator")
    COORDINATOR = "coordinator", _("Coordinator")
    REVIEWER = "reviewer", _("Reviewer")
    FACILITATOR = "facilitator", _("Facilitator")


_COORDINATES = frozenset(
    {
        Permission.VIEW_PROGRAMME,
        Permission.VIEW_PEOPLE,
        Permission.MANAGE_PEOPLE,
        Permission.VIEW_APPLICATIONS,
        Permission.DECIDE_APPLICATIONS,
        Permission.VIEW_MATCHES,
        Permission.MANAGE_MATCHES,
        Permission.VIEW_TRAINING,
        Permission.MANAGE_TRAINING,
        Permission.RECORD_ATTENDANCE,
        Permission.MANAGE_SURVEYS,
        Permission.VIEW_RESULTS,
        Permission.MANAGE_REPORTS,
        Permission.VIEW_OUTBOX,
        Permission.VIEW_HEALTH,
    }
)

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.VIEW_PROGRAMME,
            Permission.VIEW_OUTBOX,
            Permission.VIEW_HEALTH,
            Permission.MANAGE_ORGANISATION,
        }
    ),
    Role.LEAD_COORDINATOR: _COORDINATES | {Permission.MANAGE_PROGRAMME},
    Role.COORDINATOR: _COORDINATES,
    Role.REVIEWER: frozenset({Permission.VIEW_PROGRAMME, Permission.REVIEW_APPLICATIONS}),
    Role.FACILITATOR: frozenset({Permission.VIEW_PROGRAMME, Permission.RECORD_ATTENDANCE}),
}

# Roles that look after other people's data, and so need a second factor outside the demo.
GUARDED_ROLES = frozenset({Role.ADMINISTRATOR, Role.LEAD_COORDINATOR, Role.COORDINATOR})

# Roles whose work happens in the console rather than in the portal.
CONSOLE_ROLES = GUARDED_ROLES
