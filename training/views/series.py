"""Sessions that come round: planned with a look at every date, changed or called off together."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions import plan_series
from training.forms import SeriesForm
from training.models import Session, SessionSeries
from training.queries.series import series_of
from training.series import proposed, rhythm_sentence, steps_of
from training.tables import session_lines
from training.views.sessions import may_manage, trail


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def series(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a series: its rhythm, and its sessions."""
    found = find_series(request, programme, pk)
    sessions = Session.objects.visible_to(request.user).filter(series=found).with_seats()
    sessions = sessions.with_ticks().select_related("course", "cohort", "community")
    rows = list(sessions.order_by("starts_at", "pk"))
    coming = [row for row in rows if row.state == "planned" and not row.has_begun]
    context = {
        "programme": programme,
        "series": found,
        "rhythm": rhythm_sentence(found),
        "lines": session_lines(programme, rows),
        "coming": len(coming),
        "may_manage": may_manage(request, programme),
        "trail": trail(programme, found.title),
    }
    return render(request, "training/series_detail.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def series_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Plan a series: first every date is shown, each of which can be left out."""
    form = SeriesForm(request.POST or None, programme=programme)
    context = {"programme": programme, "form": form, "trail": trail(programme, _("Plan a series"))}
    if "back" in request.POST or not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "training/series_add.html", context, status=status)
    wanted = set(request.POST.getlist("days"))
    days = [day for day in form.dates() if day.isoformat() in wanted]
    if "confirmed" not in request.POST or not days:
        context["dates"] = _ticked(programme, form, wanted)
        context["has_none"] = "confirmed" in request.POST
        return render(request, "training/series_add_preview.html", context)
    made = plan_series(
        programme,
        form.plan(),
        days,
        by=request.user,
        zone=timezone.get_current_timezone(),
        facilitators=form.cleaned_data["facilitators"],
        **steps_of(form.rhythm()),
    )
    words = ngettext("%(count)d session is planned.", "%(count)d sessions are planned.", len(days))
    messages.success(request, words % {"count": len(days)})
    return redirect("training:series", programme.slug, made.pk)


def find_series(request: SignedInRequest, programme: Programme, pk: UUID) -> SessionSeries:
    """Return a series of the programme, or answer 404."""
    return get_object_or_404(series_of(programme, request.user), pk=pk)


def _ticked(
    programme: Programme, form: SeriesForm, wanted: set[str]
) -> list[tuple[date, str, bool]]:
    """Return each date with what is known of it, and whether it is ticked."""
    is_first_look = not wanted
    return [
        (each.on, each.why_off, not each.is_off if is_first_look else each.on.isoformat() in wanted)
        for each in proposed(programme, form.dates())
    ]
