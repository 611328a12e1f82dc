"""The list of people, as a page and as a file."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, F, IntegerField, QuerySet, Value, When
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.enums import ParticipantState
from programmes.models import Participant, Programme

STATE_TONES = {
    ParticipantState.INVITED: "idle",
    ParticipantState.APPLIED: "warn",
    ParticipantState.ACCEPTED: "idle",
    ParticipantState.TRAINED: "idle",
    ParticipantState.MATCHED: "good",
    ParticipantState.FINISHED: "good",
    ParticipantState.WITHDRAWN: "off",
}

_IN_ORDER = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(ParticipantState)),
    output_field=IntegerField(),
)
SORTS: dict[str, str | BaseExpression] = {
    "name": Lower("person__name"),
    "role": "role",
    "state": _IN_ORDER,
    "cohort": "cohort__number",
    "joined": "joined_on",
}


def sort_people(people: "QuerySet[Participant]", wanted: str) -> "QuerySet[Participant]":
    """Sort by what an address asks for ("state", "-joined"); by name where it asks nothing."""
    key = wanted.removeprefix("-")
    if key not in SORTS:
        key = wanted = "name"
    sort = SORTS[key]
    column = sort if isinstance(sort, BaseExpression) else F(sort)
    ordered = column.desc() if wanted.startswith("-") else column.asc()
    return people.order_by(ordered, Lower("person__name"), "pk")


def people_columns(query: QueryDict) -> list[dict[str, Any]]:
    """Return the columns, each with the address that sorts by it and how it is sorted now."""
    labels = {
        "name": _("Name"),
        "role": _("Role"),
        "state": _("State"),
        "cohort": _("Cohort"),
        "joined": _("Joined"),
    }
    wanted = query.get("sort", "name")
    return [
        {"label": label, **_sorting(query, name, wanted=wanted)} for name, label in labels.items()
    ]


def people_rows(programme: Programme, people: Iterable[Participant]) -> list[list[dict[str, Any]]]:
    """Return one row of cells for each participant."""
    return [
        [
            {
                "text": place.person.name,
                "url": reverse("programmes:participant", args=(programme.slug, place.pk)),
            },
            {"text": place.get_role_display(), "column": _("Role")},
            {
                "text": place.get_state_display(),
                "tone": STATE_TONES[ParticipantState(place.state)],
                "column": _("State"),
            },
            {"text": place.cohort.name, "column": _("Cohort")},
            {"text": date_format(place.joined_on), "column": _("Joined")},
        ]
        for place in people
    ]


def people_header() -> list[str]:
    """Return the columns of the file."""
    return [
        _("Name"),
        _("E-mail"),
        _("Role"),
        _("State"),
        _("In this state since"),
        _("Cohort"),
        _("Joined"),
        _("Ended"),
    ]


def people_lines(people: Iterable[Participant]) -> list[list[object]]:
    """Return one line of the file for each participant; days as ISO 8601 writes them."""
    return [
        [
            place.person.name,
            place.person.email or "",
            place.get_role_display(),
            place.get_state_display(),
            timezone.localdate(place.moved_at).isoformat(),
            place.cohort.name,
            place.joined_on.isoformat(),
            place.ended_on.isoformat() if place.ended_on else "",
        ]
        for place in people
    ]


def _sorting(query: QueryDict, name: str, *, wanted: str) -> dict[str, str]:
    """Return where a click on a column leads, and how it is sorted now."""
    is_up, is_down = wanted == name, wanted == f"-{name}"
    changed = query.copy()
    changed["sort"] = f"-{name}" if is_up else name
    changed.pop("page", None)
    sorted_now = "ascending" if is_up else "descending" if is_down else ""
    return {"sort_url": f"?{changed.urlencode()}", "sorted": sorted_now}
