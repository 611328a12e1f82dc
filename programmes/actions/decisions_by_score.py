"""Staging decisions for many applications at once, by their score."""

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record, record_many
from programmes.actions.bulk import AlreadyDoneError, was_done
from programmes.applying.enums import ApplicationState
from programmes.models import Application, Decision, Programme
from programmes.selection.by_score import Going, ScoreWish
from programmes.selection.enums import DecisionState, Outcome


@transaction.atomic
def stage_by_score(
    programme: Programme,
    going: Sequence[Going],
    *,
    wish: ScoreWish,
    occasion: uuid.UUID,
    by: Person,
) -> int:
    """Stage what a preview showed, and return how many; each recorded, and the step as a whole.

    Who withdrew or was decided meanwhile is left out. Raises AlreadyDoneError.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    if was_done(programme, occasion):
        raise AlreadyDoneError
    waiting = _hold_waiting([each.application for each in going])
    reasons = {Outcome.ACCEPT: wish.accept_reason, Outcome.DECLINE: wish.decline_reason}
    now = timezone.now()
    decisions = Decision.objects.bulk_create(
        Decision(
            application=each.application,
            outcome=each.outcome,
            reason=reasons[each.outcome],
            staged_by=by,
            staged_at=now,
        )
        for each in going
        if each.application.pk in waiting
    )
    organisation_id = programme.organisation_id
    record_many(
        "decision.staged",
        [(each, {"outcome": each.outcome}) for each in decisions],
        by=by,
        organisation_id=organisation_id,
    )
    changes = {"occasion": occasion, "count": len(decisions)}
    record("applications.staged_by_score", programme, by=by, changes=changes)
    return len(decisions)


def _hold_waiting(applications: Sequence[Application]) -> set[uuid.UUID]:
    """Keep applications as they are, and return which of them wait for a decision."""
    pks = [each.pk for each in applications]
    held = Application.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    waiting = {each.pk for each in held if each.state == ApplicationState.SUBMITTED}
    standing = Decision.objects.exclude(state=DecisionState.SUPERSEDED).filter(
        application__in=waiting
    )
    return waiting - set(standing.values_list("application_id", flat=True))
