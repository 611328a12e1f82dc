"""A shelf of the outbox as a file to keep."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from mentorship.notifications.actions.downloads import note_outbox_download
from mentorship.notifications.models import Message
from mentorship.notifications.tables import shelf_called


@requires(Permission.VIEW_OUTBOX)
@require_GET
def outbox_file(request: SignedInRequest) -> HttpResponse:
    """Hand out the messages of a shelf, without their words; recorded."""
    shelf = shelf_called(request.GET.get("state", ""))
    found = Message.objects.visible_to(request.user).filter(state__in=shelf.states)
    lines = [
        [
            str(message.title),
            message.recipient.name if message.recipient else message.to_address,
            message.due_at,
            message.get_state_display(),
            message.get_cancel_reason_display(),
        ]
        for message in found.select_related("recipient").defer("text", "html")
    ]
    note_outbox_download(rows=len(lines), by=request.user)
    header = [_("Message"), _("For"), _("Due"), _("State"), _("Why not sent")]
    return table_response("outbox", header, lines, wanted=request.GET.get("format", ""))
