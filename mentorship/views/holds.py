"""Legal holds, for an administrator: of whom nothing may go for now, and why."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, organisations_allowing, requires
from mentorship.accounts.actions.keeping import begin_hold, end_hold
from mentorship.accounts.erasing_forms import HoldForm
from mentorship.accounts.models import LegalHold, Organisation
from mentorship.accounts.permissions import Permission
from mentorship.views.organisation_tabs import organisation_tabs

PER_PAGE = 50


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def holds(request: SignedInRequest) -> HttpResponse:
    """List who is on hold, and put somebody on."""
    mine = organisations_allowing(request.user, Permission.MANAGE_ORGANISATION)
    organisations = (
        Organisation.objects.visible_to(request.user).filter(pk__in=mine).order_by("name", "pk")
    )
    form = HoldForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        begin_hold(
            form.cleaned_data["person"],
            organisation=form.cleaned_data["organisation"],
            reason=form.cleaned_data["reason"],
            by=request.user,
        )
        messages.success(request, _("Nothing of this person goes until you end the hold."))
        return redirect("organisation-holds")
    standing = LegalHold.objects.visible_to(request.user).standing()
    rows = standing.select_related("person", "organisation").order_by("begun_at", "pk")
    context = {
        "tabs": organisation_tabs("organisation-keeping"),
        "form": form,
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "keeping/holds.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def hold_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """End a hold; pressed twice, it ends once."""
    end_hold(get_object_or_404(LegalHold.objects.visible_to(request.user), pk=pk), by=request.user)
    messages.success(request, _("Ended. What is due goes again."))
    return redirect("organisation-holds")
