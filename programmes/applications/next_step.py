"""The button on an application's page: what comes next, and where it is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from programmes.applications.waiting import WaitsFor
from programmes.enums import ParticipantRole
from programmes.models import Appeal, Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a coordinator does next, and where."""

    label: "_StrPromise"
    url: str


# Where each thing is done, and whether that page is about one application, or about its appeal.
_WHERE: dict[WaitsFor, tuple["_StrPromise", str, bool]] = {
    WaitsFor.ASSIGNING: (_("Assign reviewers"), "programmes:round-list", False),
    WaitsFor.ASKING: (_("Ask the line manager"), "programmes:endorsement-ask", True),
    WaitsFor.REVIEWERS: (_("Nudge who is late"), "programmes:applications-nudge", False),
    WaitsFor.ENDORSER: (_("Nudge who is late"), "programmes:applications-nudge", False),
    WaitsFor.DECIDING: (_("Decide"), "programmes:panel", True),
    WaitsFor.PUBLISHING: (_("Publish decisions"), "programmes:decision-list", False),
    WaitsFor.ANSWERING: (_("Answer them"), "programmes:appeal-answer", True),
}


def next_step_of(
    programme: Programme, application: Any, appeals: Iterable[Appeal] = ()
) -> NextStep | None:
    """Return what comes next for an application that carries what `with_waiting` adds."""
    waits = WaitsFor(application.waits_for)
    where = _WHERE.get(waits)
    if where is None:
        return None
    label, name, is_about_one = where
    row = application
    if waits == WaitsFor.ANSWERING:
        row = next((each for each in appeals if not each.answered_at), application)
    if waits == WaitsFor.DECIDING and application.role == ParticipantRole.MENTEE:
        name = "programmes:decision-stage"
    about = {"pk": row.pk} if is_about_one else {}
    return NextStep(label, reverse(name, kwargs={"slug": programme.slug, **about}))
