"""Why a programme is run: the map from goals over objectives to indicators."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import get_valid_filename
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest
from mentorship.accounts.permissions import Permission
from mentorship.common.csv import csv_response
from programmes.access import programme_view
from programmes.models import Programme, StrategicGoal
from programmes.permissions import allowed_in
from programmes.strategy import ObjectiveStatus, objectives_with_status, today_of
from programmes.strategy.tables import map_header, map_lines
from programmes.strategy.wording import summary

# What a button sends, and the places by which a row then moves.
STEPS = {"up": -1, "down": 1}


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def strategy(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Show the map, and how far each indicator has come."""
    objectives = objectives_with_status(programme)
    goals = StrategicGoal.objects.visible_to(request.user).filter(
        organisation=programme.organisation_id
    )
    context = {
        "programme": programme,
        "lead": _lead(objectives),
        "goals": _by_goal(objectives),
        "unserved": goals.pursued().exclude(objectives__programme=programme),
        "may_manage": may(request, Permission.MANAGE_PROGRAMME, programme),
    }
    return render(request, "programmes/strategy_map.html", context)


@programme_view(Permission.VIEW_PROGRAMME)
@require_GET
def strategy_csv(request: SignedInRequest, programme: Programme) -> HttpResponse:
    """Hand the map out as a table, one line for each indicator."""
    name = get_valid_filename(f"{programme.slug}-strategy-{today_of(programme)}.csv")
    return csv_response(name, map_header(), map_lines(objectives_with_status(programme)))


def trail_of(programme: Programme, here: str, *above: dict[str, str]) -> list[dict[str, str]]:
    """Return the way from the map to a page."""
    start = {
        "label": _("Strategy"),
        "url": reverse("programmes:strategy", args=(programme.slug,)),
    }
    return [start, *above, {"label": here}]


def _by_goal(objectives: tuple[ObjectiveStatus, ...]) -> list[dict[str, Any]]:
    """Return the objectives under the goals they serve."""
    groups = [list(group) for _goal, group in groupby(objectives, lambda each: each.goal_id)]
    return [
        {"title": group[0].goal, "theme": group[0].theme, "objectives": group} for group in groups
    ]


def _lead(objectives: tuple[ObjectiveStatus, ...]) -> str:
    """Say how the indicators stand, or what is to be said first."""
    said = summary([each.status for row in objectives for each in row.indicators])
    if said or not objectives:
        return said
    return _("The objectives are there; no indicator says yet how one would see them reached.")


def may(request: SignedInRequest, permission: Permission, programme: Programme) -> bool:
    """Tell whether the person has the permission in the programme."""
    return allowed_in(request.user, permission, programme)
