"""Moving a sending on: left out, brought back, followed, sent, timed, called off."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from matching.actions.delivering import ChangedMeanwhileError, NobodyToAskError, Sent, send
from matching.actions.sendings import (
    bring_back,
    call_off,
    keep_out_changed,
    leave_out,
    schedule,
    take_over,
    unschedule,
)
from matching.models import Sending, SendingPair
from matching.publishing.enums import SendingState
from matching.publishing.forms import LeaveOutForm, SendTimeForm
from matching.publishing.wording import pairs_in_words
from matching.tasks import ring_for_sending
from matching.views.sendings import sending_or_404, sending_page, told_otherwise, trail_of
from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_leave_out(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Ask why a pair is left out, and leave it out."""
    shown = sending_or_404(request, programme, pk)
    if shown.state != SendingState.STAGED:
        return told_otherwise(request, programme, shown)
    line = _line_or_404(shown, request.GET.get("pair", ""))
    form = LeaveOutForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            leave_out(line, by=request.user, reason=form.cleaned_data["reason"])
        except IllegalTransitionError:
            return told_otherwise(request, programme, shown)
        done = _("%(mentee)s and %(mentor)s are left out.")
        messages.success(
            request,
            done % {"mentee": line.mentee.person.name, "mentor": line.mentor.person.name},
        )
        return redirect("matching:sending", programme.slug, shown.pk)
    context = {
        "programme": programme,
        "sending": shown,
        "line": line,
        "form": form,
        "trail": trail_of(programme, shown.round, _("Leave out"), sending=shown),
    }
    return render(request, "matching/sending_leave_out.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_bring_back(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Bring a pair back that was left out."""
    shown = sending_or_404(request, programme, pk)
    line = _line_or_404(shown, request.POST.get("pair", ""))
    return _do(request, programme, shown, lambda: bring_back(line, by=request.user))


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_follow(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Take over what changed in the draft, or leave those pairs out."""
    shown = sending_or_404(request, programme, pk)
    if request.POST.get("how") == "take":
        return _do(request, programme, shown, lambda: take_over(shown, by=request.user))
    reason = _("The draft was changed after this was prepared.")
    return _do(
        request, programme, shown, lambda: keep_out_changed(shown, reason=reason, by=request.user)
    )


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_send(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Ask everybody now, if it is what the person looked at."""
    shown = sending_or_404(request, programme, pk)
    try:
        sent = send(shown, by=request.user, seen=request.POST.get("seal", ""))
    except ChangedMeanwhileError:
        return sending_page(
            request, programme, sending_or_404(request, programme, pk), is_not_what_you_saw=True
        )
    except NobodyToAskError:
        messages.warning(request, _("Nobody can be asked as it stands: see why."))
    except IllegalTransitionError:
        return told_otherwise(request, programme, shown)
    else:
        if not sent.is_first:
            return told_otherwise(request, programme, shown)
        _tell(request, shown, sent)
    return redirect("matching:sending", programme.slug, shown.pk)


@require_http_methods(["GET", "POST"])
@programme_view(Permission.MANAGE_MATCHES)
def sending_time(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Choose when it leaves, in one's own time."""
    shown = sending_or_404(request, programme, pk)
    if shown.state != SendingState.STAGED:
        return told_otherwise(request, programme, shown)
    form = SendTimeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        at = form.cleaned_data["starts_at"]
        return _do(request, programme, shown, lambda: schedule(shown, at=at, by=request.user))
    context = {
        "programme": programme,
        "sending": shown,
        "form": form,
        "trail": trail_of(programme, shown.round, _("Choose a time"), sending=shown),
    }
    return render(request, "matching/sending_time.html", context)


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_unschedule(
    request: SignedInRequest, programme: Programme, pk: uuid.UUID
) -> HttpResponse:
    """Take the time back."""
    shown = sending_or_404(request, programme, pk)
    return _do(request, programme, shown, lambda: unschedule(shown, by=request.user))


@require_POST
@programme_view(Permission.MANAGE_MATCHES)
def sending_call_off(request: SignedInRequest, programme: Programme, pk: uuid.UUID) -> HttpResponse:
    """Give it up; its pairs can be prepared again."""
    shown = sending_or_404(request, programme, pk)
    return _do(request, programme, shown, lambda: call_off(shown, by=request.user))


def _do(
    request: SignedInRequest, programme: Programme, shown: Sending, act: Callable[[], None]
) -> HttpResponse:
    """Do it, or say who was quicker; then show how the sending stands."""
    try:
        act()
    except IllegalTransitionError:
        return told_otherwise(request, programme, shown)
    return redirect("matching:sending", programme.slug, shown.pk)


def _tell(request: SignedInRequest, shown: Sending, sent: Sent) -> None:
    """Say who was asked and who could not be; what is left goes to the worker."""
    if sent.waiting:
        ring_for_sending(shown.pk)
        messages.success(request, _("They are being asked now; you need not wait here."))
        return
    done = _("Asked: %(pairs)s.") % {"pairs": pairs_in_words(len(sent.asked))}
    messages.success(request, done)
    if sent.refused:
        names = ", ".join(line.mentee.person.name for line in sent.refused[:3])
        words = ngettext(
            "%(count)d pair could not be asked (%(names)s): see why below.",
            "%(count)d pairs could not be asked (%(names)s …): see why below.",
            len(sent.refused),
        )
        messages.warning(request, words % {"count": len(sent.refused), "names": names})


def _line_or_404(shown: Sending, wanted: str) -> SendingPair:
    """Return a pair of the sending by the id that a form or link names."""
    rows = shown.lines.select_related("mentee__person", "mentor__person", "sending")
    return get_object_or_404(rows, pk=_as_id(wanted))


def _as_id(text: str) -> uuid.UUID | None:
    """Return an id that somebody wrote, or None where it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
