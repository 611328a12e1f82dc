"""The portal's Learn: where one stands, what one has booked, and what one can book."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions import NotForThemError, SessionClosedError, cancel_enrolment, enrol
from training.communities.suggestions import suggested_for
from training.learn_links import links_for
from training.learning import learning_of
from training.models import Enrolment, Session
from training.queries.sessions import own_sessions


@requires(Permission.USE_PORTAL)
@require_GET
def learn(request: SignedInRequest) -> HttpResponse:
    """Show where the person stands, their next session, what they can book, and their hours."""
    context = {
        "learning": learning_of(request.user),
        "links": links_for(request.user),
        "suggestions": suggested_for(request.user),
    }
    return render(request, "training/learn.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Show one session, with the button that books a place or gives it up."""
    found = find(request, session_id)
    booking = Enrolment.objects.visible_to(request.user).of(request.user).standing()
    context = {"session": found, "booking": booking.filter(session=found).first()}
    return render(request, "training/learn_session.html", context)


@requires(Permission.USE_PORTAL)
@require_POST
def enrol_here(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Book a place for oneself, or a place in line."""
    found = find(request, session_id)
    try:
        enrolment = enrol(found, request.user, by=request.user)
    except (SessionClosedError, NotForThemError):
        messages.error(request, _("This session cannot be booked any more."))
    else:
        has_place = _("You have a place. See you there!")
        waits = _("All places are taken. You are in line, and we write to you if one comes free.")
        messages.success(request, has_place if enrolment.has_place else waits)
    return redirect("training:learn-session", found.pk)


@requires(Permission.USE_PORTAL)
@require_POST
def give_up(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Give up one's own place."""
    bookings = Enrolment.objects.visible_to(request.user).of(request.user)
    booking = get_object_or_404(bookings.select_related("session"), session=session_id)
    try:
        cancel_enrolment(booking, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("You gave this place up before."))
    except SessionClosedError:
        messages.error(request, _("This session has begun."))
    else:
        messages.success(request, _("Thank you for saying so: your place is free for others."))
    return redirect("training:learn")


def find(request: SignedInRequest, session_id: UUID) -> Session:
    """Return a session that is for the person, or that they booked once, or answer 404."""
    return get_object_or_404(own_sessions(request.user), pk=session_id)
