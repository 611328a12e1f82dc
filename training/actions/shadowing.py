"""Observing a pair: nothing happens unless both of them agree."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from training.actions.pathway import lock_pathway, reach, today_of
from training.models import Pathway, Shadowing
from training.pathway import emails
from training.pathway.enums import (
    OPEN_SHADOWINGS,
    SHADOWING_TRANSITIONS,
    ConsentState,
    PathwayState,
    ShadowingState,
)
from training.pathway.pairs import Pair


class NotOfThePairError(Exception):
    """Only the two who would be observed say whether they agree."""


@transaction.atomic
def ask_to_shadow(pathway: Pathway, pair: Pair, *, by: Person) -> Shadowing:
    """Ask both of a pair by e-mail whether somebody may observe them; recorded.

    Asking the same pair again while it may come about does nothing. Raises ValueError where the
    observer is one of the two, IllegalTransitionError for who has left the pathway.
    """
    locked = lock_pathway(pathway)
    if locked.person in (pair.mentor, pair.mentee):
        raise ValueError("Nobody observes themselves.")
    if locked.has_left:
        raise IllegalTransitionError(pathway, PathwayState.SHADOWING)
    known = locked.shadowings.filter(
        occasion_key=pair.occasion_key, state__in=OPEN_SHADOWINGS
    ).first()
    if known is not None:
        return known
    shadowing = Shadowing.objects.create(
        pathway=locked,
        mentor=pair.mentor,
        mentee=pair.mentee,
        occasion_key=pair.occasion_key,
        asked_by=by,
    )
    _record("shadowing.asked", shadowing, by=by)
    emails.post_shadowing_asked(shadowing)
    return shadowing


@transaction.atomic
def answer_shadowing(shadowing: Shadowing, *, agrees: bool, by: Person) -> None:
    """Keep what one of the pair says; recorded, without a reason, and changed as easily.

    When both agree the observer is told by e-mail; one “rather not” ends it. Saying the same again
    does nothing. Raises NotOfThePairError, IllegalTransitionError when it is over.
    """
    locked = _lock(shadowing)
    if by.pk not in (locked.mentor_id, locked.mentee_id):
        raise NotOfThePairError
    answer = ConsentState.GIVEN if agrees else ConsentState.REFUSED
    if locked.consent_of(by) == answer:
        return
    if not locked.is_open:
        raise IllegalTransitionError(shadowing, ShadowingState.AGREED)
    side = "mentor" if by.pk == locked.mentor_id else "mentee"
    said = {f"{side}_consent": answer, f"{side}_answered_at": timezone.now()}
    for name, value in said.items():
        setattr(locked, name, value)
    if not agrees:
        advance(locked, ShadowingState.REFUSED, SHADOWING_TRANSITIONS, **said)
    elif locked.mentor_consent == locked.mentee_consent == ConsentState.GIVEN:
        advance(locked, ShadowingState.AGREED, SHADOWING_TRANSITIONS, **said)
        emails.post_shadowing_agreed(locked)
    else:
        locked.save(update_fields=list(said))
    _record("shadowing.answered", locked, by=by)


@transaction.atomic
def note_observed(shadowing: Shadowing, *, on: date, by: Person) -> None:
    """Write down on which day somebody observed the pair, and move them on; recorded.

    Raises ValueError for a day to come, IllegalTransitionError where not both agree.
    """
    pathway = lock_pathway(shadowing.pathway)
    locked = _lock(shadowing)
    if on > today_of(pathway):
        raise ValueError("Nobody can have observed on a day to come.")
    advance(locked, ShadowingState.OBSERVED, SHADOWING_TRANSITIONS, observed_on=on)
    _record("shadowing.observed", locked, by=by)
    if not pathway.has_left and not pathway.is_past(PathwayState.SHADOWING):
        reach(pathway, PathwayState.SHADOWING, on=on, by=by, occasion_key=locked.occasion_key)


@transaction.atomic
def call_off_shadowing(shadowing: Shadowing, *, by: Person) -> None:
    """Call an observation off; recorded. Raises IllegalTransitionError when it is over."""
    locked = _lock(shadowing)
    advance(locked, ShadowingState.CANCELLED, SHADOWING_TRANSITIONS)
    _record("shadowing.cancelled", locked, by=by)


@transaction.atomic
def keep_observation(shadowing: Shadowing, *, reflection: str, by: Person) -> None:
    """Keep what the observer took from it: theirs, and their supporter's; recorded.

    Raises IllegalTransitionError before it took place.
    """
    locked = _lock(shadowing)
    if locked.state != ShadowingState.OBSERVED:
        raise IllegalTransitionError(shadowing, ShadowingState.OBSERVED)
    locked.reflection = reflection.strip()
    locked.save(update_fields=["reflection"])
    _record("shadowing.reflected", locked, by=by)


def _lock(shadowing: Shadowing) -> Shadowing:
    """Return the observation as it is now, and let nobody else change it until the end."""
    rows = Shadowing.objects.select_related(
        "pathway__programme__organisation", "pathway__person", "mentor", "mentee"
    )
    return rows.select_for_update(of=("self",), no_key=True).get(pk=shadowing.pk)


def _record(kind: str, shadowing: Shadowing, *, by: Person) -> None:
    """Record something under the organisation that the pathway belongs to."""
    organisation_id = shadowing.pathway.programme.organisation_id
    record(kind, shadowing, by=by, organisation_id=organisation_id)
