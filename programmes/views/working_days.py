"""On which days people of an organisation work: read by its teams, set by its administrators."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mentorship.accounts.access import SignedInRequest, allows
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions.working_days import (
    DayTakenError,
    add_closed_day,
    remove_closed_day,
    set_working_days,
)
from programmes.forms.working_days import ClosedDayForm, WorkingDaysForm, countries, parts_of
from programmes.models import ClosedDay, Programme
from programmes.timetable.reading import holidays_ahead


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def working_days(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show when nobody works: weekend, public holidays of the next year, own closed days."""
    organisation = programme.organisation
    today = timezone.localdate()
    country = dict(countries()).get(organisation.country, organisation.country)
    part = dict(parts_of(organisation.country)).get(organisation.subdivision, "")
    context = {
        "programme": programme,
        "place": f"{country}, {part}" if part else country,
        "weekend": [str(WEEKDAYS[day]) for day in organisation.weekend_days],
        "holidays": holidays_ahead(organisation, today),
        "closed_days": ClosedDay.objects.visible_to(request.user).filter(
            organisation=organisation, on__gte=today
        ),
        "may_change": allows(
            request.user, Permission.MANAGE_ORGANISATION, organisation_id=organisation.pk
        ),
    }
    return render(request, "programmes/working_days.html", context)


@programme_view(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def working_days_change(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Set country and weekend."""
    organisation = programme.organisation
    form = WorkingDaysForm(request.POST or None, organisation=organisation)
    if form.is_valid():
        set_working_days(organisation, **form.cleaned_data, by=request.user)
        messages.success(request, _("Saved. Dates already planned stay where they are."))
        return _back(programme)
    context = {
        "form": form,
        "title": _("Where do people work?"),
        "lead": _("Timetables of %(organisation)s keep clear of weekends and public holidays.")
        % {"organisation": organisation.name},
        "action": _("Save"),
        "back_url": _address(programme),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_ORGANISATION)
@require_http_methods(["GET", "POST"])
def closed_day_add(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Name a day on which the organisation is closed."""
    form = ClosedDayForm(request.POST or None)
    if form.is_valid():
        try:
            day = add_closed_day(programme.organisation, **form.cleaned_data, by=request.user)
        except DayTakenError:
            form.add_error("on", _("This day is a closed day already."))
        else:
            messages.success(request, _("“%(name)s” is a closed day.") % {"name": day})
            return _back(programme)
    context = {
        "form": form,
        "title": _("A closed day"),
        "lead": _("A day on which nobody at %(organisation)s works.")
        % {"organisation": programme.organisation.name},
        "action": _("Add it"),
        "back_url": _address(programme),
    }
    return render(request, "programmes/form.html", context)


@programme_view(Permission.MANAGE_ORGANISATION)
@require_POST
def closed_day_remove(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Let people work on a day after all."""
    days = ClosedDay.objects.visible_to(request.user).filter(organisation=programme.organisation)
    day = get_object_or_404(days, pk=pk)
    name = str(day)
    remove_closed_day(day, by=request.user)
    messages.success(request, _("“%(name)s” is a working day again.") % {"name": name})
    return _back(programme)


def _address(programme: Programme) -> str:
    """Return the address of the page."""
    return reverse("programmes:working-days", args=(programme.slug,))


def _back(programme: Programme) -> HttpResponse:
    """Lead back to the page."""
    return redirect(_address(programme))
