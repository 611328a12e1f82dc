"""A mentee sees what is asked of them as a year, and confirms it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mentorship.accounts.access import SignedInRequest, requires
from mentorship.accounts.permissions import Permission
from programmes.actions.confirmations import (
    CannotBeConfirmedError,
    HoursChangedError,
    confirm_commitment,
)
from programmes.forms.intake import ConfirmForm
from programmes.intake.page import commitments_of, year_asked
from programmes.intake.queries import IN_HAND
from programmes.intake.standing import hours_in_words
from programmes.models import Application
from programmes.queries import policy_of


@requires(Permission.USE_PORTAL)
@require_http_methods(["GET", "POST"])
def confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Ask a mentee who applied whether they can give the time."""
    seen = Application.objects.visible_to(request.user)
    mine = seen.of(request.user).mentees().filter(state__in=list(IN_HAND))
    application = get_object_or_404(
        mine.select_related("cohort__programme__organisation", "person"), pk=pk
    )
    programme = application.cohort.programme
    hours = policy_of(programme).hours_a_month
    form = ConfirmForm(request.POST or None, initial={"hours": hours})
    if form.is_valid():
        try:
            confirm_commitment(application, hours=form.cleaned_data["hours"], by=request.user)
        except HoursChangedError:
            messages.warning(request, _("The hours changed meanwhile. Please look once more."))
            return redirect(request.path)
        except CannotBeConfirmedError:
            messages.info(request, _("Your application was withdrawn; nothing is needed now."))
        else:
            messages.success(request, _("Thank you: you have confirmed it."))
        return redirect("programmes:home")
    before = application.confirmed_hours
    context = {
        "application": application,
        "year": year_asked(application),
        "commitments": commitments_of(programme),
        "form": form,
        "is_confirmed": before == hours,
        "hours_before": hours_in_words(before) if before is not None and before != hours else "",
    }
    return render(request, "programmes/confirmation.html", context)
