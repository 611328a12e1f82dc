"""The criteria of a profile's draft: naming them, and writing how one would see them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.ideal_mentor import (
    add_criterion,
    change_criterion,
    move_criterion,
    remove_criterion,
)
from programmes.forms.ideal_mentor import (
    CriterionForm,
    CriterionNameForm,
    initial_of,
    levels_in,
    redrawn,
)
from programmes.models import Criterion, Programme
from programmes.selection.profile_remarks import remarks_on
from programmes.views.profile_pages import (
    STEPS,
    back_to,
    criterion_in,
    expectation_in,
    form_page,
    on_a_draft,
    page_of,
    trail_of,
)

# The buttons that draw the form again, and save nothing.
RESIZE, SUGGEST = "resize", "suggest"


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def criterion_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add what an expectation needs."""
    expectation = expectation_in(request, programme, pk)
    form = CriterionNameForm(request.POST or None)
    if form.is_valid():
        add_criterion(expectation, **form.cleaned_data, by=request.user)
        messages.success(request, _("Added. How one would see it is the next step."))
        return redirect("programmes:mentor-profile-criteria", slug=programme.slug)
    return form_page(
        request,
        form,
        title=_("A new criterion"),
        lead=_("What it takes so that: %(expectation)s") % {"expectation": expectation.text},
        action=_("Add it"),
        back_url=page_of("mentor-profile-criteria", programme),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def criterion_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Write how one would see a criterion; two of the buttons only draw the form again."""
    criterion = criterion_in(request, programme, pk)
    levels = levels_in(request.POST, criterion.levels)
    if RESIZE in request.POST or SUGGEST in request.POST:
        form = redrawn(request.POST, levels, is_suggesting=SUGGEST in request.POST)
        return _criterion_page(request, programme, criterion, form)
    form = CriterionForm(request.POST or None, initial=initial_of(criterion), levels=levels)
    if form.is_valid():
        change_criterion(criterion, **form.facts(), by=request.user)
        return back_to(request, programme, "mentor-profile-evidence")
    return _criterion_page(request, programme, criterion, form)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
@on_a_draft
def criterion_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move a criterion up or down among those of its expectation."""
    criterion = criterion_in(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_criterion(criterion, step=step, by=request.user)
    return redirect("programmes:mentor-profile-criteria", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def criterion_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a criterion should go, and take it out."""
    criterion = criterion_in(request, programme, pk)
    if request.method == "POST":
        remove_criterion(criterion, by=request.user)
        return back_to(request, programme, "mentor-profile-criteria")
    return form_page(
        request,
        forms.Form(),
        title=_("Take out “%(name)s”?") % {"name": criterion.name},
        action=_("Take it out"),
        style="danger",
        back_url=page_of("mentor-profile-criteria", programme),
    )


def _criterion_page(
    request: SignedInRequest, programme: Programme, criterion: Criterion, form: CriterionForm
) -> HttpResponse:
    """Show the form of a criterion, with what is to be looked at again in it as it is stored."""
    context = {
        "form": form,
        "criterion": criterion,
        "remarks": remarks_on([criterion]),
        "trail": trail_of(programme, criterion.name),
        "back_url": page_of("mentor-profile-evidence", programme),
    }
    return render(request, "programmes/mentor_criterion.html", context)
