"""What was done to one thing, by whom and when: the same page for everything that has a history."""

from typing import Any, cast

from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mentorship.accounts.access import SignedInRequest, require, requires
from mentorship.accounts.models import Organisation
from mentorship.accounts.permissions import Permission
from mentorship.accounts.queries import works_in_console
from mentorship.telling.event_lines import lines_of
from mentorship.telling.events_of import events_of
from mentorship.telling.histories import HISTORIES, Shown
from programmes.models import Programme

PER_PAGE = 50


@requires(Permission.USE_PORTAL)
@require_GET
def history(request: SignedInRequest, kind: str, row_id: str) -> HttpResponse:
    """Tell what was done to a row that the person may see, newest first."""
    shown = HISTORIES.get(kind)
    if shown is None:
        raise Http404
    row = visible_row(request, kind, row_id)
    require_there(request, row, shown)
    page = Paginator(events_of(row), PER_PAGE).get_page(request.GET.get("page"))
    in_console = works_in_console(request.user) and shown.permission != Permission.USE_PORTAL
    context = {
        "base": "base/console.html" if in_console else "base/portal.html",
        "name": shown.name,
        "page": page,
        "lines": lines_of(page),
    }
    return render(request, "audit/history.html", context)


def visible_row(request: SignedInRequest, kind: str, row_id: str) -> models.Model:
    """Return the row, found among those its own kind lets the person see."""
    model = apps.get_model(kind)
    try:
        key = model._meta.pk.to_python(row_id)
        # Every model of the table has rows with `visible_to`; a test holds it.
        visible = cast("Any", model).objects.visible_to(request.user)
        return cast("models.Model", visible.filter(pk=key).distinct().get())
    except (model.DoesNotExist, ValueError, TypeError, ValidationError) as missing:
        raise Http404 from missing


def require_there(request: SignedInRequest, row: models.Model, shown: Shown) -> None:
    """Ask for the permission where the row belongs: in its programme or its organisation."""
    place: Any = row
    if shown.place not in {"", "self"}:
        for step in shown.place.split("__"):
            place = getattr(place, step)
    if isinstance(place, Programme) and shown.place:
        require(
            request.user,
            shown.permission,
            organisation_id=place.organisation_id,
            programme_id=place.pk,
        )
    elif isinstance(place, Organisation) and shown.place:
        require(request.user, shown.permission, organisation_id=place.pk)
    else:
        require(request.user, shown.permission)
