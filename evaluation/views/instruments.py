"""The console's pages about what can be asked."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evaluation.actions.shipping import add_shipped_instruments
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme


@require_POST
@programme_view(Permission.MANAGE_SURVEYS)
def instruments_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Bring in the ready-made surveys."""
    added = add_shipped_instruments(programme.organisation, by=request.user)
    messages.success(request, _("%(count)d surveys are ready to use.") % {"count": len(added)})
    return redirect("evaluation:wave-add", programme.slug)
