"""Giving people places at a session, and taking them back, for them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import SessionClosedError, cancel_enrolment, enrol
from training.courses.prerequisites import booked_all_the_same_sentence, missing_before
from training.forms import PlaceForm
from training.models import Enrolment
from training.views.sessions import find, show_session


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def place_add(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Give somebody a place, or a place in line, and tell them."""
    session = find(request, programme, session_id)
    form = PlaceForm(request.POST, session=session)
    if not form.is_valid():
        return show_session(request, programme, session, form)
    try:
        enrolment = enrol(session, form.cleaned_data["who"], by=request.user)
    except SessionClosedError:
        messages.error(request, _("This session takes nobody any more."))
    else:
        facts = {"name": enrolment.person.name}
        has_place = _("%(name)s has a place and is told by e-mail.") % facts
        waits = _("The session is full: %(name)s waits in line.") % facts
        messages.success(request, has_place if enrolment.has_place else waits)
        if missing := missing_before(session, enrolment.person):
            notice = booked_all_the_same_sentence(enrolment.person, missing)
            messages.warning(request, notice)
    return redirect("training:session", programme.slug, session.pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def place_cancel(
    request: SignedInRequest, programme: Programme, session_id: UUID, enrolment_id: UUID
) -> HttpResponse:
    """Take a place back; whoever waits first gets it."""
    enrolments = Enrolment.objects.visible_to(request.user).filter(
        session=session_id, session__programme=programme
    )
    enrolment = get_object_or_404(enrolments.select_related("session", "person"), pk=enrolment_id)
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
