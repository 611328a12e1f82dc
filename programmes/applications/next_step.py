"""The button on an application's page: what comes next, and where it is done."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from programmes.applications.tabs import address_of
from programmes.applications.waiting import WaitsFor
from programmes.models import Programme

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


@dataclass(frozen=True, slots=True)
class NextStep:
    """What a coordinator does next, and where."""

    label: "_StrPromise"
    url: str


# Where each thing is done, and whether that page is about one application.
_WHERE: dict[WaitsFor, tuple["_StrPromise", str, bool]] = {
    WaitsFor.ASSIGNING: (_("Assign reviewers"), "programmes:round-list", False),
    WaitsFor.ASKING: (_("Ask the line manager"), "programmes:endorsement-ask", True),
    WaitsFor.REVIEWERS: (_("Nudge who is late"), "programmes:applications-nudge", False),
    WaitsFor.ENDORSER: (_("Nudge who is late"), "programmes:applications-nudge", False),
    WaitsFor.DECIDING: (_("Decide"), "programmes:panel", True),
    WaitsFor.PUBLISHING: (_("Publish decisions"), "programmes:decision-list", False),
    WaitsFor.ANSWERING: (_("Answer them"), "programmes:appeal-list", False),
}


def next_step_of(programme: Programme, application: Any) -> NextStep | None:
    """Return what comes next for an application that carries what `with_waiting` adds."""
    where = _WHERE.get(WaitsFor(application.waits_for))
    if where is None:
        return None
    label, name, is_about_one = where
    about = {"pk": application.pk} if is_about_one else {}
    url = address_of(name, slug=programme.slug, **about)
    return NextStep(label, url) if url else None
