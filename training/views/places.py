"""Giving people places at a session, and taking them back, for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import SessionClosedError, cancel_enrolment
from training.courses.prerequisites import missing_before, not_yet_sentence
from training.emails import PLACE_FREED, preview
from training.enums import SessionState
from training.forms import PlaceForm
from training.models import Enrolment
from training.queries.answers import first_in_line
from training.queries.choosing import choosable
from training.views.choosing import show_preview
from training.views.sessions import find, show_session, trail


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def place_add(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show the mail that somebody would get with a place; it is given as that page is confirmed."""
    session = find(request, programme, session_id)
    if session.state != SessionState.PLANNED:
        messages.error(request, _("This session takes nobody any more."))
        return redirect("training:session", programme.slug, session.pk)
    form = PlaceForm(request.POST, session=session)
    if not form.is_valid():
        return show_session(request, programme, session, form)
    person = form.cleaned_data["who"]
    if missing := missing_before(session, person):
        messages.warning(request, not_yet_sentence(person, missing))
    return show_preview(request, programme, session, list(choosable(session).filter(pk=person.pk)))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def place_cancel(
    request: SignedInRequest, programme: Programme, session_id: UUID, enrolment_id: UUID
) -> HttpResponse:
    """Show what somebody reads whose place is taken back; POST does it, and the next gets it."""
    enrolments = Enrolment.objects.visible_to(request.user).filter(
        session=session_id, session__programme=programme
    )
    enrolments = enrolments.select_related("session__programme__organisation", "person")
    enrolment = get_object_or_404(enrolments, pk=enrolment_id)
    if request.method != "POST":
        return _ask(request, programme, enrolment)
    try:
        cancel_enrolment(enrolment, by=request.user)
    except IllegalTransitionError:
        messages.info(request, _("That place was given up before."))
    except SessionClosedError:
        messages.error(request, _("The session is over, so its places stay as they were."))
    else:
        messages.success(
            request, _("%(name)s no longer has a place.") % {"name": enrolment.person.name}
        )
    return redirect("training:session", programme.slug, session_id)


def _ask(request: SignedInRequest, programme: Programme, enrolment: Enrolment) -> HttpResponse:
    """Show the mail that somebody gets who loses a place, and who gets it instead."""
    session, person = enrolment.session, enrolment.person
    mail = preview(PLACE_FREED, session, person, is_own=False) if enrolment.has_place else None
    context = {
        "programme": programme,
        "session": session,
        "enrolment": enrolment,
        "mail": mail,
        "next": first_in_line(session) if enrolment.has_place else None,
        "trail": trail(programme, session.title, _("Take a place back")),
    }
    return render(request, "training/place_cancel.html", context)
