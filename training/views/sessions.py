"""The console's sessions: what is planned, one session, and planning or calling one off."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.accounts.quicker import who_was_quicker
from mentorship.common.lifecycle import IllegalTransitionError
from programmes.access import programme_view
from programmes.models import Programme
from programmes.permissions import allowed_in
from training.actions import cancel_session, plan_session
from training.courses.modules import counts_of
from training.emails import SESSION_CANCELLED, preview
from training.enums import SessionKind, SessionState
from training.filters import SessionFilter
from training.forms import CancelSessionForm, PlaceForm, SessionForm
from training.models import Session
from training.queries.answers import answers_to, who_declined
from training.queries.rules import rule_of
from training.queries.sessions import people_at
from training.tables import session_lines, sessions_headline
from training.tabs import tabs_of

PER_PAGE = 25


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def session_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the sessions to come, past or cancelled."""
    sessions = Session.objects.visible_to(request.user).filter(programme=programme)
    narrowed = SessionFilter(request.GET, sessions)
    found = narrowed.qs.with_seats().with_ticks().select_related("course", "cohort", "community")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "session-list"),
        "form": narrowed.form,
        "page": page,
        "lines": session_lines(programme, page),
        "headline": sessions_headline(sessions.upcoming().count()),
        "is_narrowed": bool(request.GET),
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/session_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def session(request: SignedInRequest, programme: Programme, session_id: UUID) -> HttpResponse:
    """Show one session: its facts, who has a place, who waits, and who was there."""
    found = find(request, programme, session_id)
    return show_session(request, programme, found, PlaceForm(session=found))


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Plan a session."""
    form = SessionForm(request.POST or None, programme=programme)
    if form.is_valid():
        leaders = form.cleaned_data["facilitators"]
        planned = plan_session(programme, form.plan(), by=request.user, facilitators=leaders)
        messages.success(request, _("“%(title)s” is planned.") % {"title": planned.title})
        return redirect("training:session", programme.slug, planned.pk)
    context = {"programme": programme, "form": form, "trail": trail(programme, _("Add a session"))}
    status = 422 if form.errors else 200
    return render(request, "training/session_add.html", context, status=status)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def session_cancel(
    request: SignedInRequest, programme: Programme, session_id: UUID
) -> HttpResponse:
    """Show who would be told that a session is off; POST calls it off and tells them."""
    found = find(request, programme, session_id)
    form = CancelSessionForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_session(found, by=request.user, reason=form.cleaned_data["reason"])
        except IllegalTransitionError:
            sentence = who_was_quicker(
                found,
                name=found.title,
                viewer=request.user,
                otherwise=_("This session is over already."),
            )
            messages.error(request, sentence)
        else:
            messages.success(request, _("The session is cancelled, and everybody is told."))
        return redirect("training:session", programme.slug, found.pk)
    told = [enrolment.person for enrolment in people_at(found)]
    context = {
        "programme": programme,
        "session": found,
        "form": form,
        "told": told,
        "mail": preview(SESSION_CANCELLED, found, told[0]) if told else None,
        "trail": trail(programme, found.title, _("Cancel it")),
    }
    return render(request, "training/session_cancel.html", context)


def show_session(
    request: SignedInRequest, programme: Programme, found: Session, form: PlaceForm
) -> HttpResponse:
    """Show a session's page, with the form that gives somebody a place as it stands."""
    enrolments = people_at(found)
    is_planned = found.state == SessionState.PLANNED
    context = {
        "programme": programme,
        "session": found,
        "enrolled": [row for row in enrolments if row.has_place],
        "is_ticked": any(row.was_there is not None for row in enrolments),
        "waiting": [row for row in enrolments if not row.has_place],
        "place_form": form,
        "page_has_errors": bool(form.errors),
        "may_manage": may_manage(request, programme),
        "module": counts_of(found) if found.kind == SessionKind.MODULE else None,
        "is_planned": is_planned,
        "is_to_come": is_planned and not found.has_begun,
        "leaders": found.facilitators.order_by("name"),
        "answers": answers_to(found) if is_planned else None,
        "declined": who_declined(found),
        "rule": rule_of(found),
        "trail": trail(programme, found.title),
    }
    status = 422 if form.errors else 200
    return render(request, "training/session_detail.html", context, status=status)


def find(request: SignedInRequest, programme: Programme, session_id: UUID) -> Session:
    """Return a session of the programme, with its seats counted, or answer 404."""
    sessions = Session.objects.visible_to(request.user).filter(programme=programme)
    return get_object_or_404(
        sessions.with_seats().select_related(
            "programme__organisation", "course", "cohort", "community", "series"
        ),
        pk=session_id,
    )


def may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may plan sessions here."""
    return allowed_in(request.user, Permission.MANAGE_TRAINING, programme)


def trail(programme: Programme, *labels: str) -> list[dict[str, Any]]:
    """Return the way to a page below the sessions."""
    start = {
        "label": _("Training"),
        "url": reverse("training:session-list", args=(programme.slug,)),
    }
    return [start, *({"label": label} for label in labels)]
