"""Whom somebody should call, and what came of it."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.retention import AlreadyDoneError, close_care_call
from training.forms.retention import CareForm
from training.models import CareCall
from training.retention.care import calls_in_order
from training.retention.tables import care_headline, care_lines
from training.tabs import tabs_of
from training.views.retention import trail

PER_PAGE = 25


@programme_view(Permission.MANAGE_TRAINING)
@require_GET
def care_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List whom somebody should call, the most pressing first, and those that were called."""
    calls = CareCall.objects.visible_to(request.user).filter(programme=programme)
    shows_done = bool(request.GET.get("done"))
    listed = (
        calls_in_order(calls.filter(done_at__isnull=False)).order_by("-done_at", "pk")
        if shows_done
        else calls_in_order(calls.open())
    )
    page = Paginator(listed.select_related("person", "done_by"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "care-list"),
        "headline": care_headline(calls.open().count()),
        "lines": care_lines(programme, page, request.user),
        "page": page,
        "shows_done": shows_done,
    }
    return render(request, "training/care_list.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def care(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one call; POST writes down how somebody got in touch."""
    calls = CareCall.objects.visible_to(request.user).filter(programme=programme)
    calls = calls.exclude(person=request.user)
    call = get_object_or_404(calls.select_related("person", "programme", "done_by"), pk=pk)
    form = CareForm(request.POST or None)
    if form.is_valid():
        try:
            close_care_call(call, **form.cleaned_data, by=request.user)
        except AlreadyDoneError:
            sentence = who_was_quicker(
                call,
                name=call.person.name,
                viewer=request.user,
                otherwise=_("Somebody has got in touch already."),
            )
            messages.error(request, sentence)
        else:
            messages.success(request, _("Thank you: that is kept."))
        return redirect("training:care-list", programme.slug)
    context = {
        "programme": programme,
        "call": call,
        "form": form,
        "trail": trail(programme, call.person.name),
    }
    return render(request, "training/care.html", context)
