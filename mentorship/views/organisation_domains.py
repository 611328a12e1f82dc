"""The domains of an organisation's e-mail addresses: said, shown by a code, given up."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.actions.domains import (
    OwnedElsewhereError,
    StillNeededError,
    WrongCodeError,
    confirm_domain,
    give_up_domain,
)
from mentorship.accounts.federation.forms import CodeForm, DomainForm
from mentorship.accounts.federation.queries import organisations_set_up_by
from mentorship.accounts.models import OwnedDomain
from mentorship.accounts.permissions import Permission
from mentorship.notifications.actions.domains import MAILBOXES, ask_for_domain
from mentorship.views.organisation_tabs import organisation_tabs

PAGE = "organisation-sign-in"


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest, organisation: str) -> HttpResponse:
    """Say that a domain is the organisation's, and have a code sent to it."""
    known = {each.slug: each for each in organisations_set_up_by(request.user)}
    if organisation not in known:
        raise Http404
    form = DomainForm(request.POST if request.method == "POST" else None, mailboxes=MAILBOXES)
    if form.is_valid():
        try:
            claimed = ask_for_domain(
                organisation=known[organisation], by=request.user, **form.cleaned_data
            )
        except OwnedElsewhereError:
            form.add_error("domain", _owned_elsewhere())
        else:
            return redirect("organisation-sign-in-domain", pk=claimed.pk)
    context = {
        "form": form,
        "organisation": known[organisation],
        "tabs": organisation_tabs(PAGE),
    }
    return render(request, "organisation/sign_in_domain_add.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Show that a domain is the organisation's, by the code that was sent there."""
    claimed = _domain(request, pk)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and claimed.confirmed_at is None:
        try:
            confirm_domain(claimed, code=form.cleaned_data["code"], by=request.user)
        except WrongCodeError:
            form.add_error("code", _("This is not the code, or it is too old. Ask for a new one."))
        except OwnedElsewhereError:
            form.add_error("code", _owned_elsewhere())
        else:
            messages.success(request, _("%(domain)s is yours.") % {"domain": claimed.domain})
            return redirect(PAGE)
    context = {"form": form, "domain": claimed, "tabs": organisation_tabs(PAGE)}
    return render(request, "organisation/sign_in_domain.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def remove(request: SignedInRequest, pk: Any) -> HttpResponse:
    """Let go of a domain."""
    try:
        give_up_domain(_domain(request, pk), by=request.user)
    except StillNeededError:
        messages.error(
            request, _("People of this domain have to use your sign-in. Change that first.")
        )
        return redirect("organisation-sign-in-domain", pk=pk)
    messages.success(request, _("Given up."))
    return redirect(PAGE)


def _domain(request: SignedInRequest, pk: Any) -> OwnedDomain:
    """Return a domain of an organisation that one administers, or answer 404."""
    visible = OwnedDomain.objects.visible_to(request.user).select_related("organisation")
    return get_object_or_404(visible, pk=pk)


def _owned_elsewhere() -> str:
    """Say that another organisation owns the domain."""
    return _("Another organisation here has shown this domain to be its own.")
