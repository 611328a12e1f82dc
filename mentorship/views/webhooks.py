"""The administrator's endpoints: where news goes, how it fares, and what to do about it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.api.actions import endpoints as actions
from mentorship.api.delivery import secrets_of
from mentorship.api.enums import EndpointState
from mentorship.api.forms.endpoints import EndpointForm
from mentorship.api.lists import deliveries_of, endpoints_of, organisations_set_up_by
from mentorship.api.models import Delivery, Endpoint
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.views.organisation_tabs import organisation_tabs

PER_PAGE = 25

# Each button: what it does, and what is said then.
STEPS: dict[str, tuple[Callable[..., Any], Any]] = {
    "pause": (actions.pause_endpoint, gettext_lazy("It is told nothing for now; news waits.")),
    "resume": (actions.resume_endpoint, gettext_lazy("It is told again, first what waited.")),
    "remove": (actions.remove_endpoint, gettext_lazy("It is told nothing any more.")),
    "test": (
        actions.send_test,
        gettext_lazy("A test is on its way. Below you see how it fares."),
    ),
}


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def webhook_list(request: SignedInRequest) -> HttpResponse:
    """List the endpoints, and how each fares."""
    page = Paginator(endpoints_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": organisation_tabs("organisation-webhooks")}
    return render(request, "edges/webhook_list.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def webhook_add(request: SignedInRequest) -> HttpResponse:
    """Set up an endpoint, and show the secret that signs."""
    organisations = organisations_set_up_by(request.user)
    form = EndpointForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        try:
            endpoint = actions.add_endpoint(**form.cleaned_data, by=request.user)
        except actions.TooManyEndpointsError:
            form.add_error(None, _("There are 20 endpoints already. Remove one first."))
        else:
            return _show_secret(request, endpoint)
    context = {
        "form": form,
        "title": _("Tell another program"),
        "lead": _("It gets a signed message for each piece of news: numbers and states, no names."),
        "action": _("Set it up"),
        "back_url": reverse("organisation-webhooks"),
    }
    return render(request, "programmes/form.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def webhook_change(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change where an endpoint is, and what it is told."""
    endpoint = _endpoint(request, pk)
    organisations = organisations_set_up_by(request.user).filter(pk=endpoint.organisation_id)
    initial = {"name": endpoint.name, "url": endpoint.url, "kinds": endpoint.kinds}
    form = EndpointForm(request.POST or None, organisations=organisations, initial=initial)
    if form.is_valid():
        wanted = {key: form.cleaned_data[key] for key in ("name", "url", "kinds")}
        actions.change_endpoint(endpoint, **wanted, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("organisation-webhook", pk=pk)
    context = {
        "form": form,
        "title": _("Change “%(name)s”") % {"name": endpoint.name},
        "lead": _("What waits goes to the new address too."),
        "action": _("Save"),
        "back_url": reverse("organisation-webhook", args=[pk]),
    }
    return render(request, "programmes/form.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def webhook_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show an endpoint, and each piece of news with its tries."""
    endpoint = _endpoint(request, pk)
    page = Paginator(deliveries_of(endpoint), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "endpoint": endpoint,
        "page": page,
        "trail": [
            {"label": _("Webhooks"), "url": reverse("organisation-webhooks")},
            {"label": endpoint.name},
        ],
    }
    return render(request, "edges/webhook_detail.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def webhook_step(request: SignedInRequest, pk: UUID, step: str) -> HttpResponse:
    """Pause, resume, remove or test an endpoint."""
    endpoint = _endpoint(request, pk)
    if step not in STEPS:
        raise Http404
    act, words = STEPS[step]
    try:
        act(endpoint, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("Somebody else was quicker. This is how it is now."))
        return redirect("organisation-webhook", pk=pk)
    messages.success(request, str(words))
    if step == "remove":
        return redirect("organisation-webhooks")
    return redirect("organisation-webhook", pk=pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def webhook_secret(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Draw another secret and show it; both sign for a day."""
    endpoint = _endpoint(request, pk)
    actions.change_secret(endpoint, by=request.user)
    return _show_secret(request, endpoint)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def webhook_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Send a piece of news once more, under the id that it had."""
    visible = Delivery.objects.visible_to(request.user).select_related("endpoint")
    delivery = get_object_or_404(visible.exclude(endpoint__state=EndpointState.REMOVED), pk=pk)
    try:
        actions.send_once_more(delivery, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("It is on its way already."))
    else:
        messages.success(request, _("It is on its way once more, under the same id."))
    return redirect("organisation-webhook", pk=delivery.endpoint_id)


def _endpoint(request: SignedInRequest, pk: UUID) -> Endpoint:
    """Return an endpoint that nobody removed, or 404."""
    return get_object_or_404(Endpoint.objects.visible_to(request.user).in_use(), pk=pk)


def _show_secret(request: SignedInRequest, endpoint: Endpoint) -> HttpResponse:
    """Show the secret, once."""
    context = {"endpoint": endpoint, "text": secrets_of(endpoint)[0]}
    return render(request, "edges/secret_shown.html", context)
