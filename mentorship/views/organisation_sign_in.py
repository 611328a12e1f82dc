"""How the people of an organisation sign in: its services, its domains, its second steps."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.identity_providers import (
    AnotherRequiredError,
    add_provider,
    change_provider,
    forget_link,
    switch_provider,
)
from mentorship.accounts.actions.sign_in_policies import change_policy
from mentorship.accounts.federation.forms import FORMS, PolicyForm
from mentorship.accounts.federation.queries import (
    domains_of,
    organisations_set_up_by,
    policy_for,
    services_of,
)
from mentorship.accounts.federation.way import answer_at, our_name
from mentorship.accounts.models import IdentityProvider, Organisation, ProviderLink
from mentorship.accounts.models.signing_in import ProviderState
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.views.organisation_tabs import organisation_tabs
from mentorship.views.signing_in import begin

PAGE = "organisation-sign-in"
A_PAGE = 25


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def sign_in(request: SignedInRequest) -> HttpResponse:
    """Show services, domains and second steps of each organisation one administers."""
    areas = [
        {
            "organisation": organisation,
            "services": services_of(organisation),
            "domains": domains_of(organisation),
            "policy": policy_for(organisation),
        }
        for organisation in organisations_set_up_by(request.user)
    ]
    return render(
        request, "organisation/sign_in.html", {"areas": areas, "tabs": organisation_tabs(PAGE)}
    )


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, organisation: str, protocol: str) -> HttpResponse:
    """Describe a service that people will sign in by."""
    where = _organisation(request, organisation)
    if protocol not in FORMS:
        raise Http404
    form = FORMS[protocol](request.POST if request.method == "POST" else None)
    if form.is_valid():
        service = add_provider(
            organisation=where, kind=protocol, by=request.user, **form.cleaned_data
        )
        return redirect("organisation-sign-in-service", pk=service.pk)
    context = {"form": form, "organisation": where, "tabs": organisation_tabs(PAGE)}
    return render(request, "organisation/sign_in_add.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def service(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Show a service with the addresses to copy, and change what is said of it."""
    found = _service(request, pk)
    form = FORMS[found.kind](request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        kept = IdentityProvider.objects.visible_to(request.user).get(pk=pk)
        change_provider(kept, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Try it before people use it."))
        return redirect("organisation-sign-in-service", pk=pk)
    context = {
        "form": form,
        "provider": found,
        "answer_at": answer_at(found),
        "our_name": our_name(found),
        "has_domain": any(domain.confirmed_at for domain in domains_of(found.organisation)),
        "tabs": organisation_tabs(PAGE),
    }
    return render(request, "organisation/sign_in_service.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def test(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Sign in by the service without being let in, and see what it says of oneself."""
    return begin(request, _service(request, pk), purpose="test")


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def switch(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Offer the service, require it, or switch it off."""
    found = _service(request, pk)
    to = request.POST.get("to", "")
    if to not in {ProviderState.OFFERED, ProviderState.REQUIRED, ProviderState.TESTED}:
        raise Http404
    try:
        switch_provider(found, to=to, by=request.user)
    except IllegalTransitionError:
        messages.error(request, _("It changed meanwhile. Please look again."))
    except AnotherRequiredError:
        messages.error(request, _("People must use another service of yours. Change that first."))
    else:
        messages.success(request, _("Done."))
    return redirect("organisation-sign-in-service", pk=pk)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def people(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Show who signs in by the service, with the name it has for each."""
    found = _service(request, pk)
    links = ProviderLink.objects.visible_to(request.user).filter(provider=found)
    by_name = links.select_related("person").order_by("person__name", "pk")
    page = Paginator(by_name, A_PAGE).get_page(request.GET.get("page"))
    context = {"provider": found, "page": page, "tabs": organisation_tabs(PAGE)}
    return render(request, "organisation/sign_in_people.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def forget(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Forget the name a service has for somebody, so that their next sign-in links them anew."""
    links = ProviderLink.objects.visible_to(request.user).select_related("provider", "person")
    link = get_object_or_404(links, pk=pk)
    forget_link(link, by=request.user)
    words = _("%(name)s is linked anew at their next sign-in.")
    messages.success(request, words % {"name": link.person.name})
    return redirect("organisation-sign-in-service-people", pk=link.provider_id)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def second_step(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Choose who is asked for a second step."""
    where = _organisation(request, organisation)
    policy = policy_for(where)
    initial = {"roles": policy.roles, "is_for_everybody": policy.is_for_everybody}
    form = PolicyForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        change_policy(organisation=where, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect(PAGE)
    context = {"form": form, "organisation": where, "tabs": organisation_tabs(PAGE)}
    return render(request, "organisation/sign_in_second_step.html", context)


def _organisation(request: SignedInRequest, slug: str) -> Organisation:
    """Return the organisation of a short name that one administers, or answer 404."""
    found = (each for each in organisations_set_up_by(request.user) if each.slug == slug)
    organisation = next(found, None)
    if organisation is None:
        raise Http404
    return organisation


def _service(request: SignedInRequest, pk: Any) -> IdentityProvider:
    """Return a service that one sets up, or answer 404."""
    visible = IdentityProvider.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(visible, pk=pk)
