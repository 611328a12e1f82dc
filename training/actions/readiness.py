"""Whether somebody is ready to become a mentor: their own words, their mentor's, the team's."""

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.common.lifecycle import IllegalTransitionError
from training.actions.pathway import lock_pathway, reach, record_event, today_of
from training.models import Pathway
from training.pathway import emails
from training.pathway.enums import PathwayState
from training.pathway.queries import ready_to_invite


@transaction.atomic
def keep_readiness(pathway: Pathway, *, goals_reached: bool, reflection: str, by: Person) -> None:
    """Keep whether somebody reached their goals, and what they write about it; recorded.

    Raises IllegalTransitionError once they were found ready, or have left.
    """
    locked = _lock_open(pathway)
    words = reflection.strip()
    if words != locked.reflection:
        locked.reflected_at = timezone.now() if words else None
    locked.goals_reached, locked.reflection = goals_reached, words
    locked.save(update_fields=["goals_reached", "reflection", "reflected_at"])
    record_event("pathway.reflected", locked, by=by)


@transaction.atomic
def ask_referee(pathway: Pathway, referee: Person, *, by: Person) -> None:
    """Ask who was their mentor for a word, by e-mail; recorded. Asking the same twice does nothing.

    Raises IllegalTransitionError once somebody has answered, and as `keep_readiness` does.
    """
    locked = _lock_open(pathway)
    if locked.referee_answered_at is not None:
        raise IllegalTransitionError(pathway, PathwayState.READY)
    if locked.referee_id == referee.pk:
        return
    locked.referee, locked.referee_asked_at = referee, timezone.now()
    locked.save(update_fields=["referee", "referee_asked_at"])
    record_event("pathway.word_asked", locked, by=by)
    emails.post_word_asked(locked)


@transaction.atomic
def give_word(pathway: Pathway, *, word: str, recommends: bool | None, by: Person) -> None:
    """Keep what their mentor says, once: yes, no, or (None) not yet; recorded.

    Raises IllegalTransitionError where they have answered, are asked no more, or it is too late.
    """
    locked = _lock_open(pathway)
    if locked.referee_answered_at is not None or locked.referee_id != by.pk:
        raise IllegalTransitionError(pathway, PathwayState.READY)
    locked.referee_word, locked.referee_recommends = word.strip(), recommends
    locked.referee_answered_at = timezone.now()
    locked.save(update_fields=["referee_word", "referee_recommends", "referee_answered_at"])
    record_event("pathway.word_given", locked, by=by)


@transaction.atomic
def mark_ready(pathway: Pathway, *, by: Person) -> None:
    """Say that somebody is ready to learn to mentor; recorded.

    Raises IllegalTransitionError where somebody else said so first, or they have left.
    """
    locked = _lock_open(pathway)
    reach(locked, PathwayState.READY, on=today_of(locked), by=by)


@transaction.atomic
def say_not_yet(pathway: Pathway, *, reason: str, by: Person) -> None:
    """Say what is still missing, for the person to read; recorded.

    Raises IllegalTransitionError where somebody else found them ready first, or they have left.
    """
    locked = _lock_open(pathway)
    locked.not_yet_reason, locked.not_yet_at = reason.strip(), timezone.now()
    locked.save(update_fields=["not_yet_reason", "not_yet_at"])
    record_event("pathway.not_yet", locked, by=by)


@transaction.atomic
def invite_ready(pathways: list[Pathway], *, by: Person) -> int:
    """Mark who has all three parts of readiness as ready, and invite each to training, once.

    Returns how many were invited; recorded. Who left, or was invited meanwhile, is passed over.
    """
    if not pathways:
        return 0
    asked = {pathway.pk for pathway in pathways}
    wanted = [row for row in ready_to_invite(pathways[0].programme) if row.pk in asked]
    for row in wanted:
        locked = lock_pathway(row)
        if locked.may_prepare:
            reach(locked, PathwayState.READY, on=today_of(locked), by=by)
        emails.post_invited(locked)
        record_event("pathway.invited", locked, by=by)
    return len(wanted)


def _lock_open(pathway: Pathway) -> Pathway:
    """Lock a pathway whose readiness is open still; raises IllegalTransitionError."""
    locked = lock_pathway(pathway)
    if not locked.may_prepare:
        raise IllegalTransitionError(pathway, PathwayState.READY)
    return locked
