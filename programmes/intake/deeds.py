"""Which events of intake settle a need, and what they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named, register_deeds
from programmes.models import Endorsement, Nomination, Programme, WaitingPlace
from programmes.permissions import allowed_in


def register() -> None:
    """Let Today tell of nominations taken back, managers reminded, and places given."""
    register_deeds("programmes.nomination", ("nomination.withdrawn",), nominations)
    register_deeds("programmes.endorsement", ("endorsement.nudged",), endorsements)
    register_deeds(
        "programmes.waitingplace", ("waiting_list.promoted", "waiting_list.left"), waiting_places
    )


def nominations(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return who was nominated; one query."""
    rows = Nomination.objects.filter(pk__in=ids, cohort__programme=programme)
    return _named(programme, viewer, "nomination-list", rows.values_list("pk", "nominee__name"))


def endorsements(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return whose line manager was written to; one query."""
    rows = Endorsement.objects.filter(pk__in=ids, application__cohort__programme=programme)
    named = rows.values_list("pk", "application__person__name")
    return _named(programme, viewer, "endorsement-list", named)


def waiting_places(
    programme: Programme, viewer: Person, ids: Collection[str]
) -> Mapping[str, Named]:
    """Return who waited; one query."""
    rows = WaitingPlace.objects.filter(pk__in=ids, application__cohort__programme=programme)
    named = rows.values_list("pk", "application__person__name")
    return _named(programme, viewer, "waiting-list", named)


def _named(
    programme: Programme, viewer: Person, page: str, rows: Collection[tuple[object, str]]
) -> Mapping[str, Named]:
    """Return names with the list they stand on, to those who may see applications."""
    if not allowed_in(viewer, Permission.VIEW_APPLICATIONS, programme):
        return {}
    url = reverse(f"programmes:{page}", args=(programme.slug,))
    return {str(pk): Named(name, url) for pk, name in rows}
