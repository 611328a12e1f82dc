"""Changing, or calling off, all sessions of a series that are still to come."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import (
    ChangedMeanwhileError,
    TooFewPlacesError,
    cancel_series,
    change_series,
)
from training.actions.series import version_of
from training.changes import Effects, effects_of_all
from training.emails import (
    PLACE_GIVEN,
    SESSION_CANCELLED,
    SESSION_CHANGED,
    How,
    changed_facts,
    preview,
)
from training.forms import CancelSeriesForm, SeriesChangeForm
from training.models import Session, SessionSeries
from training.queries.series import coming_of, standing_at
from training.views.series import find_series
from training.views.sessions import trail


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def series_edit(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change all sessions to come: first who would be told is shown, then it is stored."""
    found = find_series(request, programme, pk)
    sessions = list(coming_of(found))
    if not sessions:
        return _nothing_to_come(request, programme, found)
    form = SeriesChangeForm(request.POST or None, programme=programme, initial=_typed(sessions))
    context = _context(programme, found, sessions, form, _("Change what is to come"))
    if "back" in request.POST or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "training/series_edit.html", context, status=status)
    zone, change = timezone.get_current_timezone(), form.change()
    plans = [(each, change.plan_of(each, zone)) for each in sessions]
    effects = list(zip(sessions, effects_of_all(plans), strict=True))
    if form.cleaned_data["version"] == version_of(sessions) and "confirmed" not in request.POST:
        context |= {"effects": effects, "mails": _mails(effects)}
        context["mail_count"] = sum(effect.mails for _each, effect in effects)
        return render(request, "training/series_edit_preview.html", context)
    try:
        count = change_series(
            found, change, by=request.user, zone=zone, version=form.cleaned_data["version"]
        )
    except TooFewPlacesError as error:
        form.add_error("capacity", _too_few(error))
        return render(request, "training/series_edit.html", context, status=422)
    except ChangedMeanwhileError:
        return _look_again(request, "training:series-edit", programme, found)
    words = ngettext("%(count)d session is changed.", "%(count)d sessions are changed.", count)
    messages.success(request, words % {"count": count})
    return redirect("training:series", programme.slug, found.pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def series_cancel(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show who would be told that all sessions to come are off; POST calls them off."""
    found = find_series(request, programme, pk)
    sessions = list(coming_of(found))
    if not sessions:
        return _nothing_to_come(request, programme, found)
    form = CancelSeriesForm(request.POST or None, initial={"version": version_of(sessions)})
    if form.is_valid():
        given = form.cleaned_data
        try:
            count = cancel_series(found, by=request.user, **given)
        except ChangedMeanwhileError:
            return _look_again(request, "training:series-cancel", programme, found)
        words = ngettext("%(count)d session is off.", "%(count)d sessions are off.", count)
        messages.success(request, words % {"count": count})
        return redirect("training:series", programme.slug, found.pk)
    told = standing_at(sessions)
    context = _context(programme, found, sessions, form, _("Cancel what is to come"))
    context["told"] = told
    if told:
        first = told[0]
        context["mail"] = preview(SESSION_CANCELLED, first.session, first.person)
        context["reader"] = first.person
    return render(request, "training/series_cancel.html", context)


def _context(
    programme: Programme,
    found: SessionSeries,
    sessions: Sequence[Session],
    form: SeriesChangeForm | CancelSeriesForm,
    label: str,
) -> dict[str, Any]:
    """Return what each of these pages shows."""
    return {
        "programme": programme,
        "series": found,
        "sessions": sessions,
        "form": form,
        "trail": trail(programme, found.title, label),
    }


def _typed(sessions: Sequence[Session]) -> dict[str, Any]:
    """Return the next session as it would be typed in, for all that are to come."""
    first = sessions[0]
    return {
        "title": first.title,
        "starts": timezone.localtime(first.starts_at).time(),
        "minutes": first.minutes,
        "place": first.place,
        "capacity": first.capacity,
        "facilitators": list(first.facilitators.order_by("name")),
        "version": version_of(sessions),
    }


def _mails(effects: Sequence[tuple[Session, Effects]]) -> list[tuple[Any, Any]]:
    """Return the first mail of each sort that would leave, with its reader."""
    mails: dict[str, tuple[Any, Any]] = {}
    for was, effect in effects:
        for row in effect.told[:1]:
            facts = changed_facts(was, has_place=row.has_place)
            if "changed" not in mails:
                mail = preview(SESSION_CHANGED, effect.would_be, row.person, **facts)
                mails["changed"] = (row.person, mail)
        for row in effect.promoted[:1]:
            if "given" not in mails:
                mail = preview(PLACE_GIVEN, effect.would_be, row.person, how=How.WAITED.value)
                mails["given"] = (row.person, mail)
    return list(mails.values())


def _too_few(error: TooFewPlacesError) -> str:
    """Say at which session more people have a place."""
    words = ngettext(
        "On %(day)s %(count)d person has a place: keep as many.",
        "On %(day)s %(count)d people have a place: keep as many.",
        error.taken,
    )
    on = timezone.localtime(error.session.starts_at)
    return words % {"day": date_format(on, "j F"), "count": error.taken}


def _nothing_to_come(
    request: SignedInRequest, programme: Programme, found: SessionSeries
) -> HttpResponse:
    """Say that no session of the series is left to change."""
    messages.error(request, _("Nothing of this series is still to come."))
    return redirect("training:series", programme.slug, found.pk)


def _look_again(
    request: SignedInRequest, name: str, programme: Programme, found: SessionSeries
) -> HttpResponse:
    """Show the page anew to who was overtaken by a colleague."""
    messages.error(request, _("Somebody changed these sessions meanwhile: please look again."))
    return redirect(name, programme.slug, found.pk)
