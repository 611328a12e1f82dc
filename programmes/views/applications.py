"""The list of applications: who is in, who waits for whom, since when; and nudging the late."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.actions.nudging import nudge_everybody
from programmes.applications.found import MORE, FoundApplications, list_query
from programmes.applications.nudges import late_ones
from programmes.applications.table import (
    application_columns,
    application_header,
    application_lines,
    application_rows,
    rows_of,
)
from programmes.applications.waiting import Stage
from programmes.applications.words import being_written, who_waits
from programmes.filters import chips_of, without
from programmes.models import Programme
from programmes.permissions import allowed_in


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def applications(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """List the applications, below a sentence and the stages that narrow them."""
    query = list_query(request.GET, programme)
    found = FoundApplications(query, programme, viewer=request.user)
    page = found.page()
    here = reverse("programmes:applications", args=(programme.slug,))
    context = {
        "programme": programme,
        "sentence": who_waits(found),
        "being_written": being_written(found.being_written),
        "steps": [_step(stage, found, query) for stage in Stage],
        "total": found.total,
        "form": found.narrowed.form,
        "more_open": any(name in found.narrowed.chosen for name in MORE),
        "chips": chips_of(found.narrowed, query),
        "columns": application_columns(query),
        "rows": application_rows(programme, rows_of(programme, page), query),
        "page": page,
        "may_nudge": allowed_in(request.user, Permission.DECIDE_APPLICATIONS, programme),
        "clear_url": f"{here}?cohort={query['cohort']}",
        "csv_url": f"{_at('applications-csv', programme)}?{query.urlencode()}",
        "nudge_url": _at("applications-nudge", programme),
    }
    return render(request, "programmes/application_list.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def applications_csv(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the list, narrowed and sorted as on the page, as a file; recorded."""
    query = list_query(request.GET, programme)
    found = FoundApplications(query, programme, viewer=request.user)
    rows = rows_of(programme, found.applications)
    lines = application_lines(rows)
    people = [row.application.person_id for row in rows]
    note_table_download(
        programme, table="applications", rows=len(lines), people=people, by=request.user
    )
    wanted = request.GET.get("format", "")
    name = f"{programme.slug}-applications"
    return table_response(name, application_header(), lines, wanted=wanted)


@programme_view(Permission.DECIDE_APPLICATIONS)
@require_http_methods(["GET", "POST"])
def applications_nudge(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show who would be nudged about what, and who would not and why; then do it."""
    if request.method == "POST":
        number = nudge_everybody(programme, by=request.user)
        _say_how_many(request, number)
        return redirect("programmes:applications", programme.slug)
    late = late_ones(programme, viewer=request.user, now=timezone.now())
    context = {
        "programme": programme,
        "trail": [
            {"label": _("Applications"), "url": _at("applications", programme)},
            {"label": _("Nudge everybody late")},
        ],
        "nudged": [each for each in late if not each.why_not],
        "spared": [each for each in late if each.why_not],
        "back_url": _at("applications", programme),
    }
    return render(request, "programmes/applications_nudge.html", context)


def _say_how_many(request: SignedInRequest, number: int) -> None:
    """Say how many people hear from the programme."""
    if not number:
        messages.info(request, _("Nobody is late who was not nudged today."))
        return
    words = ngettext("%(count)d person is nudged.", "%(count)d people are nudged.", number)
    messages.success(request, words % {"count": number})


def _step(stage: Stage, found: FoundApplications, query: QueryDict) -> dict[str, Any]:
    """Return a stage of the funnel; a click narrows the list to it, another shows all again."""
    is_current = query.get("stage") == stage
    changed = without(query, "stage", "waits")
    if not is_current:
        changed["stage"] = stage
    return {
        "label": stage.label,
        "count": found.in_stage(stage),
        "url": f"?{changed.urlencode()}",
        "is_current": is_current,
    }


def _at(name: str, programme: Programme) -> str:
    """Return the address of a page of the programme."""
    return reverse(f"programmes:{name}", args=(programme.slug,))
