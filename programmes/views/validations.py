"""Is this still true? Asked before matching, answered in the portal, listed in the console."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.validations import (
    AlreadyConfirmedError,
    ask_validation,
    confirm_validation,
)
from programmes.applying.filling import sheet_of
from programmes.applying.still_true import answered_and_open, round_of
from programmes.emails.applications import preview_validation
from programmes.enums import CohortState, ParticipantRole
from programmes.forms.applying import AskValidationForm
from programmes.models import Cohort, Programme, Validation
from programmes.permissions import allowed_in
from programmes.views.applying import own_application

PAGE = 50
OPEN_STATES = (CohortState.RECRUITING, CohortState.MATCHING, CohortState.RUNNING)


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def still_true(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Show what somebody wrote; all of it holds, or they change what does not."""
    application = own_application(request, pk)
    asked = Validation.objects.visible_to(request.user).open()
    validation = asked.filter(application=application).first()
    if validation is None:
        return redirect("programmes:apply-detail", application.pk)
    if request.method == "POST":
        try:
            confirm_validation(validation, by=request.user)
        except AlreadyConfirmedError:
            messages.info(request, _("You have answered already. Thank you."))
        else:
            messages.success(request, _("Thank you. We match you with what you just confirmed."))
        return redirect("programmes:home")
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "validation": validation,
        "sections": sheet_of(application, is_live=True).sections(),
    }
    return render(request, "programmes/apply_still_true.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def validation_list(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List who was asked, what they answered, and who has not."""
    page = Paginator(answered_and_open(programme), PAGE).get_page(request.GET.get("page"))
    cohorts = Cohort.objects.visible_to(request.user).filter(
        programme=programme, state__in=OPEN_STATES
    )
    ask_url = reverse("programmes:validation-ask", args=(programme.slug,))
    context = {
        "programme": programme,
        "page": page,
        "asks": [
            {"label": _words(cohort, role), "url": _query(ask_url, cohort, role)}
            for cohort in cohorts
            for role in ParticipantRole
        ],
        "may_ask": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
    }
    return render(request, "programmes/validation_list.html", context)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def validation_ask(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would be asked, who is left out and what leaves; then ask."""
    cohort, role = _whom(request, programme)
    plan = round_of(cohort, role)
    form = AskValidationForm(request.POST if request.method == "POST" else None)
    is_seen = request.POST.get("seen") == plan.mark
    if form.is_valid() and is_seen:
        asked = ask_validation(
            cohort, role, answer_by=form.cleaned_data["answer_by"], by=request.user
        )
        messages.success(request, _asked_in_words(len(asked)))
        return redirect("programmes:validations", slug=programme.slug)
    context: dict[str, Any] = {
        "programme": programme,
        "cohort": cohort,
        "role": role,
        "plan": plan,
        "form": form,
        "back_url": reverse("programmes:validations", args=(programme.slug,)),
        "is_previewed": form.is_valid(),
        "is_changed": "seen" in request.POST and not is_seen,
    }
    if plan.going and form.is_valid():
        context["mail"] = preview_validation(
            cohort, person=plan.going[0].person, answer_by=form.cleaned_data["answer_by"]
        )
    return render(request, "programmes/validation_ask.html", context)


def _whom(request: SignedInRequest, programme: Programme) -> tuple[Cohort, ParticipantRole]:
    """Return which cohort and role the address names; 404 for others."""
    role = request.GET.get("role", ParticipantRole.MENTOR)
    if role not in ParticipantRole.values:
        raise Http404
    cohorts = Cohort.objects.visible_to(request.user).filter(
        programme=programme, state__in=OPEN_STATES
    )
    number = request.GET.get("cohort", "")
    if not number:
        cohort = cohorts.order_by("-number").first()
        if cohort is None:
            raise Http404
        return cohort, ParticipantRole(role)
    if not number.isdecimal() or len(number) > 4:  # noqa: PLR2004  (no programme runs so often)
        raise Http404
    return get_object_or_404(cohorts, number=int(number)), ParticipantRole(role)


def _words(cohort: Cohort, role: ParticipantRole) -> str:
    """Say whom a button asks."""
    if role == ParticipantRole.MENTOR:
        return _("Ask the mentors of %(cohort)s") % {"cohort": cohort.name}
    return _("Ask the mentees of %(cohort)s") % {"cohort": cohort.name}


def _query(url: str, cohort: Cohort, role: ParticipantRole) -> str:
    """Return the address of asking one role of one cohort."""
    return f"{url}?cohort={cohort.number}&role={role}"


def _asked_in_words(number: int) -> str:
    """Say how many were asked."""
    if not number:
        return _("Nobody was left to ask.")
    return ngettext("%(number)d person is asked.", "%(number)d people are asked.", number) % {
        "number": number
    }
