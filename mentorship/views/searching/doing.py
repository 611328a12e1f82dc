"""What can be done from the search: the pages on which something begins."""

from django.utils.translation import gettext_lazy as _

from mentorship.accounts.permissions import Permission
from mentorship.views.menus import Place

# Beginnings in the programme that is in view.
IN_PROGRAMME = (
    Place(
        _("Add a person"), "user-plus", "programmes:participant-add", Permission.MANAGE_PEOPLE, ()
    ),
    Place(_("Propose a match"), "link", "matching:match-add", Permission.MANAGE_MATCHES, ()),
    Place(_("Plan a session"), "calendar", "training:session-add", Permission.MANAGE_TRAINING, ()),
    Place(
        _("Ask people something"),
        "chat-bubble-left-right",
        "evaluation:wave-add",
        Permission.MANAGE_SURVEYS,
        (),
    ),
    Place(
        _("Build a report"),
        "document-chart-bar",
        "evaluation:report-add",
        Permission.MANAGE_REPORTS,
        (),
    ),
)
ANYWHERE = (
    Place(
        _("Start a programme"),
        "squares-2x2",
        "programmes:programme-add",
        Permission.MANAGE_ORGANISATION,
        (),
    ),
    Place(
        _("Tell us that something is not right"),
        "lifebuoy",
        "matching:my-concern-add",
        Permission.USE_PORTAL,
        (),
    ),
    Place(
        _("Choose which mails you get"),
        "envelope",
        "notifications:preferences",
        Permission.USE_PORTAL,
        (),
    ),
)
