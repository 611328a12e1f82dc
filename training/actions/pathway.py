"""The way from mentee to mentor: how it begins, goes on, ends, and begins again."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from programmes.models import Programme
from training.currency.days import add_months
from training.models import Pathway, PathwayStep
from training.pathway.enums import (
    OPEN_SHADOWINGS,
    PATHWAY_STEPS,
    PATHWAY_TRANSITIONS,
    InterestSource,
    PathwayState,
    ShadowingState,
)
from training.pathway.pace import furthest

# For so long after their first match of their own somebody experienced is at their side.
MONTHS_OF_SUPPORT = 12
# What a step rests on where somebody who had left came back.
CAME_BACK = "came back"


@transaction.atomic
def note_interest(
    programme: Programme,
    person: Person,
    *,
    source: InterestSource | str,
    on: date,
    by: Person | None,
) -> Pathway:
    """Note that a person would like to be a mentor, once, and return their pathway; recorded.

    Who left it comes back to where they were.
    """
    pathway, is_new = Pathway.objects.get_or_create(
        programme=programme, person=person, defaults={"source": source}
    )
    if is_new:
        pathway.steps.create(step=PathwayState.INTERESTED, reached_on=on, noted_by=by)
        record_event("pathway.begun", pathway, by=by, changes={"source": str(source)})
    elif pathway.has_left:
        come_back(pathway, by=by)
    return pathway


@transaction.atomic
def leave_pathway(pathway: Pathway, *, by: Person | None, reason: str = "") -> None:
    """Let somebody leave the pathway, without blame; recorded. Observations asked for are off.

    Raises IllegalTransitionError for who has left already.
    """
    locked = lock_pathway(pathway)
    advance(
        pathway,
        PathwayState.LEFT,
        PATHWAY_TRANSITIONS,
        moved_at=timezone.now(),
        left_reason=reason,
    )
    _write_step(locked, PathwayState.LEFT, on=today_of(locked), by=by, note=reason)
    locked.shadowings.filter(state__in=OPEN_SHADOWINGS).update(state=ShadowingState.CANCELLED)
    record_event("pathway.left", locked, by=by)


@transaction.atomic
def come_back(pathway: Pathway, *, by: Person | None) -> None:
    """Let somebody go on where they left the pathway; recorded.

    Raises IllegalTransitionError for who is on it.
    """
    locked = lock_pathway(pathway)
    if not locked.has_left:
        raise IllegalTransitionError(pathway, PathwayState.INTERESTED)
    steps = locked.steps.values_list("step", flat=True)
    to = furthest(steps, PATHWAY_STEPS) or PathwayState.INTERESTED
    advance(pathway, to, PATHWAY_TRANSITIONS, moved_at=timezone.now(), left_reason="")
    _write_step(locked, to, on=today_of(locked), by=by, occasion_key=CAME_BACK)
    record_event("pathway.returned", locked, by=by)


def note_co_mentoring(
    person: Person,
    *,
    programme: Programme,
    on: date,
    occasion_key: str,
    by: Person | None = None,
) -> None:
    """Note that somebody on the pathway mentors together with another mentor; recorded.

    Nothing happens for who is on no pathway, or further along; telling it twice notes it once.
    """
    _note(person, programme, PathwayState.CO_MENTORING, on, occasion_key, by)


def note_solo(
    person: Person,
    *,
    programme: Programme,
    on: date,
    occasion_key: str,
    by: Person | None = None,
) -> None:
    """Note that somebody on the pathway mentors on their own, supported for a year; recorded.

    Nothing happens for who is on no pathway, or further along; telling it twice notes it once.
    """
    _note(person, programme, PathwayState.SOLO, on, occasion_key, by)


def reach(
    pathway: Pathway,
    step: PathwayState | str,
    *,
    on: date,
    by: Person | None,
    **about: Any,
) -> None:
    """Move a pathway on to a step and write its day down; recorded; under the pathway's lock.

    `about` may hold `occasion_key`, `note` and `is_left_out`. Raises IllegalTransitionError where
    it is there already, or further along.
    """
    also: dict[str, Any] = {"moved_at": timezone.now()}
    if step == PathwayState.SOLO:
        also["supported_until"] = add_months(on, MONTHS_OF_SUPPORT)
    advance(pathway, step, PATHWAY_TRANSITIONS, **also)
    _write_step(pathway, step, on=on, by=by, **about)
    record_event(
        "pathway.ready" if step == PathwayState.READY else "pathway.moved",
        pathway,
        by=by,
        changes={"to": str(step)},
    )


def lock_pathway(pathway: Pathway) -> Pathway:
    """Return the pathway as it is now, and let nobody else move it until the end."""
    rows = Pathway.objects.select_related("programme__organisation", "person")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=pathway.pk)


def today_of(pathway: Pathway) -> date:
    """Return today's date where the organisation is."""
    return timezone.localdate(timezone=pathway.programme.organisation.time_zone)


def record_event(
    kind: str, pathway: Pathway, *, by: Person | None, changes: dict[str, object] | None = None
) -> None:
    """Record something under the organisation that the pathway belongs to."""
    organisation_id = pathway.programme.organisation_id
    record(kind, pathway, by=by, organisation_id=organisation_id, changes=changes)


@transaction.atomic
def _note(
    person: Person,
    programme: Programme,
    step: PathwayState,
    on: date,
    occasion_key: str,
    by: Person | None,
) -> None:
    """Move somebody on because of a match, unless they left or are there already."""
    known = Pathway.objects.going_on().filter(programme=programme, person=person).first()
    if known is None:
        return
    pathway = lock_pathway(known)
    if pathway.has_left or pathway.is_past(step):
        return
    reach(pathway, step, on=on, by=by, occasion_key=occasion_key)


def _write_step(
    pathway: Pathway, step: PathwayState | str, *, on: date, by: Person | None, **about: Any
) -> PathwayStep:
    """Write down on which day a step was reached, left out, or left."""
    written: PathwayStep = pathway.steps.create(step=step, reached_on=on, noted_by=by, **about)
    return written
