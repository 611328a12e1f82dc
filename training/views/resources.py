"""What a community keeps: the list, adding, rating and taking away, and handing out files."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.documents.keeping import download_of
from programmes.models import Programme
from training.actions.discussions import NotAMemberError, NotAModeratorError
from training.actions.resources import add_resource, rate_resource, remove_resource
from training.communities.resources import Sorting, resources_for, sorted_by, with_ratings
from training.forms.resources import STARS, RatingForm, ResourceFilterForm, ResourceForm
from training.models import Community, Resource
from training.views.discussions import find_community
from training.views.sessions import trail

PER_PAGE = 20


@requires(Permission.USE_PORTAL)
@require_GET
def my_resources(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show members what their community keeps."""
    community, reader = find_community(request, pk)
    form = ResourceFilterForm(request.GET, community=community)
    context = {
        "community": community,
        "reader": reader,
        "form": form,
        "page": _narrowed(request, community, form),
        "is_narrowed": bool(request.GET.get("competency")),
        "stars": STARS,
    }
    return render(request, "training/community_resources.html", context)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def resource_add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Add a link or a file."""
    community, _reader = find_community(request, pk)
    form = ResourceForm(request.POST or None, request.FILES or None, community=community)
    if form.is_valid():
        try:
            resource = add_resource(community, form.offer(), by=request.user)
        except NotAMemberError:
            form.add_error(None, _("This community goes on no more."))
        else:
            messages.success(
                request,
                _("Thank you! “%(title)s” is there for all of you.") % {"title": resource.title},
            )
            return redirect("training:my-community-resources", community.pk)
    context = {"community": community, "form": form}
    status = 422 if form.errors else 200
    return render(request, "training/resource_add.html", context, status=status)


@requires(Permission.USE_PORTAL)
@require_POST
def resource_rate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep how useful a member found a resource."""
    resource = _find(request, pk)
    form = RatingForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a number from 1 to 5."))
    else:
        try:
            rate_resource(resource, stars=form.cleaned_data["stars"], by=request.user)
        except NotAMemberError:
            raise Http404 from None
        messages.success(request, _("Thank you. You can change it any time."))
    return redirect("training:my-community-resources", resource.community_id)


@requires(Permission.USE_PORTAL)
@require_POST
def resource_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take away one's own resource, or as a moderator anybody's."""
    resource = _find(request, pk)
    try:
        remove_resource(resource, by=request.user)
    except (NotAMemberError, NotAModeratorError):
        raise Http404 from None
    messages.success(request, _("“%(title)s” is taken away.") % {"title": resource.title})
    return redirect("training:my-community-resources", resource.community_id)


@requires(Permission.USE_PORTAL)
@require_GET
def resource_file(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand out a file to members, and to who looks at training."""
    resource = _find(request, pk)
    if resource.file is None:
        raise Http404
    return download_of(resource.file)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def console_resources(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show coordinators what a community keeps: it is meant for all, unlike what is written."""
    visible = Community.objects.visible_to(request.user).filter(programme=programme)
    community = get_object_or_404(visible.select_related("programme"), pk=pk)
    form = ResourceFilterForm(request.GET, community=community)
    context = {
        "programme": programme,
        "community": community,
        "form": form,
        "page": _narrowed(request, community, form),
        "is_narrowed": bool(request.GET.get("competency")),
        "trail": trail(programme, community.name, _("Resources")),
    }
    return render(request, "training/community_resources_console.html", context)


def _narrowed(
    request: SignedInRequest, community: Community, form: ResourceFilterForm
) -> "Page[Resource]":
    """Return a page of the resources a form asks for."""
    found = resources_for(request.user).filter(community=community)
    wanted = form.cleaned_data if form.is_valid() else {}
    if wanted.get("competency"):
        found = found.filter(competencies=wanted["competency"])
    ordered = sorted_by(with_ratings(found, request.user), wanted.get("sort") or Sorting.RATING)
    return Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))


def _find(request: SignedInRequest, pk: UUID) -> Resource:
    """Return a resource that the person may open, or answer 404."""
    rows = resources_for(request.user)
    return get_object_or_404(
        rows.select_related("file", "community__programme__organisation"), pk=pk
    )
