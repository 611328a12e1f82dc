"""Drafts of a round: listed, run, stopped, named, put aside."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.drafts import (
    ask_for_draft,
    name_draft,
    put_aside,
    stop_draft,
    take_up_again,
)
from matching.drafts.enums import DraftOrigin, DraftState
from matching.drafts.finding import draft_or_404, may_manage, round_or_404, trail_of
from matching.drafts.forms import NameForm, RunForm
from matching.drafts.headlines import drafts_headline
from matching.drafts.lists import draft_lines
from matching.drafts.queries import holds_to_keep
from matching.drafts.snapshot import settings_for_next
from matching.models import Draft
from matching.rounds.enums import RoundState
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 20


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def draft_list(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show the drafts of a round, the newest first, with what they reach."""
    chosen = round_or_404(request.user, programme, round_id)
    shows_aside = "aside" in request.GET
    rows = Draft.objects.visible_to(request.user).filter(round=chosen)
    aside = rows.filter(state=DraftState.DISCARDED).count()
    rows = rows.select_related("asked_by", "parent").order_by("-number")
    kept = (
        rows.filter(state=DraftState.DISCARDED)
        if shows_aside
        else rows.exclude(state=DraftState.DISCARDED)
    )
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "round": chosen,
        "tabs": tabs_of(chosen, "draft-list"),
        "trail": trail_through(chosen),
        "headline": drafts_headline(page.paginator.count, shows_aside=shows_aside),
        "lines": draft_lines(programme, list(page), request.user),
        "page": page,
        "shows_aside": shows_aside,
        "aside_count": aside,
        "may_run": may_manage(request.user, programme) and chosen.state == RoundState.OPEN,
    }
    return render(request, "matching/draft_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def draft_run(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Choose what comes first, and run the rules."""
    chosen = round_or_404(request.user, programme, round_id)
    if chosen.state != RoundState.OPEN:
        messages.warning(request, _("This round is closed."))
        return redirect("matching:draft-list", programme.slug, chosen.pk)
    form = RunForm(
        request.POST if request.method == "POST" else None, initial={"mode": chosen.mode}
    )
    if form.is_valid():
        made = ask_for_draft(
            chosen,
            by=request.user,
            mode=form.cleaned_data["mode"],
            draft_id=form.cleaned_data["draft"],
        )
        return redirect("matching:draft", programme.slug, made.pk)
    context = {
        "programme": programme,
        "round": chosen,
        "tabs": tabs_of(chosen, "draft-list"),
        "trail": trail_through(chosen, (_("New draft"), "")),
        "form": form,
    }
    return render(request, "matching/draft_run.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def draft_again(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Run the rules again, keeping the pins of a draft and what it keeps apart."""
    found = draft_or_404(request.user, programme, pk)
    if found.round.state != RoundState.OPEN:
        messages.warning(request, _("This round is closed."))
        return redirect("matching:draft", programme.slug, found.pk)
    form = RunForm(request.POST if request.method == "POST" else None, initial={"mode": found.mode})
    if form.is_valid():
        made = ask_for_draft(
            found.round,
            by=request.user,
            mode=form.cleaned_data["mode"],
            parent=found,
            origin=DraftOrigin.AGAIN,
            settings=settings_for_next(found),
            draft_id=form.cleaned_data["draft"],
        )
        return redirect("matching:draft", programme.slug, made.pk)
    context = {
        "programme": programme,
        "draft": found,
        "form": form,
        "kept": holds_to_keep(found),
        "has_moved_on": found.round.version != found.round_version,
        "trail": trail_of(programme, found, _("Run again")),
    }
    return render(
        request, "matching/draft_again.html", context, status=422 if form.is_bound else 200
    )


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_stop(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Stop a run."""
    found = draft_or_404(request.user, programme, pk)
    return _moved(request, programme, found, stop_draft, _("The run stops."))


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_put_aside(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a draft aside."""
    found = draft_or_404(request.user, programme, pk)
    return _moved(request, programme, found, put_aside, _("The draft is put aside."))


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def draft_take_up(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Take a draft up again."""
    found = draft_or_404(request.user, programme, pk)
    return _moved(request, programme, found, take_up_again, _("The draft is back."))


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def draft_name(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Give a draft a name."""
    found = draft_or_404(request.user, programme, pk)
    title = str(found)
    form = NameForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        name_draft(found, form.cleaned_data["name"], by=request.user)
        messages.success(request, _("The draft is called “%(name)s”.") % {"name": found})
        return redirect("matching:draft", programme.slug, found.pk)
    context = {
        "programme": programme,
        "draft": found,
        "title": title,
        "form": form,
        "trail": trail_of(programme, found, _("Name")),
    }
    return render(
        request, "matching/draft_name.html", context, status=422 if form.is_bound else 200
    )


def _moved(
    request: SignedInRequest,
    programme: Programme,
    found: Draft,
    act: Callable[..., None],
    done: str,
) -> HttpResponse:
    """Act, say so or who was quicker, and go back to the draft."""
    try:
        act(found, by=request.user)
    except IllegalTransitionError:
        otherwise = _("Somebody was quicker: see how it stands now.")
        said = who_was_quicker(found, name=str(found), viewer=request.user, otherwise=otherwise)
        messages.warning(request, said)
    else:
        messages.success(request, done)
    return redirect("matching:draft", programme.slug, found.pk)
