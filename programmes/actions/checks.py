"""Asking people for checks, what they send in, and what is said of it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.reminders import Reconciled, reconcile
from programmes.checks.enums import CHECK_TRANSITIONS, CheckState
from programmes.checks.reminders import check_plans
from programmes.checks.standing import Lack, never_asked
from programmes.documents.keeping import forget_document, forget_lost_documents, keep_document
from programmes.documents.reading import Document
from programmes.emails.checks import CHECK_REMINDER, post_check_refused, post_checks_asked
from programmes.models import Check, CheckRequirement, Participant, Programme, StoredFile

DOCUMENTS_STAY_FOR = timedelta(days=1)


class SentInAgainError(Exception):
    """Something else was sent in since the page was opened; nothing was changed."""


@transaction.atomic
def ask_missing(
    programme: Programme, *, by: Person | None, places: Sequence[Participant] | None = None
) -> list[Check]:
    """Ask everybody who was accepted for what nobody asked them yet; recorded, one mail each.

    `places` says whom, all of them otherwise. Asked twice is asked once.
    """
    # Whoever asks holds what is asked for, so that of two at once the second finds nothing left.
    asked_for = CheckRequirement.objects.in_force().filter(programme=programme).order_by("pk")
    if not list(asked_for.select_for_update(no_key=True)):
        return []
    lacks = never_asked(programme, places)
    now = timezone.now()
    checks = Check.objects.bulk_create(
        Check(requirement=lack.requirement, person=lack.participant.person, asked_at=now)
        for lack in lacks
    )
    for check in checks:
        _record("check.asked", check, by=by)
    for person, theirs in groupby(checks, key=lambda check: check.person):
        if person.email:
            post_checks_asked(person, programme, list(theirs))
    return checks


def people_of(lacks: Sequence[Lack]) -> list[Person]:
    """Return whom asking would write to, each once, in order."""
    return list(dict.fromkeys(lack.participant.person for lack in lacks))


@transaction.atomic
def send_in(
    check: Check,
    *,
    by: Person,
    document: Document | None = None,
    words: str = "",
    issued_on: date | None = None,
) -> None:
    """Take what somebody sends in, in place of what they sent before; recorded.

    Raises IllegalTransitionError where that cannot be: what is confirmed for good needs no other.
    """
    stored = Check.objects.select_for_update(of=("self",)).select_related("file").get(pk=check.pk)
    if stored.is_settled_for_good:
        raise IllegalTransitionError(check, CheckState.SENT_IN)
    organisation = check.requirement.programme.organisation
    file = keep_document(document, organisation=organisation, by=by) if document else stored.file
    advance(
        check,
        CheckState.SENT_IN,
        CHECK_TRANSITIONS,
        file=file,
        words=words,
        issued_on=issued_on,
        sent_in_at=timezone.now(),
        refused_reason="",
    )
    if document and stored.file:
        _let_go(stored.file)
    _record("check.sent_in", check, by=by, has_file=file is not None)


@transaction.atomic
def confirm_check(
    check: Check, *, by: Person, expires_on: date | None, seen: datetime | None
) -> None:
    """Say that a check is in order, until a day or for good; recorded.

    `seen` is when what was looked at was sent in, None where it was seen on paper. Raises
    SentInAgainError, or IllegalTransitionError when a colleague was quicker.
    """
    _as_seen(check, seen)
    advance(
        check,
        CheckState.CONFIRMED,
        CHECK_TRANSITIONS,
        expires_on=expires_on,
        settled_by=by,
        settled_at=timezone.now(),
        refused_reason="",
    )
    _record("check.confirmed", check, by=by, expires_on=expires_on)


@transaction.atomic
def refuse_check(check: Check, *, by: Person, reason: str, seen: datetime | None) -> None:
    """Say what is missing; recorded, and the person is written to.

    What was confirmed before stays good until its day, unless it is that which is refused. Raises
    SentInAgainError, or IllegalTransitionError when a colleague was quicker.
    """
    stored = _as_seen(check, seen)
    also: dict[str, Any] = {"expires_on": None} if stored.state == CheckState.CONFIRMED else {}
    advance(
        check,
        CheckState.REFUSED,
        CHECK_TRANSITIONS,
        refused_reason=reason,
        settled_by=by,
        settled_at=timezone.now(),
        **also,
    )
    _record("check.refused", check, by=by)
    if check.person.email:
        post_check_refused(check)


@transaction.atomic
def ask_check_again(check: Check, *, by: Person) -> None:
    """Ask once more for what was refused, or for something newer; recorded, with a mail.

    Raises IllegalTransitionError when it is asked for already, or waits for an answer.
    """
    advance(check, CheckState.ASKED, CHECK_TRANSITIONS, asked_at=timezone.now())
    _record("check.asked", check, by=by, again=True)
    if check.person.email:
        post_checks_asked(check.person, check.requirement.programme, [check])


def keep_reminding() -> Reconciled:
    """Keep reminders of checks in line with what is true; safe to run twice."""
    return reconcile(CHECK_REMINDER, check_plans(timezone.now()))


def sweep_documents() -> int:
    """Delete documents' bytes that no row knows, such as after a refused upload; say how many.

    A file younger than a day may belong to a change that is not committed yet: it stays.
    """
    known = set(StoredFile.objects.values_list("key", flat=True))
    return forget_lost_documents(known, before=timezone.now() - DOCUMENTS_STAY_FOR)


def _as_seen(check: Check, seen: datetime | None) -> Check:
    """Return the stored check, held, if it is still the one that was looked at."""
    stored = Check.objects.select_for_update().get(pk=check.pk)
    if stored.sent_in_at != seen:
        raise SentInAgainError
    return stored


def _let_go(file: StoredFile) -> None:
    """Delete a file that nothing needs any more; its bytes go once that is certain."""
    transaction.on_commit(partial(forget_document, file))
    StoredFile.objects.filter(pk=file.pk).delete()


def _record(kind: str, check: Check, *, by: Person | None, **changes: object) -> None:
    """Record under the organisation of the programme, with what was asked for."""
    record(
        kind,
        check,
        by=by,
        organisation_id=check.requirement.programme.organisation_id,
        changes={"requirement": check.requirement_id, **changes},
    )
