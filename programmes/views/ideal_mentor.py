"""What a programme looks for in its mentors, and the first step: what they do."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.ideal_mentor import (
    add_expectation,
    change_expectation,
    move_expectation,
    remove_expectation,
)
from programmes.forms.ideal_mentor import CriterionNameForm, ExpectationForm
from programmes.models import Programme
from programmes.permissions import allowed_in
from programmes.profile_templates import PROFILE_TEMPLATES
from programmes.selection.profile_remarks import remarks_on
from programmes.selection.profile_versions import (
    criteria_of,
    draft_of,
    expectations_of,
    in_use,
    missing_in,
    shares_among,
)
from programmes.views.profile_pages import (
    STEPS,
    back_to,
    expectation_in,
    form_page,
    next_step,
    on_a_draft,
    page_of,
    path_of,
    trail_of,
)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def mentor_profile(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what mentors do here and what that needs: the version in use, else the draft."""
    used, draft = in_use(programme), draft_of(programme)
    expectations = expectations_of(used or draft)
    written = expectations if used is None else expectations_of(draft)
    criteria = criteria_of(expectations)
    context = {
        "programme": programme,
        "profile": used or draft,
        "used": used,
        "draft": draft,
        "expectations": expectations,
        "criteria": len(criteria),
        "essential": len([criterion for criterion in criteria if criterion.is_essential]),
        "shares": shares_among(criteria),
        "next_url": next_step(programme, written),
        "is_ready": not missing_in(written),
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/mentor_profile.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def expectations_step(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the first step, what mentors do, and add to it."""
    form = ExpectationForm(request.POST or None)
    if form.is_valid():
        add_expectation(programme, **form.cleaned_data, by=request.user)
        messages.success(request, _("Added. What else do mentors do here?"))
        return redirect("programmes:mentor-profile-expectations", slug=programme.slug)
    expectations = expectations_of(draft_of(programme))
    context = {
        "programme": programme,
        "form": form,
        "expectations": expectations,
        "templates": PROFILE_TEMPLATES.values(),
        "steps": path_of(programme, expectations, "mentor-profile-expectations"),
        "trail": trail_of(programme, _("What our mentors do")),
    }
    return render(request, "programmes/mentor_profile_expectations.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def criteria_step(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the second step: what each expectation needs."""
    expectations = expectations_of(draft_of(programme))
    context = {
        "programme": programme,
        "expectations": expectations,
        "add_form": CriterionNameForm(),
        "steps": path_of(programme, expectations, "mentor-profile-criteria"),
        "trail": trail_of(programme, _("What that needs")),
    }
    return render(request, "programmes/mentor_profile_criteria.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_GET
def evidence_step(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the third step: how one would see each criterion, how it weighs, and what is odd."""
    expectations = expectations_of(draft_of(programme))
    criteria = criteria_of(expectations)
    context = {
        "programme": programme,
        "shares": shares_among(criteria),
        "missing": missing_in(expectations) if criteria else [],
        "remarks": remarks_on(criteria),
        "steps": path_of(programme, expectations, "mentor-profile-evidence"),
        "trail": trail_of(programme, _("How we would see it")),
    }
    return render(request, "programmes/mentor_profile_evidence.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def expectation_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put an expectation in other words."""
    expectation = expectation_in(request, programme, pk)
    form = ExpectationForm(request.POST or None, initial={"text": expectation.text})
    if form.is_valid():
        change_expectation(expectation, **form.cleaned_data, by=request.user)
        return back_to(request, programme, "mentor-profile-expectations")
    return form_page(
        request,
        form,
        title=_("Change the expectation"),
        action=_("Save"),
        back_url=page_of("mentor-profile-expectations", programme),
    )


@programme_view(Permission.MANAGE_PROGRAMME)
@require_POST
@on_a_draft
def expectation_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Move an expectation up or down."""
    expectation = expectation_in(request, programme, pk)
    if step := STEPS.get(request.POST.get("to", "")):
        move_expectation(expectation, step=step, by=request.user)
    return redirect("programmes:mentor-profile-expectations", slug=programme.slug)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
@on_a_draft
def expectation_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether an expectation should go with its criteria, and take it out."""
    expectation = expectation_in(request, programme, pk)
    if request.method == "POST":
        remove_expectation(expectation, by=request.user)
        return back_to(request, programme, "mentor-profile-expectations")
    return form_page(
        request,
        forms.Form(),
        title=_("Take out “%(name)s”?") % {"name": expectation.text},
        lead=_("Its criteria go with it. Nobody’s application is touched."),
        action=_("Take it out"),
        style="danger",
        back_url=page_of("mentor-profile-expectations", programme),
    )
