"""After a meeting: whether it happened."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.meetings import NotYetHeldError, log_meeting
from matching.models import Meeting
from matching.wording import short_names
from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError


@require_http_methods(["GET", "POST"])
@requires(Permission.USE_PORTAL)
def meeting_log(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say whether it happened: a page on GET, the word itself on POST."""
    meeting = _own_or_404(request, pk)
    said = request.POST.get("happened")
    if request.method == "POST" and said in {"yes", "no"}:
        try:
            log_meeting(meeting, by=request.user, is_held=said == "yes")
        except NotYetHeldError:
            messages.info(request, _("It has not begun yet, so there is nothing to say."))
        except IllegalTransitionError:
            messages.info(request, _("Somebody has said so already."))
        else:
            messages.success(request, _("Thank you, it is noted."))
        return redirect("matching:meetings")
    context = {
        "meeting": meeting,
        "others": short_names(meeting.match.others_than(request.user)),
        "when": date_format(timezone.localtime(meeting.starts_at), "l j F, H:i"),
        "has_begun": meeting.starts_at <= timezone.now(),
    }
    return render(request, "matching/meeting_log.html", context)


def _own_or_404(request: SignedInRequest, pk: uuid.UUID) -> Meeting:
    """Return a meeting of a match that the person is in."""
    own = Meeting.objects.visible_to(request.user).involving(request.user)
    return get_object_or_404(own.select_related("match__cohort__programme"), pk=pk)
