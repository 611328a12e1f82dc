"""Addresses that refused mail."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.notifications.actions import resume_address
from mentorship.notifications.queries import paused_addresses


@require_POST
@requires(Permission.VIEW_OUTBOX)
def resume(request: SignedInRequest) -> HttpResponse:
    """Let mail go to a paused address again."""
    health = get_object_or_404(paused_addresses(request.user), pk=request.POST.get("address", ""))
    resume_address(health, by=request.user)
    messages.success(request, _("Mail to that address may leave again."))
    return redirect("notifications:outbox")
