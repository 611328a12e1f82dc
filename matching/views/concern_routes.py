"""Saying who answers concerns: in a programme, and past its coordinators in the organisation."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from matching.actions.concern_routes import set_contact, set_route
from matching.concerns.forms import ContactForm, RouteForm, contact_as_typed
from matching.concerns.routing import contact_of, route_of
from matching.queries import coordinators_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.actions import find_or_make_person
from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_PROGRAMME)
def concern_route(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Say who answers in this programme, and how soon."""
    posted = request.POST if request.method == "POST" else None
    form = RouteForm(posted, instance=route_of(programme), people=coordinators_of(programme))
    if form.is_valid():
        set_route(programme, by=request.user, **form.cleaned_data)
        messages.success(request, _("Kept. Concerns that are open stay with whoever has them."))
        return redirect("programmes:setup", programme.slug)
    lead = _("People read this name before they write, and by when they hear from them.")
    return _page(request, programme, form, _("Who answers when something is not right?"), lead)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_ORGANISATION)
def concern_contact(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Name whom people of the organisation can turn to without any coordinator knowing."""
    organisation = programme.organisation
    posted = request.POST if request.method == "POST" else None
    initial = contact_as_typed(contact_of(programme))
    form = ContactForm(posted, organisation=organisation, initial=initial)
    if form.is_valid():
        cleaned = form.cleaned_data
        words = {name: cleaned[name] for name in ("introduction", "emergency_words")}
        person = _person(request, programme, cleaned["name"], cleaned["email"])
        deputy = _person(request, programme, cleaned["deputy_name"], cleaned["deputy_email"])
        set_contact(organisation, by=request.user, person=person, deputy=deputy, **words)
        messages.success(request, _("Kept. Concerns that are open stay with whoever has them."))
        return redirect("matching:concern-contact", programme.slug)
    lead = _(
        "For all programmes of %(organisation)s: somebody who coordinates none of them, such as an "
        "ombudsperson. They read what people send them, and nobody else does."
    ) % {"organisation": organisation.name}
    return _page(request, programme, form, _("Whom can people tell past the coordinators?"), lead)


def _person(request: SignedInRequest, programme: Programme, name: str, email: str) -> Person | None:
    """Return the person with an address, made if there is none; None without an address."""
    if not email:
        return None
    return find_or_make_person(
        organisation=programme.organisation, name=name, email=email, by=request.user
    )


def _page(
    request: SignedInRequest, programme: Programme, form: Any, title: str, lead: str
) -> HttpResponse:
    """Show a form of the set-up."""
    context = {
        "programme": programme,
        "form": form,
        "title": title,
        "lead": lead,
        "action": _("Keep it"),
        "back_url": reverse("programmes:today", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)
