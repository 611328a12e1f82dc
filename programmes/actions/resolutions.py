"""Saying what settled a disagreement of reviewers."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.applying.enums import ApplicationState
from programmes.models import Application, Criterion, Resolution
from programmes.selection.panel import is_complete_panel, score_applications


class NothingToResolveError(Exception):
    """Its reviewers do not disagree there, some have not handed in, or it is decided by now."""


class AlreadyResolvedError(Exception):
    """Somebody said before what settled it; `resolution` is what they said."""

    def __init__(self, resolution: Resolution) -> None:
        """Keep what was said."""
        self.resolution = resolution
        super().__init__(str(resolution.pk))


@transaction.atomic
def resolve(application: Application, criterion: Criterion, *, note: str, by: Person) -> Resolution:
    """Note what settled a disagreement about a criterion, once; recorded.

    Raises NothingToResolveError, AlreadyResolvedError.
    """
    stored = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    known = Resolution.objects.filter(application=stored, criterion=criterion)
    earlier = known.select_related("by").first()
    if earlier is not None:
        raise AlreadyResolvedError(earlier)
    score = score_applications([stored])[stored.pk]
    is_waiting = stored.state == ApplicationState.SUBMITTED and stored.person_id != by.pk
    if not is_waiting or criterion.pk not in score.disagreements or not is_complete_panel(stored):
        raise NothingToResolveError
    resolution = Resolution.objects.create(
        application=stored, criterion=criterion, note=note, by=by, at=timezone.now()
    )
    record(
        "disagreement.resolved",
        application,
        by=by,
        organisation_id=application.cohort.programme.organisation_id,
        changes={"criterion": criterion.pk},
    )
    return resolution
