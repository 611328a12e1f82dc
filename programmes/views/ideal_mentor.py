"""What a programme looks for in its mentors, and changing it."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.ideal_mentor import (
    add_criterion,
    add_expectation,
    change_criterion,
    change_expectation,
    remove_criterion,
    remove_expectation,
)
from programmes.forms.ideal_mentor import CriterionForm, ExpectationForm
from programmes.models import Criterion, Expectation, IdealMentorProfile, Programme
from programmes.permissions import allowed_in

HEAVIEST = 10


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def mentor_profile(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what mentors do here, and what that needs."""
    profiles = IdealMentorProfile.objects.visible_to(request.user).filter(programme=programme)
    profile = profiles.order_by("-version").first()
    expectations = list(profile.expectations.prefetch_related("criteria")) if profile else []
    criteria = [criterion for each in expectations for criterion in each.criteria.all()]
    context = {
        "programme": programme,
        "expectations": expectations,
        "criteria": len(criteria),
        "essential": len([criterion for criterion in criteria if criterion.is_essential]),
        "heaviest": HEAVIEST,
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/mentor_profile.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def expectation_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Add something that mentors do."""
    form = ExpectationForm(request.POST or None)
    if form.is_valid():
        expectation = add_expectation(programme, **form.cleaned_data, by=request.user)
        messages.success(request, _("Added. What does it need?"))
        return redirect(
            "programmes:expectation-criterion-add", slug=programme.slug, pk=expectation.pk
        )
    lead = _("What somebody who mentors here does for their mentee.")
    return _form_page(request, programme, form, _("A new expectation"), lead, _("Add it"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def expectation_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Put an expectation in other words."""
    expectation = _expectation(request, programme, pk)
    form = ExpectationForm(request.POST or None, initial={"text": expectation.text})
    if form.is_valid():
        change_expectation(expectation, **form.cleaned_data, by=request.user)
        return _saved(request, programme)
    return _form_page(request, programme, form, _("Change the expectation"), "", _("Save"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def expectation_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether an expectation should go with its criteria, and take it out."""
    expectation = _expectation(request, programme, pk)
    if request.method == "POST":
        remove_expectation(expectation, by=request.user)
        return _saved(request, programme)
    title = _("Take out “%(name)s”?") % {"name": expectation.text}
    lead = _("Its criteria go with it. Nobody’s application is touched.")
    return _form_page(request, programme, forms.Form(), title, lead, _("Take it out"), "danger")


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def criterion_add(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Add what an expectation needs."""
    expectation = _expectation(request, programme, pk)
    form = CriterionForm(request.POST or None)
    if form.is_valid():
        add_criterion(expectation, **form.cleaned_data, by=request.user)
        return _saved(request, programme)
    lead = _("What it takes so that: %(expectation)s") % {"expectation": expectation.text}
    return _form_page(request, programme, form, _("A new criterion"), lead, _("Add it"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def criterion_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change a criterion."""
    criterion = _criterion(request, programme, pk)
    names = ("name", "evidence", "weight", "is_essential")
    initial = {name: getattr(criterion, name) for name in names}
    form = CriterionForm(request.POST or None, initial=initial)
    if form.is_valid():
        change_criterion(criterion, **form.cleaned_data, by=request.user)
        return _saved(request, programme)
    return _form_page(request, programme, form, _("Change the criterion"), "", _("Save"))


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def criterion_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether a criterion should go, and take it out."""
    criterion = _criterion(request, programme, pk)
    if request.method == "POST":
        remove_criterion(criterion, by=request.user)
        return _saved(request, programme)
    title = _("Take out “%(name)s”?") % {"name": criterion.name}
    return _form_page(request, programme, forms.Form(), title, "", _("Take it out"), "danger")


def _expectation(request: SignedInRequest, programme: Programme, pk: UUID) -> Expectation:
    """Return an expectation of the programme; 404 for any other."""
    visible = Expectation.objects.visible_to(request.user).filter(profile__programme=programme)
    return get_object_or_404(visible.select_related("profile__programme"), pk=pk)


def _criterion(request: SignedInRequest, programme: Programme, pk: UUID) -> Criterion:
    """Return a criterion of the programme; 404 for any other."""
    visible = Criterion.objects.visible_to(request.user)
    of_programme = visible.filter(expectation__profile__programme=programme)
    return get_object_or_404(of_programme.select_related("expectation__profile__programme"), pk=pk)


def _saved(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Go back to the profile."""
    messages.success(request, _("Saved."))
    return redirect("programmes:mentor-profile", slug=programme.slug)


def _form_page(
    request: SignedInRequest,
    programme: Programme,
    form: forms.Form,
    title: str,
    lead: str,
    action: str,
    style: str = "",
) -> HttpResponse:
    """Show one form about the profile."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "action": action,
        "style": style,
        "back_url": reverse("programmes:mentor-profile", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)
