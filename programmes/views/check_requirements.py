"""What a programme asks its mentors and mentees to show."""

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
from programmes.actions.check_requirements import (
    RequirementTakenError,
    add_requirement,
    change_requirement,
    retire_requirement,
)
from programmes.forms.checks import RequirementForm
from programmes.models import CheckRequirement, Programme
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_PEOPLE)
@require_GET
def requirement_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show what is asked for."""
    rows = CheckRequirement.objects.visible_to(request.user).filter(programme=programme)
    context = {
        "programme": programme,
        "requirements": rows.in_force(),
        "may_manage": allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme),
        "trail": _trail(programme),
    }
    return render(request, "programmes/requirement_list.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def requirement_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Ask for something from now on."""
    form = RequirementForm(request.POST or None)
    if form.is_valid():
        try:
            add_requirement(programme, by=request.user, **form.cleaned_data)
        except RequirementTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("Added. Whoever is accepted from now on is asked for it."))
            return redirect("programmes:requirement-list", slug=programme.slug)
    lead = _("Nobody is written to before you have seen who would be.")
    return _form_page(request, programme, form, _("Ask for something"), lead)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def requirement_change(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Change what is asked for."""
    requirement = _requirement(request, programme, pk)
    form = RequirementForm(request.POST or None, instance=requirement)
    if form.is_valid():
        try:
            change_requirement(requirement, by=request.user, **form.cleaned_data)
        except RequirementTakenError:
            _say_taken(form)
        else:
            messages.success(request, _("Saved."))
            return redirect("programmes:requirement-list", slug=programme.slug)
    lead = _("What is confirmed already stays as it is.")
    return _form_page(request, programme, form, requirement.name, lead)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def requirement_retire(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask whether it should be asked for no more."""
    requirement = _requirement(request, programme, pk)
    if request.method == "POST":
        retire_requirement(requirement, by=request.user)
        messages.success(request, _("“%(name)s” is asked for no more.") % {"name": requirement})
        return redirect("programmes:requirement-list", slug=programme.slug)
    context = {
        "form": forms.Form(),
        "title": _("Ask for “%(name)s” no more?") % {"name": requirement.name},
        "lead": _("What people sent in is kept. It keeps nobody from being matched any more."),
        "action": _("Ask for it no more"),
        "style": "danger",
        "back_url": reverse("programmes:requirement-list", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)


def _requirement(request: SignedInRequest, programme: Programme, pk: UUID) -> CheckRequirement:
    """Return something the programme asks for; 404 for that of any other."""
    visible = CheckRequirement.objects.visible_to(request.user).in_force()
    rows = visible.filter(programme=programme).select_related("programme")
    return get_object_or_404(rows, pk=pk)


def _say_taken(form: RequirementForm) -> None:
    """Say that the name is taken, next to it."""
    form.add_error("name", _("Something of this name is asked of them already."))


def _trail(programme: Programme) -> list[dict[str, str]]:
    """Return the way here."""
    url = reverse("programmes:check-list", args=(programme.slug,))
    return [{"label": _("References and checks"), "url": url}, {"label": _("What we ask for")}]


def _form_page(
    request: SignedInRequest, programme: Programme, form: RequirementForm, title: str, lead: str
) -> HttpResponse:
    """Show the form of one of them."""
    context = {
        "form": form,
        "title": title,
        "lead": lead,
        "action": _("Save"),
        "back_url": reverse("programmes:requirement-list", args=(programme.slug,)),
    }
    return render(request, "programmes/form.html", context)
