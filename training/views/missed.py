"""Who had a place and was not there: excusing them, and inviting them to the next session."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.missed import excuse, invite_missed
from training.attending.chances import Chances, chances_of
from training.attending.emails import preview_missed_you
from training.models import Enrolment, Session
from training.queries.attending import excused, missed
from training.views.sessions import find, may_manage, trail


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def missed_list(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """List who had a place and was not there, and who of them is excused."""
    session = find(request, programme, session_id)
    context = {
        "programme": programme,
        "session": session,
        "missed": missed(session),
        "excused": excused(session),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, session.title),
    }
    return render(request, "training/missed.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def missed_excuse(
    request: SignedInRequest, programme: Programme, session_id: UUID, enrolment_id: UUID
) -> HttpResponse:
    """Excuse somebody with one press."""
    enrolments = Enrolment.objects.visible_to(request.user).filter(
        session=session_id, session__programme=programme
    )
    enrolment = get_object_or_404(
        enrolments.select_related("session__programme", "person"), pk=enrolment_id
    )
    name = {"name": enrolment.person.name}
    if excuse(enrolment.session, enrolment.person, by=request.user):
        messages.success(request, _("%(name)s is excused.") % name)
    else:
        messages.info(request, _("%(name)s needs no excuse.") % name)
    return redirect("training:attendance-missed", programme.slug, session_id)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def missed_invite(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show who would be written to, and with what; POST offers each the next seat."""
    session = find(request, programme, session_id)
    chances = chances_of(session)
    if request.method == "POST" and chances.offers:
        sent = invite_missed(session, chances.by_person, by=request.user)
        told = ngettext("%(count)d person is invited.", "%(count)d people are invited.", sent)
        messages.success(request, told % {"count": sent})
        return redirect("training:attendance-missed", programme.slug, session.pk)
    context = {
        "programme": programme,
        "session": session,
        "chances": chances,
        "mail": first_mail(session, chances),
        "trail": trail(programme, session.title, _("Invite to the next one")),
    }
    return render(request, "training/missed_invite.html", context)


def first_mail(session: Session, chances: Chances) -> object:
    """Return what the first of them would read, or None where nobody is written to."""
    if not chances.offers:
        return None
    first = chances.offers[0]
    return preview_missed_you(session, first.session, first.person)
