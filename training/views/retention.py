"""Who came back, who left and why, and the milestones of those who stayed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Participant, Programme
from programmes.retention import cohorts_served
from training.actions.recognition import AlreadyThankedError, thank_for_milestone
from training.actions.retention import note_departure
from training.forms.retention import DepartureForm
from training.models import Recognition, ThankYou
from training.retention.emails import preview_milestone
from training.retention.milestones import title_of
from training.retention.pictures import returning_chart, served_chart
from training.retention.returning import causes, cohort_returns, hesitations, left
from training.retention.tables import (
    cause_lines,
    hesitation_lines,
    left_lines,
    recognition_lines,
    retention_headline,
    return_columns,
    return_rows,
)
from training.tabs import tabs_of
from training.views.sessions import may_manage

PER_PAGE = 25
LATEST_NOTES = 5


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def retention(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who came back cohort by cohort, what they had meant, and why others left."""
    returns = cohort_returns(programme)
    gone = left(programme).filter(pk__in=Participant.objects.visible_to(request.user))
    page = Paginator(gone, PER_PAGE).get_page(request.GET.get("page"))
    notes = ThankYou.objects.visible_to(request.user).filter(
        programme=programme, may_be_shared=True, withdrawn_at__isnull=True
    )
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "retention"),
        "headline": retention_headline(returns),
        "chart": returning_chart(returns),
        "columns": return_columns(),
        "rows": return_rows(returns),
        "served": served_chart(cohorts_served(programme)),
        "causes": cause_lines(causes(gone)),
        "hesitations": hesitation_lines(hesitations(programme)),
        "page": page,
        "left": left_lines(programme, page, may_manage=may_manage(request, programme)),
        "notes": notes.select_related("mentor")[:LATEST_NOTES],
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/retention.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def departure(request: SignedInRequest, programme: Programme, place_id: UUID) -> HttpResponse:
    """Write down why a mentor did not come back."""
    visible = Participant.objects.visible_to(request.user)
    place = get_object_or_404(left(programme).filter(pk__in=visible), pk=place_id)
    known = getattr(place, "departure", None)
    initial = {"cause": known.cause, "may_ask_again": known.may_ask_again} if known else None
    form = DepartureForm(request.POST or None, initial=initial)
    if form.is_valid():
        note_departure(place, **form.cleaned_data, by=request.user)
        messages.success(request, _("Thank you: that is kept."))
        return redirect("training:retention", programme.slug)
    context = {
        "programme": programme,
        "place": place,
        "form": form,
        "trail": trail(programme, place.person.name),
    }
    return render(request, "training/departure.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def recognition_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List milestones, those nobody has thanked for first."""
    shows_thanked = bool(request.GET.get("thanked"))
    rows = Recognition.objects.visible_to(request.user).filter(programme=programme)
    if not shows_thanked:
        rows = rows.filter(thanked_at__isnull=True)
    ordered = rows.order_by(F("thanked_at").desc(nulls_first=True), "-reached_on", "pk")
    page = Paginator(ordered.select_related("person", "thanked_by"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "recognition-list"),
        "page": page,
        "lines": recognition_lines(programme, page, request.user),
        "shows_thanked": shows_thanked,
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/recognition_list.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def recognition_thank(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show what a mentor would read; POST thanks them."""
    rows = Recognition.objects.visible_to(request.user).filter(programme=programme)
    rows = rows.exclude(person=request.user)
    found = get_object_or_404(
        rows.select_related("person", "programme__organisation", "thanked_by"), pk=pk
    )
    if request.method == "POST":
        try:
            thank_for_milestone(found, by=request.user)
        except AlreadyThankedError:
            messages.info(request, _("They have been thanked for this already."))
        else:
            messages.success(
                request, _("%(name)s is thanked by e-mail.") % {"name": found.person.name}
            )
        return redirect("training:recognition-list", programme.slug)
    context = {
        "programme": programme,
        "recognition": found,
        "title": title_of(found),
        "mail": preview_milestone(found),
        "trail": trail(programme, found.person.name),
    }
    return render(request, "training/recognition_thank.html", context)


def trail(programme: Programme, *labels: str) -> list[dict[str, Any]]:
    """Return the way to a page below retention."""
    start = {
        "label": _("Retention"),
        "url": reverse("training:retention", args=(programme.slug,)),
    }
    return [start, *({"label": label} for label in labels)]
