"""The administrator's tokens: what other programs read by, made, looked at and taken back."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.api.actions.tokens import make_token, revoke_token
from mentorship.api.forms.tokens import TokenForm
from mentorship.api.lists import organisations_set_up_by, tokens_of, uses_of
from mentorship.api.models import AccessToken
from mentorship.common.lifecycle import IllegalTransitionError
from mentorship.views.organisation_tabs import organisation_tabs

PER_PAGE = 25


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def token_list(request: SignedInRequest) -> HttpResponse:
    """List the tokens, those that open something first said."""
    page = Paginator(tokens_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "tabs": organisation_tabs("organisation-tokens")}
    return render(request, "edges/token_list.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def token_add(request: SignedInRequest) -> HttpResponse:
    """Make a token, and show it the only time that it can be seen."""
    organisations = organisations_set_up_by(request.user)
    form = TokenForm(request.POST or None, organisations=organisations)
    if form.is_valid():
        token, text = make_token(**form.cleaned_data, by=request.user)
        return render(request, "edges/token_shown.html", {"token": token, "text": text})
    context = {
        "form": form,
        "title": _("Make a token"),
        "lead": _("You see it once, on the next page. We keep nothing that could stand for it."),
        "action": _("Make the token"),
        "back_url": reverse("organisation-tokens"),
    }
    return render(request, "programmes/form.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_GET
def token_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what a token opens, and what it was used for."""
    visible = AccessToken.objects.visible_to(request.user)
    rows = visible.select_related("organisation", "created_by", "revoked_by")
    token = get_object_or_404(rows, pk=pk)
    context = {
        "token": token,
        "uses": uses_of(token),
        "trail": [
            {"label": _("Tokens"), "url": reverse("organisation-tokens")},
            {"label": token.name},
        ],
    }
    return render(request, "edges/token_detail.html", context)


@requires(Permission.MANAGE_ORGANISATION)
@require_POST
def token_revoke(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a token back."""
    token = get_object_or_404(AccessToken.objects.visible_to(request.user), pk=pk)
    try:
        revoke_token(token, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("Somebody took “%(name)s” back before.") % {"name": token.name})
    else:
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": token.name})
    return redirect("organisation-tokens")
