"""What can be done with one pair by a button: pin, keep apart, take out."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.board import keep_apart, pin, take_out, unpin
from matching.drafts.cards import pair_cards
from matching.drafts.changing import tried
from matching.drafts.finding import PairGoneError, pair_or_404, trail_of
from matching.drafts.forms import ChangeForm, SeenForm
from matching.drafts.history import sentence_of_change
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def pair_pin(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Keep a pair together."""
    return _pressed(request, programme, pk, pin)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def pair_unpin(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a pin out."""
    return _pressed(request, programme, pk, unpin)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def pair_apart(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Keep two people apart, in this draft and whenever it is run again."""
    words = {
        "title": _("Keep them apart?"),
        "lead": _("Runs from this draft will not bring them together. You can allow it again."),
        "action": _("Keep apart"),
    }
    return _confirmed(request, programme, pk, keep_apart, words)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def pair_take_out(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a mentee out of a pair."""
    words = {
        "title": _("Take them out of this pair?"),
        "lead": _("The mentee then waits for a decision, and the mentor has room for one more."),
        "action": _("Take out"),
    }
    return _confirmed(request, programme, pk, take_out, words)


def show_gone(request: SignedInRequest, programme: Programme, gone: PairGoneError) -> HttpResponse:
    """Say who took a pair apart meanwhile, with what was typed about it."""
    context = {
        "programme": programme,
        "draft": gone.change.draft,
        "said": sentence_of_change(gone.change, request.user),
        "typed": request.POST.get("reason", ""),
    }
    return render(request, "matching/pair_gone.html", context, status=409)


def _pressed(
    request: SignedInRequest, programme: Programme, pk: UUID, act: Callable[..., None]
) -> HttpResponse:
    """Act on a pair, and go back to it on the board as it was narrowed."""
    try:
        draft, pair = pair_or_404(request.user, programme, pk)
    except PairGoneError as gone:
        return show_gone(request, programme, gone)
    seen = SeenForm(request.POST).seen()
    trouble = tried(lambda: act(draft, pair, by=request.user, seen_version=seen), request.user)
    if trouble:
        messages.warning(request, trouble.words)
    url = reverse("matching:draft", args=(programme.slug, draft.pk))
    asked = QueryDict(request.POST.get("back", "")[:500]).urlencode()
    return HttpResponseRedirect(f"{url}{'?' + asked if asked else ''}#pair-{pair.pk}")


def _confirmed(
    request: SignedInRequest,
    programme: Programme,
    pk: UUID,
    act: Callable[..., None],
    words: dict[str, str],
) -> HttpResponse:
    """Ask once more, with what it costs; act on POST."""
    try:
        draft, pair = pair_or_404(request.user, programme, pk)
    except PairGoneError as gone:
        return show_gone(request, programme, gone)
    is_post = request.method == "POST"
    form = ChangeForm(request.POST if is_post else None, initial={"seen_version": draft.version})
    trouble = None
    if is_post and form.is_valid():
        seen, reason = form.cleaned_data["seen_version"], form.cleaned_data["reason"]
        trouble = tried(
            lambda: act(draft, pair, by=request.user, seen_version=seen, reason=reason),
            request.user,
        )
        if trouble is None:
            messages.success(request, _("Done. It stands in the history, and can be taken back."))
            return redirect("matching:draft", programme.slug, draft.pk)
        form = _again(request.POST, draft.version)
    (card,) = pair_cards(programme, draft, [pair])
    context = {
        "programme": programme,
        "draft": draft,
        "card": card,
        "form": form,
        "trouble": trouble,
        "trail": trail_of(programme, draft, words["action"]),
        **words,
    }
    status = 422 if trouble or (is_post and form.errors) else 200
    return render(request, "matching/pair_confirm.html", context, status=status)


def _again(typed: QueryDict, version: int) -> ChangeForm:
    """Return a form with what was typed, about the draft as it is now."""
    return ChangeForm(initial={"seen_version": version, "reason": typed.get("reason", "")})
