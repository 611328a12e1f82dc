"""Ticking who was at a session, on a phone or a desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import TooEarlyError, record_attendance
from training.forms import AttendanceForm
from training.models import Session
from training.queries.sessions import people_at
from training.views.sessions import find, trail


@programme_view(Permission.RECORD_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show one tick for each person with a place; POST keeps the ticks and counts the hours."""
    session = find(request, programme, session_id)
    rows = [row for row in people_at(session) if row.has_place]
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        people=[row.person for row in rows],
        ticked=[row.person for row in rows if row.was_there],
    )
    if form.is_valid():
        return keep(request, programme, session, form)
    context = {"programme": programme, "session": session, "form": form}
    if may_look(request, programme):
        context["trail"] = trail(programme, session.title)
    return render(request, "training/attendance_form.html", context)


def keep(
    request: SignedInRequest, programme: Programme, session: Session, form: AttendanceForm
) -> HttpResponse:
    """Keep the ticks, and go back to where the person may look."""
    ticks = form.attendance()
    try:
        record_attendance(session, ticks, by=request.user)
    except TooEarlyError:
        messages.error(request, _("Come back on the day: nobody can have been there yet."))
    except IllegalTransitionError:
        messages.error(request, _("This session was cancelled."))
    else:
        facts = {"there": sum(ticks.values()), "all": len(ticks)}
        messages.success(request, _("Saved: %(there)d of %(all)d were there.") % facts)
    name = "session" if may_look(request, programme) else "attendance"
    return redirect(f"training:{name}", programme.slug, session.pk)


def may_look(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may see the other pages of training here."""
    where = {"organisation_id": programme.organisation_id, "programme_id": programme.pk}
    return allows(request.user, Permission.VIEW_TRAINING, **where)
