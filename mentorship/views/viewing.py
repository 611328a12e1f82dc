"""Seeing the product as somebody else: whom, why, until when, and who looked as oneself."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.viewing import (
    MINUTES,
    MayNotViewError,
    begin_viewing,
    end_viewing,
)
from mentorship.accounts.models import Viewing
from mentorship.accounts.permissions import Permission
from mentorship.accounts.viewing.forms import FindPersonForm, ReasonForm
from mentorship.accounts.viewing.queries import KEY, OBSTACLES, obstacle, viewable_people
from mentorship.views.organisation_tabs import organisation_tabs
from mentorship.views.reauthentication import SIGN_IN_AGAIN, has_shown

A_PAGE = 25


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Find the person whose pages one needs to see."""
    form = FindPersonForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page = Paginator(viewable_people(request.user, words), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "words": words,
        "tabs": organisation_tabs("organisation-view-as"),
    }
    return render(request, "organisation/view_as.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Say why, and begin to look as a person."""
    person = get_object_or_404(viewable_people(request.user), pk=pk)
    why_not = obstacle(request.user, person)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    # Asked before there is anything to type: on the way there and back a reason would be lost.
    is_shown = why_not is not None or has_shown(request, "mentorship.viewing")
    if form.is_valid() and why_not is None:
        if not is_shown:
            form.add_error(None, SIGN_IN_AGAIN)
        else:
            return _begun(request, person, form.cleaned_data["reason"])
    context = {
        "form": form,
        "person": person,
        "why_not": OBSTACLES[why_not] if why_not else "",
        "minutes": MINUTES,
        "tabs": organisation_tabs("organisation-view-as"),
    }
    return render(request, "organisation/view_as_begin.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def viewing(request: SignedInRequest) -> HttpResponse:
    """Say as whom one looks, and end it."""
    current = getattr(request, "viewing", None)
    if current is None:
        return redirect("home")
    if request.method == "POST":
        end_viewing(current, by=request.user)
        request.session.pop(KEY, None)
        messages.success(request, _("You are yourself again."))
        return redirect("organisation-view-as")
    return render(request, "viewing/viewing.html", {"viewing": current})


@requires(Permission.USE_PORTAL)
@require_GET
def own(request: SignedInRequest) -> HttpResponse:
    """Tell a person who looked at the product as them, when and why."""
    looks = Viewing.objects.visible_to(request.user).of(request.user).select_related("viewer")
    page = Paginator(looks, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "viewing/own.html", {"page": page})


def _begun(request: SignedInRequest, person: Any, reason: str) -> HttpResponse:
    """Begin, and show the person's own first page."""
    try:
        begun = begin_viewing(person=person, reason=reason, by=request.user)
    except MayNotViewError as error:
        messages.error(request, str(OBSTACLES[error.why]))
        return redirect("organisation-view-as")
    request.session[KEY] = str(begun.pk)
    return redirect("home")
