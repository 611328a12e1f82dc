"""A person's own page: ask to be erased, see how far that is, and take it back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.erasing import ask_for_erasure, withdraw_erasure
from mentorship.accounts.models import Erasure, Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing.obstacles import all_obstacles
from mentorship.accounts.privacy.erasing.preview import lines_of
from mentorship.common.lifecycle import IllegalTransitionError


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def erasing_ask(request: SignedInRequest) -> HttpResponse:
    """Say what would go and what would stay, and ask for it."""
    own = (
        Organisation.objects.visible_to(request.user)
        .filter(memberships__person=request.user)
        .distinct()
    )
    organisations = list(own.order_by("name", "pk"))
    if not organisations:
        raise Http404
    if request.method == "POST":
        chosen = request.POST.get("organisation", "")
        by_slug = {each.slug: each for each in organisations}
        organisation = by_slug.get(chosen) if len(organisations) > 1 else organisations[0]
        if organisation is not None:
            ask_for_erasure(request.user, organisation=organisation, by=request.user)
            messages.success(request, _("Asked. You hear from us within a month."))
            return redirect("erasing-ask")
        messages.error(request, _("Please choose which organisation to ask."))
    mine = (
        Erasure.objects.visible_to(request.user)
        .filter(person=request.user)
        .select_related("organisation")
    )
    context = {
        "organisations": organisations,
        "erasure": mine.order_by("-asked_at").first(),
        "lines": lines_of(request.user),
        "obstacles": all_obstacles(
            [request.user], organisations[0], by=None, asked_by=request.user
        ),
    }
    return render(request, "erasing/ask.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def erasing_withdraw(request: SignedInRequest) -> HttpResponse:
    """Take the wish back."""
    erasure = get_object_or_404(
        Erasure.objects.visible_to(request.user).open(), person=request.user
    )
    try:
        withdraw_erasure(erasure, by=request.user)
    except IllegalTransitionError:
        messages.error(request, _("It is settled already."))
    else:
        messages.success(request, _("Taken back. Nothing was erased."))
    return redirect("erasing-ask")
