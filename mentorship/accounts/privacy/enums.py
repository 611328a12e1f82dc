"""The states of requests and copies, and the kinds of looks at people's records."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RequestKind(TextChoices):
    """What somebody may ask of an organisation about what it keeps of them."""

    COPY = "copy", _("A full copy, with what was written in confidence")
    CORRECTION = "correction", _("Something about them is wrong")
    OBJECTION = "objection", _("Something should no longer be used")


# As who asks for it says it of themselves.
OWN_WORDS = {RequestKind.CORRECTION: _("Something about me is wrong")}


def own_choices() -> list[tuple[str, Any]]:
    """Return what somebody may ask for, as they say it of themselves."""
    return [(kind.value, OWN_WORDS.get(kind, kind.label)) for kind in RequestKind]


class RequestState(TextChoices):
    """How far a request has come."""

    OPEN = "open", _("To answer")
    ANSWERED = "answered", _("Answered")
    REFUSED = "refused", _("Refused, with the reason")
    WITHDRAWN = "withdrawn", _("Taken back")


REQUEST_TRANSITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        RequestState.ANSWERED: frozenset({RequestState.OPEN}),
        RequestState.REFUSED: frozenset({RequestState.OPEN}),
        RequestState.WITHDRAWN: frozenset({RequestState.OPEN}),
    }
)


class CopyState(TextChoices):
    """How far the copy of what is kept of somebody has come."""

    WAITING = "waiting", _("Being prepared")
    BUILDING = "building", _("Being written")
    BUILT = "built", _("Ready")
    FAILED = "failed", _("Could not be made")
    GONE = "gone", _("Deleted again")


UNDER_WAY = [CopyState.WAITING, CopyState.BUILDING]
COPY_TRANSITIONS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        CopyState.WAITING: frozenset({CopyState.BUILDING}),
        CopyState.BUILDING: frozenset({CopyState.WAITING, CopyState.BUILDING}),
        CopyState.BUILT: frozenset({CopyState.BUILDING}),
        CopyState.FAILED: frozenset({CopyState.WAITING, CopyState.BUILDING}),
        CopyState.GONE: frozenset({CopyState.BUILT, CopyState.FAILED}),
    }
)


class SightingKind(TextChoices):
    """What of somebody's record was opened or taken along.

    Concerns are not among it: a look at one would tell that there is one.
    """

    PERSON = "person", _("Page in a programme")
    PROFILE = "profile", _("Profile")
    APPLICATION = "application", _("Application")
    REVIEW = "review", _("Application, to judge it")
    FILE = "file", _("A document that was sent in")
    MATCH = "match", _("Page of a match")
    LIST = "list", _("List of people, as a file")
    COPY = "copy", _("Copy of all that is kept")
    VIEWED_AS = "viewed_as", _("The pages, as that person sees them")
