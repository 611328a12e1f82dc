"""The console's communities: whether they are alive, and beginning, changing and closing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.communities import (
    GatheringsToComeError,
    begin_community,
    change_community,
    close_community,
    open_again,
)
from training.communities.filters import CommunityFilter, MemberFilter
from training.communities.health import (
    ENOUGH_TO_SHOW,
    days_without_gathering,
    health_of,
    posts_by_month,
)
from training.communities.lists import (
    PER_PAGE,
    community_figures,
    community_lines,
    list_headline,
    members_shown,
    past_and_coming,
)
from training.communities.pictures import posts_chart, rhythm_chart
from training.communities.queries import moderators_of
from training.communities.wording import TONES, health_sentence, vitality_word, what_is_needed
from training.forms.communities import CommunityForm
from training.models import Community
from training.queries.currency import today_at
from training.tabs import tabs_of
from training.views.sessions import may_manage


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def community_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the communities: members, gatherings, rhythm, and what is planned against needed."""
    communities = Community.objects.visible_to(request.user).filter(programme=programme)
    narrowed = CommunityFilter(request.GET, communities.select_related("cohort"))
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    health = health_of(list(page), programme)
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "community-list"),
        "headline": list_headline(communities.alive().count(), health.values()),
        "form": narrowed.form,
        "page": page,
        "lines": community_lines(programme, page, health),
        "is_narrowed": bool(request.GET),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/community_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def community_detail(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one community: whether it is alive, its gatherings, and who belongs to it."""
    community = find(request, programme, pk)
    today = today_at(programme.organisation)
    health = health_of([community], programme, today)[community.pk]
    narrowed = MemberFilter(request.GET, members_shown(community))
    page = Paginator(narrowed.qs, PER_PAGE).get_page(request.GET.get("page"))
    posts = posts_by_month(community, today)
    coming, past = past_and_coming(community)
    context = {
        "programme": programme,
        "community": community,
        "health": health,
        "sentence": health_sentence(health),
        "tone": TONES[health.pulse.vitality],
        "word": vitality_word(health.pulse.vitality),
        "needed": what_is_needed(health),
        "figures": community_figures(health),
        "rhythm": rhythm_chart(health.beats),
        "posts": posts_chart(posts, health.members),
        "is_too_small": health.members < ENOUGH_TO_SHOW,
        "days": days_without_gathering(community, today) if community.is_alive else [],
        "coming": coming,
        "past": past,
        "moderators": moderators_of(community),
        "form": narrowed.form,
        "page": page,
        "is_narrowed": bool(request.GET.get("q")),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, community.name),
    }
    return render(request, "training/community_detail.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def community_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Begin a community."""
    form = CommunityForm(request.POST or None, programme=programme)
    if form.is_valid():
        community = begin_community(programme, form.plan(), by=request.user)
        messages.success(request, _("“%(name)s” has begun.") % {"name": community.name})
        return redirect("training:community-detail", programme.slug, community.pk)
    title = _("Begin a community")
    context = {
        "programme": programme,
        "form": form,
        "title": title,
        "lead": _("Who belongs by role is in it at once. Nobody is written to."),
        "action": _("Begin it"),
        "trail": trail(programme, title),
    }
    return render(request, "training/community_form.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def community_edit(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what a community is."""
    community = find(request, programme, pk)
    form = CommunityForm(request.POST or None, programme=programme, community=community)
    if form.is_valid():
        change_community(community, form.plan(), by=request.user)
        messages.success(request, _("“%(name)s” is changed.") % {"name": community.name})
        return redirect("training:community-detail", programme.slug, community.pk)
    context = {
        "programme": programme,
        "form": form,
        "title": _("Change “%(name)s”") % {"name": community.name},
        "lead": _("Who belongs by role follows at once. Nobody is written to."),
        "action": _("Save"),
        "trail": trail(programme, community.name, _("Change it"), community=community),
    }
    return render(request, "training/community_form.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_close(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Close a community, unless gatherings are still planned."""
    community = find(request, programme, pk)
    try:
        is_news = close_community(community, by=request.user)
    except GatheringsToComeError:
        messages.error(
            request, _("A gathering is still planned, and people count on it: cancel it first.")
        )
    else:
        closed = _("“%(name)s” is closed. Its members keep its pages.")
        words = closed if is_news else _("“%(name)s” was closed before.")
        messages.success(request, words % {"name": community.name})
    return redirect("training:community-detail", programme.slug, community.pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def community_open(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Open a community again."""
    community = find(request, programme, pk)
    open_again(community, by=request.user)
    messages.success(request, _("“%(name)s” is open.") % {"name": community.name})
    return redirect("training:community-detail", programme.slug, community.pk)


def find(request: SignedInRequest, programme: Programme, pk: UUID) -> Community:
    """Return a community of the programme, or answer 404."""
    communities = Community.objects.visible_to(request.user).filter(programme=programme)
    return get_object_or_404(communities.select_related("cohort", "programme__organisation"), pk=pk)


def trail(
    programme: Programme, *labels: str, community: Community | None = None
) -> list[dict[str, Any]]:
    """Return the way to a page below the communities, and below one of them."""
    ways: list[dict[str, Any]] = [{"label": label} for label in labels]
    if community is not None:
        ways[0]["url"] = reverse("training:community-detail", args=(programme.slug, community.pk))
    start = {
        "label": _("Communities"),
        "url": reverse("training:community-list", args=(programme.slug,)),
    }
    return [start, *ways]
