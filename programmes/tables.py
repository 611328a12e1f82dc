"""The list of people, as a page and as a file."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Case, F, IntegerField, Value, When
from django.db.models.expressions import BaseExpression
from django.db.models.functions import Lower
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from programmes.enums import ParticipantRole, ParticipantState
from programmes.models import Participant, Profile, Programme
from programmes.models.participant import ParticipantQuerySet
from programmes.people import PersonRow
from programmes.people.words import as_text

STATE_TONES = {
    ParticipantState.INVITED: "idle",
    ParticipantState.APPLIED: "warn",
    ParticipantState.ACCEPTED: "idle",
    ParticipantState.TRAINED: "idle",
    ParticipantState.MATCHED: "good",
    ParticipantState.FINISHED: "good",
    ParticipantState.WITHDRAWN: "off",
    ParticipantState.DECLINED: "off",
}

_ANY = UUID(int=0)
_IN_ORDER = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate(ParticipantState)),
    output_field=IntegerField(),
)
SORTS: dict[str, str | BaseExpression] = {
    "name": Lower("person__name"),
    "role": "role",
    "state": _IN_ORDER,
    "since": "moved_at",
    "cohort": "cohort__number",
    "coordinator": Lower("coordinator__person__name"),
    "joined": "joined_on",
}


def sort_people(people: ParticipantQuerySet, wanted: str) -> ParticipantQuerySet:
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
        "since": _("Since"),
        "cohort": _("Cohort"),
        "coordinator": _("Looked after by"),
    }
    wanted = query.get("sort", "name")
    return [
        {"label": label, **_sorting(query, name, wanted=wanted)} for name, label in labels.items()
    ]


def people_rows(
    programme: Programme, rows: Iterable[PersonRow], query: QueryDict
) -> list[dict[str, Any]]:
    """Return what the page shows of each participant; a link remembers the list it came from."""
    way_back = urlencode({"list": query.urlencode()})
    # An address differs from the next by the id alone.
    url = reverse("programmes:participant", args=(programme.slug, _ANY))
    roles = {role.value: str(role.label) for role in ParticipantRole}
    states = {state.value: str(state.label) for state in ParticipantState}
    lines = []
    for row in rows:
        place, profile = row.place, row.profile
        known = (profile.job_title, profile.department) if profile else ()
        lines.append(
            {
                "pk": place.pk,
                "name": place.person.name,
                "url": f"{url.replace(str(_ANY), str(place.pk))}?{way_back}",
                "picture": profile.picture_url if profile else "",
                "detail": ", ".join(_once(known)),
                "role": roles[place.role],
                "state": states[place.state],
                "tone": STATE_TONES[ParticipantState(place.state)],
                "since": place.moved_at,
                "cohort": place.cohort.name,
                "coordinator": place.coordinator.person.name if place.coordinator else "",
                "is_away": row.is_away,
            }
        )
    return lines


def _once(words: Iterable[str]) -> list[str]:
    """Return the words that are there, without those that an earlier one says already."""
    said: list[str] = []
    for word in words:
        if word and not any(word.casefold() in earlier.casefold() for earlier in said):
            said.append(word)
    return said


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
        _("Looked after by"),
        _("Job"),
        _("Department"),
        _("Location"),
        _("Country"),
        _("Grade"),
        _("Line manager"),
        _("Line manager’s e-mail"),
        _("Languages"),
        _("Interests"),
        _("Time zone"),
    ]


def people_lines(rows: Iterable[PersonRow]) -> list[list[object]]:
    """Return one line of the file for each participant; days as ISO 8601 writes them."""
    return [[*_place_cells(row.place), *_profile_cells(row)] for row in rows]


def _place_cells(place: Participant) -> list[object]:
    """Return what the file says of the place."""
    return [
        place.person.name,
        place.person.email or "",
        place.get_role_display(),
        place.get_state_display(),
        timezone.localdate(place.moved_at).isoformat(),
        place.cohort.name,
        place.joined_on.isoformat(),
        place.ended_on.isoformat() if place.ended_on else "",
        place.coordinator.person.name if place.coordinator else "",
    ]


def _profile_cells(row: PersonRow) -> list[object]:
    """Return what the file says of the person."""
    profile = row.profile or Profile()
    return [
        profile.job_title,
        profile.department,
        profile.location,
        profile.country_code,
        profile.grade,
        profile.line_manager_name,
        profile.line_manager_email,
        as_text(profile.languages),
        as_text(profile.interests),
        str(row.place.person.time_zone),
    ]


def _sorting(query: QueryDict, name: str, *, wanted: str) -> dict[str, str]:
    """Return where a click on a column leads, and how it is sorted now."""
    is_up, is_down = wanted == name, wanted == f"-{name}"
    changed = query.copy()
    changed["sort"] = f"-{name}" if is_up else name
    changed.pop("page", None)
    sorted_now = "ascending" if is_up else "descending" if is_down else ""
    return {"sort_url": f"?{changed.urlencode()}", "sorted": sorted_now}
