"""Gatherings of a community: planning one, saying whether one comes, and writing it up."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.actions.communities import CommunityClosedError
from training.actions.enrolments import NotForThemError, SessionClosedError, decline, enrol
from training.actions.gatherings import plan_gathering, write_up_session
from training.communities.queries import members_of, written_up_by
from training.courses.prerequisites import ComesFirstError
from training.forms.communities import GatheringForm, WriteUpForm
from training.models import Session
from training.queries.sessions import own_sessions
from training.views.communities import find, trail
from training.views.sessions import find as find_session
from training.views.sessions import trail as session_trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def gathering_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Plan a gathering of a community, on the day that the address names if it does."""
    community = find(request, programme, pk)
    form = GatheringForm(
        request.POST if request.method == "POST" else None,
        community=community,
        members=members_of(community).count(),
        initial={"day": request.GET.get("on", "")},
    )
    if form.is_valid():
        try:
            plan_gathering(community, form.plan(), by=request.user)
        except CommunityClosedError:
            messages.error(request, _("This community is closed: open it again first."))
        else:
            messages.success(
                request, _("It is planned. Members see it on their home page and say if they come.")
            )
        return redirect("training:community-detail", programme.slug, community.pk)
    context = {
        "programme": programme,
        "community": community,
        "form": form,
        "trail": trail(programme, community.name, _("Plan a gathering"), community=community),
    }
    return render(request, "training/community_gathering_add.html", context)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def write_up(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Write the agenda, notes and recording of a session, as coordinator or facilitator."""
    session = find_session(request, programme, session_id)
    form = WriteUpForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        write_up_session(session, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Whoever it is for reads it on their page."))
        return redirect("training:gathering-write-up", programme.slug, session.pk)
    context = {"programme": programme, "session": session, "form": form}
    if allowed_in(request.user, Permission.VIEW_TRAINING, programme):
        context["trail"] = session_trail(programme, session.title)
    return render(request, "training/gathering_write_up.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def my_answer(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Say that one comes to a gathering, or cannot; the button says which."""
    session = _own_gathering(request, session_id)
    try:
        if request.POST.get("answer") == "yes":
            booking = enrol(session, request.user, by=request.user)
            has_place = _("You have a place. See you there!")
            waits = _("All places are taken. You are in line; we write to you if one comes free.")
            messages.success(request, has_place if booking.has_place else waits)
        else:
            decline(session, request.user, by=request.user)
            messages.success(request, _("Thank you for saying so. You can still change your mind."))
    except (SessionClosedError, NotForThemError):
        messages.error(request, _("Nobody can answer to this gathering any more."))
    except ComesFirstError as error:
        messages.error(request, str(error))
    return redirect("training:my-community", session.community_id)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "HEAD", "POST"])
def my_write_up(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Write the agenda, notes and recording of a gathering, as one who moderates or leads it."""
    session = get_object_or_404(
        written_up_by(request.user).select_related("programme__organisation", "community"),
        pk=session_id,
    )
    form = WriteUpForm(request.POST if request.method == "POST" else None, session=session)
    if form.is_valid():
        write_up_session(session, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. All members read it on this page."))
        return redirect("training:my-community", session.community_id)
    context = {"session": session, "community": session.community, "form": form}
    return render(request, "training/my_community_write_up.html", context)


def _own_gathering(request: SignedInRequest, session_id: UUID) -> Session:
    """Return a gathering of a community to which the person belongs, or answer 404."""
    sessions = own_sessions(request.user).filter(community__isnull=False)
    return get_object_or_404(sessions, pk=session_id)
