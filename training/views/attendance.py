"""Ticking who was at a session, on a phone or a desk."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import NotInProgrammeError, TooEarlyError, record_attendance
from training.actions.attendance import keep_ticks
from training.forms import AttendanceForm, CameAlongForm, TickForm
from training.models import Session
from training.queries.attending import guests_of, ids_there, others_called, people_to_tick
from training.views.sessions import find, trail

# Where the list is as long as this, it can be searched.
LONG_LIST = 12
# As many names as somebody would read through to find one.
MOST_FOUND = 12
REFUSED = (TooEarlyError, IllegalTransitionError, NotInProgrammeError)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show one tick for each person on the list; POST keeps the ticks and counts the hours."""
    session = find(request, programme, session_id)
    guests = guests_of(session)
    form = AttendanceForm(
        request.POST if request.method == "POST" else None,
        people=[guest.person for guest in guests],
        ticked=[guest.person for guest in guests if guest.was_there],
    )
    if form.is_valid():
        return keep(request, programme, session, form)
    wanted = request.GET.get("q", "").replace("\x00", "").strip()
    context = {
        "programme": programme,
        "session": session,
        "form": form,
        "rows": list(zip(form["present"], guests, strict=True)),
        "is_long": len(guests) >= LONG_LIST,
        "is_cancelled": session.state == "cancelled",
        "reads_feedback": session.takes_feedback and reads_feedback(request, programme, session),
        "wanted": wanted,
        "found": others_called(session, wanted)[:MOST_FOUND] if wanted else [],
    }
    if may_look(request, programme):
        context["trail"] = trail(programme, session.title)
    return render(request, "training/attendance_form.html", context)


@programme_view(Permission.RECORD_ATTENDANCE)
@require_POST
def attendance_tick(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> JsonResponse:
    """Keep one tick that a phone sends, and answer with everybody who is there by now."""
    session = find(request, programme, session_id)
    form = TickForm(request.POST, people=people_to_tick(session))
    if not form.is_valid():
        return JsonResponse({"sentence": _("This person is not on the list any more.")}, status=422)
    try:
        keep_ticks(session, [form.tick()], by=request.user)
    except REFUSED as error:
        return JsonResponse({"sentence": why_refused(error)}, status=409)
    return JsonResponse({"there": ids_there(session)})


@programme_view(Permission.RECORD_ATTENDANCE)
@require_POST
def attendance_add(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> HttpResponse:
    """Note somebody who walked in without a place."""
    session = find(request, programme, session_id)
    form = CameAlongForm(request.POST, people=people_to_tick(session))
    if form.is_valid():
        person = form.cleaned_data["person"]
        try:
            record_attendance(session, {person: True}, by=request.user)
        except REFUSED as error:
            messages.error(request, why_refused(error))
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": person.name})
    else:
        messages.error(request, _("This session is not for them."))
    return redirect("training:attendance", programme.slug, session.pk)


def keep(
    request: SignedInRequest, programme: Programme, session: Session, form: AttendanceForm
) -> HttpResponse:
    """Keep the ticks, and go back to where the person may look."""
    known = set(session.attendances.values_list("person_id", flat=True))
    try:
        record_attendance(session, form.attendance(known), by=request.user)
    except REFUSED as error:
        messages.error(request, why_refused(error))
    else:
        facts = {"there": len(ids_there(session)), "all": len(form.people)}
        messages.success(request, _("Saved: %(there)d of %(all)d were there.") % facts)
    name = "session" if may_look(request, programme) else "attendance"
    return redirect(reverse(f"training:{name}", args=(programme.slug, session.pk)))


def reads_feedback(request: SignedInRequest, programme: Programme, session: Session) -> bool:
    """Tell whether the person may read what people thought: the team, and who led the session."""
    led_by_them = session.facilitators.filter(pk=request.user.pk)
    return may_look(request, programme) or led_by_them.exists()


def why_refused(error: Exception) -> str:
    """Say why nobody can be ticked."""
    if isinstance(error, TooEarlyError):
        return _("Come back on the day: nobody can have been there yet.")
    if isinstance(error, NotInProgrammeError):
        return _("Somebody you ticked takes no part in this programme yet, so no hours count.")
    return _("This session was cancelled.")


def may_look(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may see the other pages of training here."""
    where = {"organisation_id": programme.organisation_id, "programme_id": programme.pk}
    return allows(request.user, Permission.VIEW_TRAINING, **where)
