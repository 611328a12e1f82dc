"""How acceptance compares between groups of applicants, as a page and as a file."""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.downloads import table_response
from programmes.access import programme_view
from programmes.actions.downloads import note_table_download
from programmes.enums import ParticipantRole
from programmes.fairness.counting import Breakdown, breakdowns_of
from programmes.fairness.words import chart_of, findings, header, lines, table_of
from programmes.forms.fairness import FairnessForm
from programmes.models import Programme


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def fairness(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Compare groups of applicants, without any that is too small to show."""
    query = _query(request)
    form = FairnessForm(query, programme=programme)
    breakdowns = breakdowns_of(programme, request.user, **form.chosen)
    context = {
        "programme": programme,
        "form": form,
        "number": breakdowns[0].comparison.total.applied,
        "parts": [_part(breakdown) for breakdown in breakdowns],
        "csv_url": f"{_csv_url(programme)}?{query.urlencode()}",
    }
    return render(request, "programmes/fairness.html", context)


@programme_view(Permission.VIEW_APPLICATIONS)
@require_GET
def fairness_csv(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand out the same numbers as a file, with the same groups hidden; recorded."""
    form = FairnessForm(_query(request), programme=programme)
    breakdowns = breakdowns_of(programme, request.user, **form.chosen)
    rows = [[each.title, *line] for each in breakdowns for line in lines(each.comparison)]
    note_table_download(programme, table="fairness", rows=len(rows), by=request.user)
    columns = [_("By"), _("Group"), *header(breakdowns[0])[1:]]
    wanted = request.GET.get("format", "")
    return table_response(f"{programme.slug}-fairness", columns, rows, wanted=wanted)


def _query(request: SignedInRequest) -> QueryDict:
    """Return what is asked for; where nothing is said of the role, the mentors."""
    query = request.GET.copy()
    query.setdefault("role", ParticipantRole.MENTOR)
    return query


def _part(breakdown: Breakdown) -> dict[str, Any]:
    """Return what the page shows of one comparison."""
    return {
        "key": breakdown.key,
        "title": _("By %(what)s") % {"what": breakdown.title.lower()},
        "caption": _("Numbers by %(what)s") % {"what": breakdown.title.lower()},
        "findings": findings(breakdown.comparison),
        "is_below": bool(breakdown.comparison.below),
        "chart": chart_of(breakdown),
        **table_of(breakdown),
    }


def _csv_url(programme: Programme) -> str:
    """Return the address of the file."""
    return reverse("programmes:fairness-csv", args=(programme.slug,))
