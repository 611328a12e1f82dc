"""The portal's Learn: where one stands, what one has booked, and what one can book."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from mentorship.common.calendars import CONTENT_TYPE, Method, appointment_file
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions import (
    NotForThemError,
    SessionClosedError,
    cancel_enrolment,
    decline,
    enrol,
)
from training.appointments import appointment_at
from training.attending.asking import asked_elsewhere
from training.communities.suggestions import suggested_for
from training.courses.prerequisites import ComesFirstError
from training.enums import EnrolmentState, SessionKind, SessionState
from training.learn_links import links_for
from training.learning import learning_of
from training.models import Enrolment, Session
from training.queries.answers import turn_in_line
from training.queries.sessions import own_sessions
from training.wording import turn_in_words


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
    """Show one session: who it is for, how one answered, and the buttons that answer anew."""
    found = find(request, session_id)
    if found.kind == SessionKind.MODULE:
        return redirect("training:module", found.pk)
    answer = _answer(request, found)
    is_booked = answer is not None and answer.has_place
    is_waiting = answer is not None and answer.state == EnrolmentState.WAITING
    context = {
        "session": found,
        "answer": answer,
        "is_booked": is_booked,
        "is_waiting": is_waiting,
        "turn": turn_in_words(turn_in_line(answer)) if answer and is_waiting else "",
        "is_open": found.state == SessionState.PLANNED and not found.has_begun,
        "may_see_place": is_booked or not found.has_link,
        "is_asked": found.takes_feedback and not asked_elsewhere(request.user, [found]),
        "leaders": found.facilitators.order_by("name"),
    }
    return render(request, "training/learn_session.html", context)


@requires(Permission.USE_PORTAL)
@require_GET
def calendar(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Hand out a session at which one has a place as a file for one's calendar."""
    answer = _answer(request, find(request, session_id))
    if answer is None or not answer.has_place:
        raise Http404
    body = appointment_file(appointment_at(answer), Method.PUBLISH)
    response = HttpResponse(body, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'attachment; filename="session.ics"'
    patch_cache_control(response, no_store=True)
    return response


@requires(Permission.USE_PORTAL)
@require_POST
def enrol_here(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Book a place for oneself, or a place in line."""
    found = find(request, session_id)
    try:
        enrolment = enrol(found, request.user, by=request.user)
    except (SessionClosedError, NotForThemError):
        messages.error(request, _("This session cannot be booked any more."))
    except ComesFirstError as error:
        messages.error(request, str(error))
    else:
        has_place = _("You have a place, and a mail with it for your calendar. See you there!")
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


@requires(Permission.USE_PORTAL)
@require_POST
def decline_here(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Say that one cannot come; a place goes to whoever is next."""
    found = find(request, session_id)
    try:
        decline(found, request.user, by=request.user)
    except (SessionClosedError, NotForThemError):
        messages.error(request, _("This session has begun or is over."))
    else:
        messages.success(request, _("Thank you for saying so. You can still change your mind."))
    return redirect("training:learn-session", found.pk)


def _answer(request: SignedInRequest, found: Session) -> Enrolment | None:
    """Return how one answered to a session, and whether one was there."""
    answers = Enrolment.objects.visible_to(request.user).of(request.user).filter(session=found)
    answers = answers.select_related("session__programme__organisation", "person")
    return answers.with_attendance().first()


def find(request: SignedInRequest, session_id: UUID) -> Session:
    """Return a session that is for the person, or that they booked once, or answer 404."""
    return get_object_or_404(own_sessions(request.user), pk=session_id)
