"""Writing a charter, putting it to its sponsor, and what they do with it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from mentorship.accounts.models import Person
from mentorship.audit.actions import record
from mentorship.common.lifecycle import IllegalTransitionError, advance
from mentorship.notifications.actions.posting import about_key
from mentorship.notifications.enums import CancelReason, MessageState
from mentorship.notifications.models import Message
from programmes.actions.charter_reviews import plan_review
from programmes.charters.links import SIGNING_LIVES
from programmes.charters.queries import LinkState, is_current, state_of_request
from programmes.charters.texts import FIELDS
from programmes.emails.charters import (
    CHARTER_REQUEST,
    post_charter_news,
    post_charter_request,
    post_charter_signed,
)
from programmes.enums import CHARTER_TRANSITIONS, SIGN_OFF_TRANSITIONS, CharterState, SignOffState
from programmes.models import Charter, Programme, SignOff, Sponsorship


class AwaitsSignatureError(Exception):
    """A version is with the sponsor; it has to be answered or withdrawn first."""


class CannotBeAskedError(Exception):
    """They are not sponsor any more, or have no e-mail address."""


class LinkClosedError(Exception):
    """The link may act no more; `state` says why. Nothing was changed."""

    def __init__(self, state: LinkState) -> None:
        """Remember why."""
        self.state = state
        super().__init__(state)


@transaction.atomic
def write_charter(*, programme: Programme, by: Person | None, **texts: Any) -> Charter:
    """Begin the next version of a programme's charter, or change the draft of it; recorded.

    `texts` are the parts of a charter. Raises AwaitsSignatureError: what was sent is not changed.
    """
    lock_programme(programme)
    if programme.charters.filter(state=CharterState.AWAITING_SIGNATURE).exists():
        raise AwaitsSignatureError
    draft = programme.charters.filter(state=CharterState.DRAFT).first()
    if draft is None:
        return add_version(programme, by=by, **texts)
    changed = sorted(name for name, value in texts.items() if getattr(draft, name) != value)
    if changed:
        for name in changed:
            setattr(draft, name, texts[name])
        draft.written_by = by
        draft.save(update_fields=[*changed, "written_by"])
        changes = {"version": draft.version, "fields": changed}
        _record("charter.changed", draft, by=by, changes=changes)
    return draft


def add_version(programme: Programme, *, by: Person | None, **texts: Any) -> Charter:
    """Store the next version as a draft; recorded. The caller has locked the programme."""
    last = programme.charters.aggregate(last=Max("version"))["last"] or 0
    charter = Charter.objects.create(programme=programme, version=last + 1, written_by=by, **texts)
    _record("charter.written", charter, by=by, changes={"version": charter.version})
    return charter


def texts_of(charter: Charter) -> dict[str, Any]:
    """Return what a version says, for the next one to begin with."""
    return {name: getattr(charter, name) for name in FIELDS}


@transaction.atomic
def discard_draft(charter: Charter, *, by: Person) -> None:
    """Throw a draft away that nobody was ever sent; recorded.

    Raises IllegalTransitionError when it is no draft any more.
    """
    lock_programme(charter.programme)
    _record("charter.discarded", charter, by=by, changes={"version": charter.version})
    if not Charter.objects.filter(pk=charter.pk, state=CharterState.DRAFT).delete()[0]:
        raise IllegalTransitionError(charter, "discarded")


@transaction.atomic
def ask_for_signature(
    charter: Charter,
    *,
    sponsorship: Sponsorship,
    by: Person | None,
    after: UUID | None = None,
) -> SignOff:
    """Send a version to a sponsor, who has thirty days to sign it or send it back; recorded.

    Asked again, an earlier link stops working: `after` names the request that is open now, so that
    pressing a button twice asks once. Raises CannotBeAskedError, or IllegalTransitionError when
    the version is neither a draft nor awaiting its signature, or was asked for meanwhile.
    """
    lock_programme(charter.programme)
    sponsorship = Sponsorship.objects.select_related("person").get(pk=sponsorship.pk)
    if not is_current(sponsorship) or not sponsorship.person.email:
        raise CannotBeAskedError
    charter.refresh_from_db(fields=["state"])
    is_again = charter.state == CharterState.AWAITING_SIGNATURE
    if is_again:
        open_now = charter.sign_offs.filter(state=SignOffState.OPEN).values_list("pk", flat=True)
        if after not in open_now:
            raise IllegalTransitionError(charter, CharterState.AWAITING_SIGNATURE)
        _withdraw_sign_offs(charter)
    else:
        advance(charter, CharterState.AWAITING_SIGNATURE, CHARTER_TRANSITIONS)
    now = timezone.now()
    sign_off = SignOff.objects.create(
        charter=charter,
        sponsorship=sponsorship,
        asked_by=by,
        asked_at=now,
        expires_at=now + SIGNING_LIVES,
    )
    post_charter_request(sign_off)
    changes = {"version": charter.version, "sign_off": sign_off.pk, "again": is_again}
    _record("charter.asked", charter, by=by, changes=changes)
    return sign_off


@transaction.atomic
def withdraw_charter(charter: Charter, *, by: Person | None) -> None:
    """Take a version back that awaits its signature: its link stops working; recorded.

    Raises IllegalTransitionError when the sponsor was faster.
    """
    lock_programme(charter.programme)
    advance(charter, CharterState.WITHDRAWN, CHARTER_TRANSITIONS)
    _withdraw_sign_offs(charter)
    _record("charter.withdrawn", charter, by=by, changes={"version": charter.version})


@transaction.atomic
def sign_charter(sign_off: SignOff, *, name: str) -> None:
    """Let a sponsor sign: the version is in force, and the one before is superseded; recorded.

    `name` is what they typed. They get one confirmation, and the coordinators one mail each.
    Raises LinkClosedError when the request was answered, withdrawn or is over.
    """
    charter, now = _answer(sign_off, SignOffState.SIGNED, signed_name=name)
    signed = charter.programme.charters.filter(state=CharterState.SIGNED)
    replaced = signed.values_list("version", flat=True).first()
    signed.update(state=CharterState.SUPERSEDED)
    person = sign_off.sponsorship.person
    advance(charter, CharterState.SIGNED, CHARTER_TRANSITIONS, signed_by=person, signed_at=now)
    review = plan_review(charter, now)
    changes = {"version": charter.version, "sign_off": sign_off.pk, "supersedes": replaced}
    _record("charter.signed", charter, by=person, changes=changes)
    post_charter_signed(sign_off, review_on=review.due_on)
    post_charter_news(charter, person, news="signed", about=sign_off)


@transaction.atomic
def send_charter_back(sign_off: SignOff, *, words: str) -> None:
    """Let a sponsor send a version back with a note; recorded, and the coordinators are written to.

    What was signed before stays in force. Raises LinkClosedError as `sign_charter` does.
    """
    charter, _now = _answer(sign_off, SignOffState.SENT_BACK, words=words)
    advance(charter, CharterState.DECLINED, CHARTER_TRANSITIONS)
    person = sign_off.sponsorship.person
    changes = {"version": charter.version, "sign_off": sign_off.pk}
    _record("charter.sent_back", charter, by=person, changes=changes)
    post_charter_news(charter, person, news="sent_back", words=words, about=sign_off)


def withdraw_requests_to(sponsorship: Sponsorship, *, by: Person | None) -> None:
    """Withdraw what a sponsor who leaves has not answered; the caller has locked the programme."""
    asked = Charter.objects.filter(
        state=CharterState.AWAITING_SIGNATURE,
        sign_offs__sponsorship=sponsorship,
        sign_offs__state=SignOffState.OPEN,
    )
    for charter in asked.select_related("programme"):
        withdraw_charter(charter, by=by)


def lock_programme(programme: Programme) -> None:
    """Let one change to a programme's charter and sponsors happen at a time."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _answer(sign_off: SignOff, to: SignOffState, **also: Any) -> tuple[Charter, datetime]:
    """Close a request with an answer, if its link may still act; raises LinkClosedError."""
    charter, now = sign_off.charter, timezone.now()
    lock_programme(charter.programme)
    stored = SignOff.objects.select_related("charter", "sponsorship__person").get(pk=sign_off.pk)
    state = state_of_request(stored)
    if state != LinkState.OPEN:
        raise LinkClosedError(state)
    advance(sign_off, to, SIGN_OFF_TRANSITIONS, ended_at=now, **also)
    return charter, now


def _withdraw_sign_offs(charter: Charter) -> None:
    """Close the open requests for a version, and stop what has not left yet."""
    requests = charter.sign_offs.filter(state=SignOffState.OPEN)
    about = [about_key(sign_off) for sign_off in requests]
    now = timezone.now()
    requests.update(state=SignOffState.WITHDRAWN, ended_at=now)
    Message.objects.filter(kind=CHARTER_REQUEST.name, about__in=about).move_to(
        MessageState.CANCELLED, cancelled_at=now, cancel_reason=CancelReason.NO_LONGER_NEEDED
    )


def _record(kind: str, charter: Charter, *, by: Person | None, changes: dict[str, Any]) -> None:
    """Record under the organisation that the programme belongs to."""
    organisation_id = charter.programme.organisation_id
    record(kind, charter, by=by, organisation_id=organisation_id, changes=changes)
