"""Writing findings down, and drawing conclusions from them."""

from typing import Any

from django.db import transaction

from evaluation.models import Finding
from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from programmes.actions.recommendations import make_recommendation
from programmes.models import Programme, Recommendation


@transaction.atomic
def note_finding(programme: Programme, *, by: Person, **fields: Any) -> Finding:
    """Keep what evidence shows, with its figure and source; recorded."""
    made: Finding = Finding.objects.create(programme=programme, made_by=by, **fields)
    _record("finding.noted", made, by)
    return made


@transaction.atomic
def drop_finding(finding: Finding, *, by: Person) -> bool:
    """Take back a finding from which nothing was recommended; recorded. False where something was.

    A second press finds nothing left and changes nothing.
    """
    held = Finding.objects.select_for_update().filter(pk=finding.pk).first()
    if held is None or held.recommendations.exists():
        return held is None
    _record("finding.dropped", held, by)
    held.delete()
    return True


@transaction.atomic
def recommend(
    programme: Programme, *, finding: Finding | None, by: Person, **fields: Any
) -> Recommendation:
    """Recommend something, from a finding whose figure comes along or without one; recorded.

    A finding that somebody takes back meanwhile leaves its figure, and nothing else.
    """
    held = None
    if finding is not None:
        fields["figure"] = finding.figure
        held = Finding.objects.select_for_update().filter(pk=finding.pk).first()
    made = make_recommendation(programme, by=by, **fields)
    if held is not None:
        held.recommendations.add(made)
    return made


def _record(kind: str, finding: Finding, by: Person) -> None:
    """Record what was done about a finding."""
    record(kind, finding, by=by, organisation_id=finding.programme.organisation_id)
