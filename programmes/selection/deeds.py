"""Which events of selection settle a need, and what they are about."""

from collections.abc import Collection, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from mentorship.accounts.models import Person
from mentorship.accounts.permissions import Permission
from programmes.dealt_with import Named, register_deeds
from programmes.models import Decision, Programme, SelectionRound
from programmes.permissions import allowed_in

OF_DECISIONS = (
    "decision.staged",
    "decision.changed",
    "decision.published",
    "decision.reconsidered",
)


def register() -> None:
    """Let Today tell of decisions, and of reviews that were given out."""
    register_deeds("programmes.decision", OF_DECISIONS, decisions)
    register_deeds("programmes.selectionround", ("round.assigned",), rounds)


def decisions(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return about whom decisions are, never one's own; one query."""
    if not allowed_in(viewer, Permission.VIEW_APPLICATIONS, programme):
        return {}
    rows = Decision.objects.filter(pk__in=ids, application__cohort__programme=programme)
    others = rows.exclude(application__person=viewer)
    found = others.values_list("pk", "application_id", "application__person__name")
    return {
        str(pk): Named(
            _("Decision about %(name)s") % {"name": name},
            reverse("programmes:application-detail", args=(programme.slug, application)),
        )
        for pk, application, name in found
    }


def rounds(programme: Programme, viewer: Person, ids: Collection[str]) -> Mapping[str, Named]:
    """Return rounds by their cohort, with the list of rounds; one query."""
    if not allowed_in(viewer, Permission.VIEW_APPLICATIONS, programme):
        return {}
    url = reverse("programmes:round-list", args=(programme.slug,))
    found = SelectionRound.objects.filter(pk__in=ids, cohort__programme=programme)
    return {str(pk): Named(name, url) for pk, name in found.values_list("pk", "cohort__name")}
