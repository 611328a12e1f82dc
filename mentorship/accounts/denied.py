"""Whoever tries to change what they may not leaves one line in the record.

Only of people who have signed in, only of what a page refused or did not find, and never what they
sent along. A person leaves so many lines an hour and no more, so that nobody fills the disk with
them. Forms of another site (refused before any page is asked) and addresses that do not exist leave
none. Nor do addresses where surveys are answered: of an anonymous answer nothing is on record, not
even that it came too late.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.rates import Rate

GetResponse = Callable[[HttpRequest], HttpResponse]

REFUSED = frozenset({403, 404})
SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
LINES = Rate("denied", most=20, seconds=3600)

_silent: set[str] = set()
_confidential: set[str] = set()


def leave_no_line(*names: str) -> None:
    """Let an app name addresses of which nothing is recorded; called from its `ready`."""
    _silent.update(names)


def is_silent(name: str) -> bool:
    """Tell whether nothing is recorded of an address."""
    return name in _silent


def keep_from_organisations(*names: str) -> None:
    """Let an app name addresses whose lines stand under no organisation, so that none reads them.

    Whoever runs the installation still finds them; called from the app's `ready`.
    """
    _confidential.update(names)


class DeniedWritesMiddleware:
    """Notes refused writes; stands last, so that what it sees was refused by the page itself."""

    def __init__(self, get_response: GetResponse) -> None:
        """Remember the next layer."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what became of a request once it is answered."""
        response = self.get_response(request)
        if request.method not in SAFE and response.status_code in REFUSED:
            note_denied(request, response.status_code)
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Remember that the request came as far as the page."""
        request.came_to_page = True  # type: ignore[attr-defined]  # requests take attributes


def note_denied(request: HttpRequest, status: int) -> None:
    """Record who was refused what kind of change, unless nothing of it is to be on record."""
    match, person = request.resolver_match, request.user
    if match is None or not isinstance(person, Person) or not hasattr(request, "came_to_page"):
        return
    name = match.view_name
    if is_silent(name) or LINES.is_used_up(person.pk):
        return
    LINES.use(person.pk)
    organisation_id = None if name in _confidential else organisation_of(person)
    changes = {"address": name, "method": request.method, "status": status}
    record("access.denied", person, by=person, organisation_id=organisation_id, changes=changes)
    if LINES.is_used_up(person.pk):
        record("access.denied_often", person, by=person, organisation_id=organisation_id)


def organisation_of(person: Person) -> uuid.UUID | None:
    """Return whose administrators are to know: where the person belongs, or belonged last.

    None of a sponsor from outside: whoever runs the installation finds those lines.
    """
    found: uuid.UUID | None = (
        person.memberships.order_by(F("ended_on").desc(nulls_first=True), "joined_on", "pk")
        .values_list("organisation_id", flat=True)
        .first()
    )
    return found
