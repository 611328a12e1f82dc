"""Asking for a copy of what is kept of a person, making it, handing it over, deleting it."""

import tempfile
import uuid
from datetime import datetime, timedelta
from functools import partial

import structlog
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mentorship.accounts.models import DataCopy, Organisation, Person, PrivacyRequest
from mentorship.accounts.privacy.archive import Written, write_copy
from mentorship.accounts.privacy.enums import COPY_TRANSITIONS, UNDER_WAY, CopyState, RequestState
from mentorship.accounts.privacy.sealing import forget_sealed, keep_sealed, open_sealed
from mentorship.accounts.privacy.signals import copy_ready
from mentorship.accounts.tasks import ring_for_copy
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance

# How long a copy can be fetched.
STAYS = timedelta(days=7)
# A worker that is silent for so long was lost; after so many tries somebody has to look.
LOST_AFTER = timedelta(minutes=15)
MOST_ATTEMPTS = 3
IN_MEMORY = 8 * 1024 * 1024

log = structlog.get_logger(__name__)


class NotTheirsError(Exception):
    """The copy is not this person's to fetch, or is not there any more; nothing was changed."""


class RequestSettledError(Exception):
    """The request a copy belongs to was settled meanwhile; nothing was changed."""


@transaction.atomic
def ask_for_copy(*, by: Person) -> DataCopy:
    """Have everything kept of a person put together for them; asked twice, it is made once."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    copies = DataCopy.objects.of(by).filter(organisation__isnull=True)
    standing = copies.filter(Q(state__in=UNDER_WAY)).first()
    return standing or _begin(DataCopy(person=by, asked_by=by))


@transaction.atomic
def prepare_copy(
    request: PrivacyRequest, *, organisation: Organisation, with_confidence: bool, by: Person
) -> DataCopy:
    """Have what an organisation keeps of somebody put together for a request of theirs.

    `with_confidence` brings what was written about them in confidence, after somebody looked.
    Asked twice, it is made once. Raises RequestSettledError.
    """
    locked = PrivacyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.state != RequestState.OPEN:
        raise RequestSettledError
    copies = DataCopy.objects.filter(person_id=locked.person_id, organisation=organisation)
    standing = copies.filter(state__in=UNDER_WAY).first()
    return standing or _begin(
        DataCopy(
            person_id=locked.person_id,
            organisation=organisation,
            request=locked,
            through_hands=not locked.person.can_sign_in,
            with_confidence=with_confidence,
            asked_by=by,
        )
    )


def _begin(copy: DataCopy) -> DataCopy:
    """Store a copy to be made, record that, and ring for a worker."""
    copy.asked_at = timezone.now()
    copy.save(force_insert=True)
    record(
        "copy.asked",
        copy,
        by=copy.asked_by,
        changes={"person": copy.person_id, "with_confidence": copy.with_confidence},
    )
    transaction.on_commit(partial(ring_for_copy, copy.pk), robust=True)
    return copy


def tend_copies() -> tuple[int, int]:
    """Make what waits, and delete what has been there long enough; return both numbers."""
    now = timezone.now()
    lost = Q(state=CopyState.BUILDING, began_at__lt=now - LOST_AFTER)
    waiting = DataCopy.objects.filter(Q(state=CopyState.WAITING) | lost)
    made = sum(make_copy(key) for key in list(waiting.values_list("pk", flat=True)[:20]))
    ended = DataCopy.objects.filter(state=CopyState.BUILT, ends_at__lte=now)
    return made, sum(forget_copy(copy, by=None) for copy in ended[:200])


def make_copy(copy_id: uuid.UUID) -> bool:
    """Make a copy that waits; tell whether it was made now. Safe to call twice."""
    now = timezone.now()
    copy = _claim(copy_id, now)
    if copy is None:
        return False
    try:
        store_key, age_key, size, written = _written(copy)
    except Exception:
        log.exception("copy_not_made", copy_id=str(copy_id))
        _give_back(copy)
        return False
    with transaction.atomic():
        done = DataCopy.objects.filter(pk=copy.pk, state=CopyState.BUILDING, began_at=now).update(
            state=CopyState.BUILT,
            built_at=timezone.now(),
            ends_at=timezone.now() + STAYS,
            store_key=store_key,
            age_key=age_key,
            size=size,
            rows=written.rows,
            withheld_rows=written.held_back,
        )
        if done:
            copy.refresh_from_db()
            record("copy.made", copy, by=None, changes={"rows": written.rows})
            if copy.organisation_id is None:
                copy_ready.send(DataCopy, copy=copy)
    if not done:
        forget_sealed(store_key)
    return bool(done)


def _claim(copy_id: uuid.UUID, now: datetime) -> DataCopy | None:
    """Take a copy in hand unless somebody else has it."""
    free = Q(state=CopyState.WAITING) | Q(state=CopyState.BUILDING, began_at__lt=now - LOST_AFTER)
    with transaction.atomic():
        copy = (
            DataCopy.objects.select_for_update(of=("self",), skip_locked=True)
            .filter(free, pk=copy_id)
            .select_related("person", "organisation")
            .first()
        )
        if copy is None:
            return None
        if copy.attempts >= MOST_ATTEMPTS:
            _fail(copy)
            return None
        attempts = copy.attempts + 1
        advance(copy, CopyState.BUILDING, COPY_TRANSITIONS, began_at=now, attempts=attempts)
    return copy


def _written(copy: DataCopy) -> tuple[str, str, int, Written]:
    """Write and store a copy; return its name in the store, its key, its size and what is in it."""
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as file:
        written = write_copy(
            file,
            copy.person,
            organisation=copy.organisation,
            with_confidence=copy.with_confidence,
            through_hands=copy.through_hands,
        )
        size = file.tell()
        file.seek(0)
        store_key, age_key = keep_sealed(file)
    return store_key, age_key, size, written


def _give_back(copy: DataCopy) -> None:
    """Let a copy that could not be made be tried again, or say that it cannot be made."""
    with transaction.atomic():
        if copy.attempts >= MOST_ATTEMPTS:
            _fail(copy)
            return
        advance(copy, CopyState.WAITING, COPY_TRANSITIONS)


def _fail(copy: DataCopy) -> None:
    """Say that a copy cannot be made."""
    advance(copy, CopyState.FAILED, COPY_TRANSITIONS)
    record("copy.failed", copy, by=None, changes={"attempts": copy.attempts})


@transaction.atomic
def release_copy(copy: DataCopy, *, by: Person) -> None:
    """Let the person fetch a copy that an administrator had made for them, and tell them.

    Released twice, they are told once. Raises NotTheirsError where it is not there any more.
    """
    locked = DataCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if not locked.is_there or locked.through_hands or not locked.person.can_sign_in:
        raise NotTheirsError
    if locked.released_at is not None:
        return
    locked.released_at = timezone.now()
    locked.ends_at = locked.released_at + STAYS
    locked.save(update_fields=["released_at", "ends_at"])
    record("copy.released", locked, by=by, changes={"person": locked.person_id})
    copy_ready.send(DataCopy, copy=locked)


@transaction.atomic
def fetch_copy(copy: DataCopy, *, by: Person) -> bytes:
    """Return the file of a copy, and record that it was fetched.

    The person fetches their own. An administrator fetches one only for somebody who cannot sign
    in. Raises NotTheirsError and, where the store lost it, `CopyLostError`.
    """
    locked = DataCopy.objects.select_for_update(of=("self",)).get(pk=copy.pk)
    if not locked.is_there or not may_fetch(locked, by):
        raise NotTheirsError
    content = open_sealed(locked.store_key, locked.age_key)
    record("copy.fetched", locked, by=by, changes={"person": locked.person_id})
    return content


def may_fetch(copy: DataCopy, person: Person) -> bool:
    """Tell whether somebody who was found to see a copy may have its file."""
    if copy.person_id == person.pk:
        return copy.organisation_id is None or copy.released_at is not None
    return copy.through_hands


@transaction.atomic
def forget_copy(copy: DataCopy, *, by: Person | None) -> bool:
    """Delete a copy's file and its key; tell whether it was there until now."""
    gone = DataCopy.objects.filter(pk=copy.pk, state=CopyState.BUILT).update(
        state=CopyState.GONE, age_key="", store_key=""
    )
    if not gone:
        return False
    record("copy.deleted", copy, by=by)
    transaction.on_commit(partial(forget_sealed, copy.store_key), robust=True)
    return True
