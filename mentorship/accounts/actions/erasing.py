"""Asking to be erased, deciding about it, and erasing: once, for good, in one transaction."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial

import structlog
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from mentorship.accounts.access import allows
from mentorship.accounts.models import Erasure, Mention, Organisation, Person
from mentorship.accounts.permissions import Permission
from mentorship.accounts.privacy.erasing import ledger
from mentorship.accounts.privacy.erasing.enums import (
    ERASURE_TRANSITIONS,
    ErasureState,
    MentionAnswer,
)
from mentorship.accounts.privacy.erasing.mentions import (
    Named,
    Place,
    cut_all,
    cut_places,
    readable_mentions,
)
from mentorship.accounts.privacy.erasing.obstacles import all_obstacles
from mentorship.accounts.privacy.erasing.registry import (
    Gone,
    Obstacle,
    Taken,
    early_erasers,
    late_erasers,
    say_farewell,
)
from mentorship.accounts.privacy.erasing.taking import permit_erasing, take_declared
from mentorship.accounts.privacy.erasing.whom import gone_of
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance

log = structlog.get_logger(__name__)
# The law gives a month; thirty days are never more than that.
DAYS_TO_ANSWER = 30


class CannotEraseError(Exception):
    """Something has to be ended or decided first; nothing was changed."""

    def __init__(self, obstacles: list[Obstacle], undecided: list[Named]) -> None:
        """Keep what stands in the way, and the texts nobody has decided about."""
        self.obstacles, self.undecided = obstacles, undecided
        super().__init__("The person cannot be erased yet.")


@transaction.atomic
def ask_for_erasure(person: Person, *, organisation: Organisation, by: Person) -> Erasure:
    """Ask that a person be erased, by themselves or for them; asked twice, it is one; recorded."""
    Person.objects.select_for_update().get(pk=person.pk)
    known = Erasure.objects.filter(
        person=person, state__in=[ErasureState.ASKED, ErasureState.DONE]
    ).first()
    if known is not None:
        return known
    now = timezone.now()
    erasure = Erasure.objects.create(
        organisation=organisation,
        person=person,
        asked_at=now,
        asked_by=by,
        due_on=_due_on(now),
    )
    record("erasure.asked", erasure, by=by, changes={"person": person.pk})
    return erasure


@transaction.atomic
def withdraw_erasure(erasure: Erasure, *, by: Person) -> None:
    """Take the wish back; recorded. Raises IllegalTransitionError once it is settled."""
    advance(
        erasure,
        ErasureState.WITHDRAWN,
        ERASURE_TRANSITIONS,
        settled_at=timezone.now(),
        settled_by=by,
    )
    record("erasure.withdrawn", erasure, by=by)


@transaction.atomic
def decline_erasure(erasure: Erasure, *, by: Person, answer: str) -> None:
    """Say no, with the reason that the person reads; recorded. Raises IllegalTransitionError."""
    advance(
        erasure,
        ErasureState.DECLINED,
        ERASURE_TRANSITIONS,
        settled_at=timezone.now(),
        settled_by=by,
        answer=answer,
    )
    record("erasure.declined", erasure, by=by)


@transaction.atomic
def decide_mentions(
    erasure: Erasure, answers: Mapping[Place, tuple[MentionAnswer, str]], *, by: Person
) -> None:
    """Keep what is decided about texts that name the person; the last word counts; recorded.

    Each place is a model's label, a row's id and a field. Places that the decider was not shown
    are refused with PermissionDenied.
    """
    Erasure.objects.select_for_update().get(pk=erasure.pk, state=ErasureState.ASKED)
    gone = gone_of(erasure.person)
    shown = readable_mentions(gone, reader=by, organisation=erasure.organisation)
    if set(answers) - {(each.label, each.pk, each.field) for each in shown}:
        raise PermissionDenied
    for (label, pk, field), (answer, reason) in answers.items():
        Mention.objects.update_or_create(
            erasure=erasure,
            about_kind=label,
            about_id=pk,
            field=field,
            defaults={"answer": answer, "reason": reason, "answered_by": by},
        )
    record("erasure.mentions_decided", erasure, by=by, changes={"texts": len(answers)})


def undecided_of(erasure: Erasure, *, reader: Person) -> list[Named]:
    """Return the texts that the reader sees and nobody has decided about."""
    found = readable_mentions(
        gone_of(erasure.person), reader=reader, organisation=erasure.organisation
    )
    decided = set(erasure.mentions.values_list("about_kind", "about_id", "field"))
    return [each for each in found if (each.label, each.pk, each.field) not in decided]


@transaction.atomic
def erase_person(erasure: Erasure, *, by: Person) -> Erasure:
    """Erase the person for good; recorded, in counts, and written into the list outside.

    Raises CannotEraseError while something stands in the way or is undecided, PermissionDenied
    for whoever does not administer the organisation, IllegalTransitionError when it was settled.
    """
    if not allows(by, Permission.MANAGE_ORGANISATION, organisation_id=erasure.organisation_id):
        raise PermissionDenied
    gone = gone_of(erasure.person, lock=True)
    obstacles = all_obstacles(gone.people, erasure.organisation, by=by, asked_by=erasure.asked_by)
    undecided = undecided_of(erasure, reader=by)
    if obstacles or undecided:
        raise CannotEraseError(obstacles, undecided)
    now = timezone.now()
    advance(
        erasure,
        ErasureState.DONE,
        ERASURE_TRANSITIONS,
        settled_at=now,
        settled_by=by,
        code=gone.code,
    )
    taken = take(gone, _decided(erasure, MentionAnswer.KEEP), _decided(erasure, MentionAnswer.CUT))
    Erasure.objects.filter(pk=erasure.pk).update(counts=taken.counts)
    say_farewell(gone, erasure)
    record("erasure.done", erasure, by=by, changes={"rows": sum(taken.counts.values())})
    transaction.on_commit(partial(after_commit, taken), robust=True)
    return erasure


def take(gone: Gone, kept: set[Place], chosen: set[Place]) -> Taken:
    """Take the person out of everything, in the caller's transaction; return what was done.

    Texts in `kept` keep the name; from those `chosen` by a person parts of the name go, too.
    """
    permit_erasing()
    taken = Taken()
    for eraser in early_erasers():
        eraser(gone, taken)
    cut_places(gone, taken, places=chosen)
    take_declared(gone, taken)
    cut_all(gone, taken, kept=kept)
    for eraser in late_erasers():
        eraser(gone, taken)
    return taken


def _decided(erasure: Erasure, answer: MentionAnswer) -> set[Place]:
    """Return the texts about which that was decided."""
    rows = erasure.mentions.filter(answer=answer)
    return set(rows.values_list("about_kind", "about_id", "field"))


def after_commit(taken: Taken) -> None:
    """Delete files and write the list, once nothing can be undone; a failure stops nothing else."""
    for work in [*taken.afterwards, ledger.write_missing]:
        try:
            work()
        except Exception:
            # The nightly look finds what is left: lost files, and erasures not yet on the list.
            log.exception("erasing_left_over")


def _due_on(now: datetime) -> date:
    """Return the last day on which it has to be answered."""
    return timezone.localdate(now) + timedelta(days=DAYS_TO_ANSWER)
