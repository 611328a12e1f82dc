"""What was done to a draft by hand, what can be taken back, and who is kept apart."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from matching.actions.board import allow, undo
from matching.drafts.changing import Trouble, tried
from matching.drafts.enums import DraftState
from matching.drafts.finding import draft_or_404, may_manage, trail_of
from matching.drafts.forms import SeenForm, id_in
from matching.drafts.history import lines_of
from matching.drafts.queries import changes_of, kept_apart
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 50


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_history(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show every change of a draft, the latest first."""
    found = draft_or_404(request.user, programme, pk)
    page = Paginator(changes_of(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "draft": found,
        "page": page,
        "lines": lines_of(page, request.user),
        "may_manage": may_manage(request.user, programme) and found.state == DraftState.READY,
        "trail": trail_of(programme, found, _("History")),
    }
    return render(request, "matching/draft_history.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_take_back(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take one change back."""
    found = draft_or_404(request.user, programme, pk)
    change = get_object_or_404(changes_of(found), pk=id_in(request.POST.get("change")))
    seen = SeenForm(request.POST).seen()
    trouble = tried(lambda: undo(found, change, by=request.user, seen_version=seen), request.user)
    _tell(request, trouble, _("Taken back."))
    return redirect("matching:draft-history", programme.slug, found.pk)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_apart(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show the pairs that are kept apart."""
    found = draft_or_404(request.user, programme, pk)
    page = Paginator(kept_apart(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "draft": found,
        "page": page,
        "may_manage": may_manage(request.user, programme) and found.state == DraftState.READY,
        "trail": trail_of(programme, found, _("Kept apart")),
    }
    return render(request, "matching/draft_apart.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_allow(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let two people meet again who are kept apart."""
    found = draft_or_404(request.user, programme, pk)
    hold = get_object_or_404(kept_apart(found), pk=id_in(request.POST.get("hold")))
    seen = SeenForm(request.POST).seen()
    trouble = tried(lambda: allow(found, hold, by=request.user, seen_version=seen), request.user)
    _tell(request, trouble, _("They may meet again."))
    return redirect("matching:draft-apart", programme.slug, found.pk)


def _tell(request: SignedInRequest, trouble: Trouble | None, done: str) -> None:
    """Say that it is done, or why it is not."""
    if trouble:
        messages.warning(request, trouble.words)
    else:
        messages.success(request, done)
