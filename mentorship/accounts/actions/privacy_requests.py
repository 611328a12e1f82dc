"""Asking an organisation about what it keeps, and its answer within the month."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from mentorship.accounts.models import Organisation, Person, PrivacyRequest
from mentorship.accounts.privacy.deadlines import MONTHS, MONTHS_AT_MOST, months_after
from mentorship.accounts.privacy.enums import REQUEST_TRANSITIONS, RequestKind, RequestState
from mentorship.accounts.privacy.signals import request_told
from mentorship.audit.actions import record
from mentorship.common.lifecycle import advance


class AlreadyLongerError(Exception):
    """The time for an answer was made longer before; nothing was changed."""


@transaction.atomic
def ask_organisation(
    organisation: Organisation,
    *,
    kind: RequestKind,
    words: str,
    person: Person,
    by: Person,
    asked_on: date | None = None,
) -> PrivacyRequest:
    """Ask about what is kept of a person; recorded. What is asked already is not asked twice.

    `by` is the person, or the administrator who writes down what came by letter on `asked_on`:
    the month is counted from that day.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    standing = PrivacyRequest.objects.open().filter(
        organisation=organisation, person=person, kind=kind
    )
    if (known := standing.first()) is not None:
        return known
    request = PrivacyRequest.objects.create(
        organisation=organisation,
        person=person,
        kind=kind,
        words=words,
        asked_at=timezone.now(),
        asked_by=by,
        due_on=months_after(asked_on or timezone.localdate(), MONTHS),
    )
    record("privacy.asked", request, by=by, changes={"kind": kind, "person": person.pk})
    return request


@transaction.atomic
def settle_request(request: PrivacyRequest, *, answer: str, is_refused: bool, by: Person) -> None:
    """Answer a request, or refuse it with the reason; the person is told. Recorded.

    Raises IllegalTransitionError where somebody was quicker.
    """
    to = RequestState.REFUSED if is_refused else RequestState.ANSWERED
    moment = timezone.now()
    advance(request, to, REQUEST_TRANSITIONS, answer=answer, settled_at=moment, settled_by_id=by.pk)
    if is_refused:
        record("privacy.refused", request, by=by, changes={"kind": request.kind})
    else:
        record("privacy.answered", request, by=by, changes={"kind": request.kind})
    request_told.send(PrivacyRequest, request=request, fact=to.value)


@transaction.atomic
def withdraw_request(request: PrivacyRequest, *, by: Person) -> None:
    """Take a request back. Raises IllegalTransitionError where it was settled meanwhile."""
    moment = timezone.now()
    advance(
        request,
        RequestState.WITHDRAWN,
        REQUEST_TRANSITIONS,
        settled_at=moment,
        settled_by_id=by.pk,
    )
    record("privacy.withdrawn", request, by=by, changes={"kind": request.kind})


@transaction.atomic
def take_longer(request: PrivacyRequest, *, because: str, by: Person) -> None:
    """Take two months more for an answer, once, and tell the person why. Recorded.

    Raises AlreadyLongerError where that was done, or the request is settled.
    """
    locked = PrivacyRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.longer_because or locked.state != RequestState.OPEN:
        raise AlreadyLongerError
    locked.longer_because = because
    locked.due_on = months_after(locked.due_on, MONTHS_AT_MOST - MONTHS)
    locked.save(update_fields=["longer_because", "due_on"])
    record("privacy.takes_longer", locked, by=by, changes={"due_on": locked.due_on})
    request_told.send(PrivacyRequest, request=locked, fact="takes_longer")
