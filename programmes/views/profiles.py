"""What an organisation knows of somebody: their own page of it, the coordinator's, the picture."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.models import Membership
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.profiles import change_profile, profile_for, remove_picture
from programmes.forms.profile import OwnProfileForm, ProfileForm
from programmes.models import Participant, Profile, Programme
from programmes.people.pictures import CONTENT_TYPE, SIZES, open_picture

# An address names one picture for good: a new picture has a new one.
_KEEP = "private, max-age=604800, immutable"


@requires(Permission.USE_PORTAL)
@require_GET
def profile_list(request: SignedInRequest) -> HttpResponse:
    """List the organisations that know something of oneself; a single one opens at once."""
    memberships = request.user.memberships.current().select_related("organisation")
    own = list(memberships.order_by("organisation__name"))
    if len(own) == 1:
        return redirect("programmes:profile", pk=own[0].pk)
    return render(request, "programmes/profile_list.html", {"memberships": own})


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def profile(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what an organisation knows of oneself, and keep what one changes."""
    membership = _own_membership(request, pk)
    known = profile_for(membership)
    form = OwnProfileForm(*_posted(request), profile=known)
    if form.is_valid():
        change_profile(membership, by=request.user, picture=form.new_picture, **form.facts)
        messages.success(request, _("Kept."))
        return redirect("programmes:profile", pk=membership.pk)
    context = {
        "form": form,
        "profile": known,
        "person": request.user,
        "organisation": membership.organisation,
        "remove_url": reverse("programmes:profile-picture-remove", args=(membership.pk,)),
    }
    return render(request, "programmes/profile_own.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def profile_picture_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take one's own picture away."""
    membership = _own_membership(request, pk)
    remove_picture(membership, by=request.user)
    messages.success(request, _("Your picture is gone."))
    return redirect("programmes:profile", pk=membership.pk)


@requires(Permission.USE_PORTAL)
@require_GET
def profile_picture(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Hand out the picture of somebody one may see."""
    known = get_object_or_404(Profile.objects.visible_to(request.user), membership=pk)
    size = request.GET.get("size", "small")
    content = open_picture(known.picture_key, size) if known.picture_key and size in SIZES else None
    if content is None:
        raise Http404
    headers = {
        "Cache-Control": _KEEP,
        "Content-Disposition": 'inline; filename="picture.webp"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)


@programme_view(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def participant_profile(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what the organisation knows of a participant."""
    place, membership = _participant(request, programme, pk)
    known = profile_for(membership)
    form = ProfileForm(*_posted(request), profile=known)
    back_url = reverse("programmes:participant", args=(programme.slug, place.pk))
    if form.is_valid():
        change_profile(membership, by=request.user, picture=form.new_picture, **form.facts)
        messages.success(request, _("Kept for %(name)s.") % {"name": place.person.name})
        return redirect(back_url)
    context = {
        "form": form,
        "profile": known,
        "person": place.person,
        "organisation": programme.organisation,
        "programme": programme,
        "back_url": back_url,
        "trail": [
            {"label": _("People"), "url": reverse("programmes:people", args=(programme.slug,))},
            {"label": place.person.name, "url": back_url},
            {"label": _("Profile")},
        ],
        "remove_url": reverse(
            "programmes:participant-picture-remove", args=(programme.slug, place.pk)
        ),
    }
    return render(request, "programmes/participant_profile.html", context)


@programme_view(Permission.MANAGE_PEOPLE)
@require_POST
def participant_picture_remove(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> HttpResponse:
    """Take a participant's picture away."""
    place, membership = _participant(request, programme, pk)
    remove_picture(membership, by=request.user)
    messages.success(request, _("The picture of %(name)s is gone.") % {"name": place.person.name})
    return redirect("programmes:participant-profile", slug=programme.slug, pk=place.pk)


def _posted(request: HttpRequest) -> tuple[object, ...]:
    """Return what a form is bound to."""
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _own_membership(request: SignedInRequest, pk: UUID) -> Membership:
    """Return one of one's own memberships."""
    own = request.user.memberships.current().select_related("organisation")
    return get_object_or_404(own, pk=pk)


def _participant(
    request: SignedInRequest, programme: Programme, pk: UUID
) -> tuple[Participant, Membership]:
    """Return a participant whom one may see, and their membership of the organisation."""
    visible = Participant.objects.visible_to(request.user).filter(cohort__programme=programme)
    place = get_object_or_404(visible.select_related("person"), pk=pk)
    membership = get_object_or_404(
        place.person.memberships.all(), organisation=programme.organisation_id
    )
    return place, membership
