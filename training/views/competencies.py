"""The console's competencies: what mentoring asks of people, in levels."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.models import Programme
from training.actions.competencies import (
    CompetencyUsedError,
    add_competency,
    bring_back,
    change_competency,
    remove_competency,
    set_aside,
    set_levels,
)
from training.competencies.queries import competencies_with_counts, may_be_removed
from training.enums import Audience
from training.forms import CompetencyForm, LevelsForm
from training.models import Competency
from training.tabs import tabs_of
from training.views.courses import trail
from training.views.sessions import may_manage


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def competency_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List what is asked of mentors and of mentees."""
    rows = list(competencies_with_counts(programme.organisation))
    groups = [
        (audience.label, [row for row in rows if row.is_active and row.audience == audience])
        for audience in Audience
    ]
    context = {
        "programme": programme,
        "tabs": tabs_of(programme, "competency-list"),
        "groups": [(label, found) for label, found in groups if found],
        "aside": [row for row in rows if not row.is_active],
        "may_manage": may_manage(request, programme),
    }
    return render(request, "training/competency_list.html", context)


@programme_view(Permission.VIEW_TRAINING)
@require_GET
def competency(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show one competency: its levels, and the courses that teach it."""
    shown = _find(request, programme, pk)
    context = {
        "programme": programme,
        "competency": shown,
        "levels": shown.levels.all(),
        "courses": shown.courses.order_by("-is_active", "title"),
        "may_manage": may_manage(request, programme),
        "may_remove": may_be_removed(shown),
        "trail": _trail(programme, shown),
    }
    return render(request, "training/competency.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def competency_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add a competency, and go on to its levels."""
    form = CompetencyForm(request.POST or None, organisation=programme.organisation)
    if form.is_valid():
        added = add_competency(programme.organisation, **form.cleaned_data, by=request.user)
        messages.success(request, _("Added. Now say how each level of it shows."))
        return redirect("training:competency-levels", programme.slug, added.pk)
    title = _("Add a competency")
    context = {"form": form, "title": title, "trail": _trail(programme, None, title)}
    return render(request, "training/competency_form.html", context | {"programme": programme})


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def competency_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put a competency otherwise."""
    shown = _find(request, programme, pk)
    way = _trail(programme, shown, _("Change it"))
    organisation = programme.organisation
    form = CompetencyForm(request.POST or None, instance=shown, organisation=organisation)
    if form.is_valid():
        change_competency(shown, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("training:competency", programme.slug, pk)
    context = {"form": form, "title": _("Change the competency"), "trail": way}
    return render(request, "training/competency_form.html", context | {"programme": programme})


@programme_view(Permission.MANAGE_TRAINING)
@require_http_methods(["GET", "HEAD", "POST"])
def competency_levels(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Describe the levels of a competency."""
    shown = _find(request, programme, pk)
    form = LevelsForm(request.POST or None, competency=shown)
    if form.is_valid():
        set_levels(shown, form.levels(), by=request.user)
        messages.success(request, _("Saved."))
        return redirect("training:competency", programme.slug, pk)
    context = {
        "programme": programme,
        "competency": shown,
        "form": form,
        "trail": _trail(programme, shown, _("Its levels")),
    }
    return render(request, "training/competency_levels.html", context)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def competency_set_aside(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Offer a competency no more."""
    shown = _find(request, programme, pk)
    if set_aside(shown, by=request.user):
        messages.success(request, _("It is set aside. The past keeps it."))
    else:
        messages.info(request, _("It was set aside before."))
    return redirect("training:competency", programme.slug, pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def competency_bring_back(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Offer a competency again."""
    shown = _find(request, programme, pk)
    if bring_back(shown, by=request.user):
        messages.success(request, _("It is in use again."))
    else:
        messages.info(request, _("It is in use already."))
    return redirect("training:competency", programme.slug, pk)


@programme_view(Permission.MANAGE_TRAINING)
@require_POST
def competency_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Delete a competency that nothing ever named."""
    shown = _find(request, programme, pk)
    try:
        remove_competency(shown, by=request.user)
    except CompetencyUsedError:
        sentence = _("It cannot be deleted, because the past names it. Set it aside instead.")
        messages.error(request, sentence)
        return redirect("training:competency", programme.slug, pk)
    messages.success(request, _("It is deleted."))
    return redirect("training:competency-list", programme.slug)


def _find(request: SignedInRequest, programme: Programme, pk: UUID) -> Competency:
    """Return a competency of the programme's organisation, or answer 404."""
    rows = Competency.objects.visible_to(request.user).filter(organisation=programme.organisation)
    return get_object_or_404(rows, pk=pk)


def _trail(programme: Programme, shown: Competency | None, *labels: str) -> list[dict[str, str]]:
    """Return the way to a page below the competencies."""
    url = reverse("training:competency-list", args=(programme.slug,))
    way = [*trail(programme), {"label": _("Competencies"), "url": url}]
    if shown is not None:
        own = reverse("training:competency", args=(programme.slug, shown.pk))
        way.append({"label": shown.name, "url": own} if labels else {"label": shown.name})
    return [*way, *({"label": label} for label in labels)]
