"""Requests for mentors who are missing: written, previewed, sent, listed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from matching.actions.recruits import (
    OtherWordsError,
    SentAlreadyError,
    change_request,
    mark_of_request,
    send_request,
    write_request,
)
from matching.drafts.finding import may_manage, round_or_404
from matching.models import RecruitRequest, Round
from matching.rounds.pages import trail_through
from matching.tabs import tabs_of
from matching.trying.emails import preview_recruit
from matching.trying.forms import KeepForm
from matching.trying.recruit_forms import RecruitForm
from matching.trying.recruiting import lines_of, outside_text, start_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme

PER_PAGE = 25


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def recruit_list(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Show the mentors asked for in a round: when, and whom."""
    chosen = round_or_404(request.user, programme, round_id)
    rows = RecruitRequest.objects.visible_to(request.user).filter(round=chosen)
    page = Paginator(rows.select_related("sent_to", "by"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    draft = chosen.drafts.ready().first()
    frame = _frame(request, programme, chosen, _("Mentors asked for"))
    context = {
        **frame,
        "trail": trail_through(chosen, (frame["title"], "")),
        "page": page,
        "lines": lines_of(programme, page),
        "nobody_url": reverse("matching:draft-nobody", args=(programme.slug, draft.pk))
        if draft
        else "",
    }
    return render(request, "matching/recruit_list.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def recruit_add(request: SignedInRequest, programme: Programme, round_id: UUID) -> HttpResponse:
    """Write a request for a mentor; its words begin with the profile of who is missing."""
    chosen = round_or_404(request.user, programme, round_id)
    start = start_of(chosen, request.GET.dict())
    initial = {"title": start.title, "words": start.words}
    form = RecruitForm(request.POST or None, initial=initial, programme=programme)
    if request.method == "POST" and form.is_valid():
        asked = write_request(
            chosen,
            key=form.cleaned_data["key"],
            title=form.cleaned_data["title"],
            words=form.cleaned_data["words"],
            sent_to=form.cleaned_data["sent_to"],
            profile=start.profile or {},
            mentees=start.mentees,
            by=request.user,
        )
        return redirect("matching:recruit", programme.slug, asked.pk)
    context = _frame(request, programme, chosen, _("Ask for a mentor")) | {"form": form}
    return render(request, "matching/recruit_form.html", context)


@require_GET
@programme_view(Permission.VIEW_MATCHES)
def recruit(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a request as whoever gets it will read it, and as text for elsewhere."""
    asked = _asked(request, programme, pk)
    preview = None
    if asked.sent_to and not asked.sent_at:
        preview = preview_recruit(asked, to=asked.sent_to, by=request.user)
    add = reverse("matching:recruit-add", args=(programme.slug, asked.round_id))
    context = {
        **_frame(request, programme, asked.round, asked.title),
        "asked": asked,
        "preview": preview,
        "mark_form": KeepForm(initial={"mark": mark_of_request(asked)}),
        "outside": outside_text(asked),
        "again_url": f"{add}?again={asked.pk}",
    }
    return render(request, "matching/recruit.html", context)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def recruit_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change the words of a request that has not been sent."""
    asked = _asked(request, programme, pk)
    page = redirect("matching:recruit", programme.slug, asked.pk)
    form = RecruitForm(
        request.POST or None, instance=asked, programme=programme, initial={"key": asked.pk}
    )
    try:
        if request.method == "POST" and form.is_valid():
            change_request(
                asked,
                title=form.cleaned_data["title"],
                words=form.cleaned_data["words"],
                sent_to=form.cleaned_data["sent_to"],
                by=request.user,
            )
            return page
    except SentAlreadyError:
        messages.warning(request, _("It has been sent already, and stays as it was sent."))
        return page
    context = _frame(request, programme, asked.round, _("Change the request")) | {
        "form": form,
        "asked": asked,
    }
    return render(request, "matching/recruit_form.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def recruit_send(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Send a request as it was previewed; once, however often it is pressed."""
    asked = _asked(request, programme, pk)
    form = KeepForm(request.POST)
    mark = form.cleaned_data["mark"] if form.is_valid() else ""
    try:
        if send_request(asked, by=request.user, mark=mark):
            messages.success(request, _("It is on its way."))
    except OtherWordsError:
        messages.warning(request, _("Somebody changed it meanwhile: read it once more."))
    return redirect("matching:recruit", programme.slug, asked.pk)


def _asked(request: SignedInRequest, programme: Programme, pk: UUID) -> RecruitRequest:
    """Return a request of the programme, or answer 404."""
    rows = RecruitRequest.objects.visible_to(request.user).filter(
        round__cohort__programme=programme
    )
    related = rows.select_related("sent_to", "by", "round__cohort__programme__organisation")
    return get_object_or_404(related, pk=pk)


def _frame(
    request: SignedInRequest, programme: Programme, chosen: Round, title: str
) -> dict[str, Any]:
    """Return what every page about requests shows."""
    listed = reverse("matching:recruit-list", args=(programme.slug, chosen.pk))
    return {
        "programme": programme,
        "round": chosen,
        "title": title,
        "tabs": tabs_of(chosen, "draft-list"),
        "list_url": listed,
        "add_url": reverse("matching:recruit-add", args=(programme.slug, chosen.pk)),
        "trail": trail_through(chosen, (_("Mentors asked for"), listed), (_("Request"), "")),
        "may_manage": may_manage(request.user, programme),
    }
