"""Erasing those who left long ago, by an organisation's rule, when nothing stands in the way."""

import time
from datetime import date
from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from mentorship.accounts.actions.erasing import after_commit, take
from mentorship.accounts.models import Erasure, KeepingRule, LegalHold, Membership, Person
from mentorship.accounts.privacy.erasing.enums import ErasureState
from mentorship.accounts.privacy.erasing.mentions import readable_mentions
from mentorship.accounts.privacy.erasing.obstacles import all_obstacles
from mentorship.accounts.privacy.erasing.whom import gone_of
from mentorship.accounts.privacy.keeping.ends import months_before
from mentorship.audit.actions import record


def who_left(rule: KeepingRule, today: date) -> "models.QuerySet[Person]":
    """Return the people whose last membership anywhere ended long enough ago."""
    before = months_before(today, rule.months)
    theirs = Membership.objects.filter(person=OuterRef("pk"))
    return (
        Person.objects.filter(
            Exists(theirs.filter(organisation=rule.organisation_id, ended_on__lt=before)),
            ~Exists(theirs.filter(ended_on=None)),
            ~Exists(theirs.filter(ended_on__gte=before)),
            ~Exists(LegalHold.objects.standing().filter(person=OuterRef("pk"))),
            ~Exists(Erasure.objects.filter(person=OuterRef("pk"), state=ErasureState.DONE)),
            merged_into=None,
        )
        .exclude(pk__in=[pk for pk in (rule.released_by_id,) if pk is not None])
        .order_by("pk")
    )


def erase_who_left(rule: KeepingRule, today: date, *, until: float) -> int:
    """Erase them one by one until a moment of the monotonic clock; return how many.

    Whoever still stands in the way of something, or is named in texts of others, is left: those
    are listed for a person to look at.
    """
    done = 0
    for person in who_left(rule, today).iterator(chunk_size=50):
        if time.monotonic() >= until:
            break
        done += _erase(person, rule)
    return done


@transaction.atomic
def _erase(person: Person, rule: KeepingRule) -> bool:
    """Erase one person unless something stands in the way; tell whether it was done."""
    by: Any = rule.released_by
    gone = gone_of(person, lock=True)
    if all_obstacles(gone.people, rule.organisation, by=by):
        return False
    if readable_mentions(gone, reader=by, organisation=rule.organisation):
        return False
    now = timezone.now()
    open_wish = Erasure.objects.select_for_update().filter(person=person, state=ErasureState.ASKED)
    erasure = open_wish.first() or Erasure(
        person=person,
        organisation=rule.organisation,
        asked_at=now,
        asked_by=by,
        due_on=timezone.localdate(now),
    )
    taken = take(gone, kept=set(), chosen=set())
    erasure.state, erasure.settled_at, erasure.settled_by = ErasureState.DONE, now, by
    erasure.code, erasure.counts = gone.code, taken.counts
    erasure.save()
    record("erasure.by_rule", erasure, by=None, changes={"rows": sum(taken.counts.values())})
    transaction.on_commit(partial(after_commit, taken), robust=True)
    return True
