"""A cohort's timetable, and moving its dates with a preview of everything that moves along."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from programmes.access import programme_view
from programmes.actions import CohortClosedError
from programmes.actions.timetable import TimetableChangedError, move_timetable
from programmes.enums import CohortState
from programmes.forms.timetable import MoveForm
from programmes.models import Cohort, Programme
from programmes.permissions import allowed_in
from programmes.planning import Item, WorkCalendar, clashes
from programmes.queries import current_cohort
from programmes.timetable.drawing import drawing_of, keys_in, rows_of
from programmes.timetable.preview import Preview, preview_move
from programmes.timetable.reading import timetable_of, with_dates, work_calendar_of
from programmes.timetable.words import clash_in_words, headline, names_of, reason_for

WEEK = timedelta(days=7)
DAYS_BY = {"-1": -1, "1": 1}
WEEKS_BY = {"-7": -1, "7": 1}


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def timetables(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Lead to the timetable of the cohort that a reader means; without one, offer to plan it."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme)
    cohort = current_cohort(list(cohorts))
    if cohort is not None:
        return redirect("programmes:timetable", slug=programme.slug, pk=cohort.pk)
    context = {"programme": programme, "may_manage": _may_manage(request, programme)}
    return render(request, "programmes/timetable_none.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def timetable(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Show a cohort's dates, and which of them clash."""
    cohorts = list(
        with_dates(
            Cohort.objects.visible_to(request.user)
            .filter(programme=programme)
            .select_related("programme")
        )
    )
    cohort = next((each for each in cohorts if each.pk == pk), None)
    if cohort is None:
        raise Http404
    found, names = clashes(timetable_of(cohort)), names_of(cohort)
    clashing = keys_in(found)
    is_open = cohort.state != CohortState.CLOSED
    context = {
        "programme": programme,
        "cohort": cohort,
        "tabs": _tabs(programme, cohorts, cohort),
        "title": headline(found, names),
        "clashes": [(clash_in_words(clash, names), reason_for(clash)) for clash in found],
        "timeline": drawing_of(cohort, details=True, clashing=clashing),
        "rows": rows_of(cohort, work_calendar_of(programme.organisation), clashing),
        "may_manage": is_open and _may_manage(request, programme),
    }
    return render(request, "programmes/timetable.html", context)


@programme_view(Permission.MANAGE_PROGRAMME)
@require_http_methods(["GET", "POST"])
def timetable_move(request: SignedInRequest, programme: Programme, pk: UUID) -> HttpResponse:
    """Ask where an item goes, show what that does, and do it once it was seen."""
    cohort = _open_cohort(request, programme, pk)
    calendar = work_calendar_of(programme.organisation)
    asked = request.POST if request.method == "POST" else request.GET
    item = _item(cohort, asked)
    if item is None:
        messages.warning(request, _("That date is no longer in the timetable."))
        return redirect("programmes:timetable", slug=programme.slug, pk=cohort.pk)
    form = MoveForm(_days(asked, item, calendar), cohort=cohort, item=item)
    if not form.is_valid():
        return _show(request, cohort, form, item=item)
    preview = preview_move(
        cohort, form.moved, calendar, ticked=_ticked(asked), today=timezone.localdate()
    )
    if request.method == "GET" or "again" in asked or preview.is_still:
        return _show(request, cohort, form, item=item, preview=preview)
    try:
        number = move_timetable(
            cohort, items=preview.items, expected=asked.get("expected", ""), by=request.user
        )
    except (TimetableChangedError, CohortClosedError):
        return _show(request, cohort, form, item=item, preview=preview, is_stale=True)
    moved = ngettext("%(count)d date has moved.", "%(count)d dates have moved.", number)
    messages.success(request, moved % {"count": number})
    return redirect("programmes:timetable", slug=programme.slug, pk=cohort.pk)


def _open_cohort(request: SignedInRequest, programme: Programme, pk: UUID) -> Cohort:
    """Return the cohort with its dates; a closed one has nothing to move."""
    cohorts = Cohort.objects.visible_to(request.user).filter(programme=programme).open()
    cohort: Cohort = get_object_or_404(with_dates(cohorts.select_related("programme")), pk=pk)
    return cohort


def _item(cohort: Cohort, asked: QueryDict) -> Item | None:
    """Return the item that is to be moved; None where somebody has taken it out."""
    try:
        return timetable_of(cohort).item(asked.get("item", ""))
    except KeyError:
        return None


def _days(asked: QueryDict, item: Item, calendar: WorkCalendar) -> dict[str, str] | None:
    """Return the days asked for: as typed, or a day or a week from where the item is."""
    by = asked.get("by", "")
    starts_on, ends_on = item.starts_on, item.ends_on
    if by in DAYS_BY:
        starts_on, ends_on = (calendar.shift(day, DAYS_BY[by]) for day in (starts_on, ends_on))
    elif by in WEEKS_BY:
        starts_on, ends_on = (day + WEEKS_BY[by] * WEEK for day in (starts_on, ends_on))
    elif "starts_on" in asked:
        return {name: asked.get(name, "") for name in ("starts_on", "ends_on")}
    else:
        return None
    return {"starts_on": str(starts_on), "ends_on": str(ends_on)}


def _ticked(asked: QueryDict) -> list[str] | None:
    """Return what moves along; None until somebody has had the choice."""
    return asked.getlist("follow") if "chosen" in asked else None


def _show(
    request: SignedInRequest,
    cohort: Cohort,
    form: MoveForm,
    *,
    item: Item,
    preview: Preview | None = None,
    is_stale: bool = False,
) -> HttpResponse:
    """Show the form for the dates, and what they would do where they can be meant."""
    context = {
        "programme": cohort.programme,
        "cohort": cohort,
        "item": item,
        "name": names_of(cohort)[item.key],
        "form": form,
        "preview": preview,
        "is_stale": is_stale,
    }
    return render(
        request, "programmes/timetable_move.html", context, status=409 if is_stale else 200
    )


def _tabs(programme: Programme, cohorts: list[Cohort], shown: Cohort) -> list[dict[str, object]]:
    """Return the timetables one may change to: those of open cohorts, and the one shown."""
    return [
        {
            "label": cohort.name,
            "url": reverse("programmes:timetable", args=(programme.slug, cohort.pk)),
            "is_current": cohort == shown,
        }
        for cohort in sorted(cohorts, key=lambda each: each.starts_on)
        if cohort == shown or cohort.state != CohortState.CLOSED
    ]


def _may_manage(request: SignedInRequest, programme: Programme) -> bool:
    """Tell whether the person may change the programme's dates."""
    return allowed_in(request.user, Permission.MANAGE_PROGRAMME, programme)
